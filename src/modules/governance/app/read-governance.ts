import { namesOf } from '#identity'
import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { limitOf } from '#kernel/wire'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type getMeeting,
  type getTask,
  governanceRefusals,
  type listMeetings,
  type listTasks,
  type Meeting,
  type openDutyList,
  type openMinutes,
  type openReport,
  type readOrganisation,
  TASK_STEPS,
} from '../contract/index.ts'
import { findDutyList } from '../db/duty-lists.ts'
import { decisionsOf, findMeeting, type MeetingRow, pageOfMeetings } from '../db/meetings.ts'
import { pageOfTasks, stepsOf, taskCounts } from '../db/tasks.ts'
import { silentRoles } from '../domain/bodies.ts'
import { bodiesIn } from './plan-bodies.ts'
import { taskView } from './task-views.ts'

type Rooms = 'governance'
const todayOf = ({ now }: { readonly now: Date }) => dayOfInstant(now.getTime())

export async function readOrganisationIn(
  call: Call<typeof readOrganisation, Rooms>,
): Promise<Outcome<AnswerOf<typeof readOrganisation>>> {
  const { bodies, mine } = await bodiesIn(call)
  const counts = await taskCounts(call.db, call.etown.id, todayOf(call))
  const items = bodies.map(({ code, name, kind, head, deputies, members, note, duties }) => {
    const own = counts.find(({ owner }) => owner === code)
    return {
      ...{
        code,
        name,
        kind,
        duties: [...duties],
        mine: mine.includes(code),
        open: own?.open ?? 0,
        late: own?.late ?? 0,
      },
      ...(head && { head }),
      ...(deputies && { deputies }),
      ...(members && { members }),
      ...(note && { note }),
    }
  })
  return granted({ items, total: items.length, silent: [...silentRoles(bodies)] })
}

const meetingView = (row: MeetingRow): Meeting => ({
  id: String(row.id),
  title: row.title,
  plannedOn: day(row.planned_on),
  ...(row.held_on === null ? {} : { heldOn: day(row.held_on) }),
  place: row.place,
  agenda: row.agenda,
  decisions: row.decisions,
  open: row.open,
})

export async function listMeetingsIn(
  call: Call<typeof listMeetings, Rooms>,
): Promise<Outcome<AnswerOf<typeof listMeetings>>> {
  const limit = limitOf(call.query)
  const after = call.query.after === undefined ? undefined : BigInt(call.query.after)
  const { rows, total } = await pageOfMeetings(call.db, call.etown.id, { after, limit })
  const items = rows.slice(0, limit).map(meetingView)
  const next = rows.length > limit ? items.at(-1)?.id : undefined
  return granted({ items, total, ...(next === undefined ? {} : { next }) })
}

export async function getMeetingIn(
  call: Call<typeof getMeeting, Rooms>,
): Promise<Outcome<AnswerOf<typeof getMeeting>>> {
  const { db, etown } = call
  const row = await findMeeting(db, etown.id, BigInt(call.params.meeting))
  if (row === undefined) return refused(refusal(governanceRefusals, 'governance.meeting_not_found'))
  const bodies = await bodiesIn(call)
  const today = todayOf(call)
  const page = { after: undefined, limit: 100 }
  const tasks = (await pageOfTasks(db, etown.id, { meeting: row.id, today }, page)).rows
  const decided = (await decisionsOf(db, etown.id, row.id)).map(({ id, number, text }) => {
    const task = tasks.find(({ decision }) => decision === id)
    return { number, text, ...(task && { task: taskView(task, bodies, today) }) }
  })
  return granted({
    ...meetingView(row),
    ...(row.attended === null ? {} : { attended: row.attended }),
    ...(row.minutes === null ? {} : { minutes: row.minutes }),
    decided,
    bodies: bodies.bodies.map(({ code, name }) => ({ code, name })),
  })
}

export async function listTasksIn(
  call: Call<typeof listTasks, Rooms>,
): Promise<Outcome<AnswerOf<typeof listTasks>>> {
  const { state, mine, after } = call.query
  const limit = limitOf(call.query)
  const bodies = await bodiesIn(call)
  const today = todayOf(call)
  const owners = mine === undefined ? undefined : bodies.mine
  const page = { after: after === undefined ? undefined : BigInt(after), limit }
  const { rows, total } = await pageOfTasks(call.db, call.etown.id, { state, owners, today }, page)
  const items = rows.slice(0, limit).map((row) => taskView(row, bodies, today))
  const next = rows.length > limit ? items.at(-1)?.id : undefined
  return granted({ items, total, ...(next === undefined ? {} : { next }) })
}

export async function getTaskIn(
  call: Call<typeof getTask, Rooms>,
): Promise<Outcome<AnswerOf<typeof getTask>>> {
  const { db, etown } = call
  const today = todayOf(call)
  const page = { after: undefined, limit: 1 }
  const { rows } = await pageOfTasks(db, etown.id, { id: BigInt(call.params.task), today }, page)
  const [row] = rows
  if (row === undefined) return refused(refusal(governanceRefusals, 'governance.task_not_found'))
  const bodies = await bodiesIn(call)
  const steps = await stepsOf(db, etown.id, row.id)
  const decided = row.meeting === null ? [] : await decisionsOf(db, etown.id, row.meeting)
  const named = await nameAll(db, [row.assigned_by, ...steps.map(({ by }) => by)])
  const decision = decided.find(({ id }) => id === row.decision)?.text
  return granted({
    ...taskView(row, bodies, today),
    days: row.days,
    assignedBy: named(row.assigned_by),
    ...(decision === undefined ? {} : { decision }),
    duties: [...(bodies.bodies.find(({ code }) => code === row.owner)?.duties ?? [])],
    steps: steps.map((step) => ({
      number: step.number,
      kind: keyIn(TASK_STEPS, step.kind),
      text: step.text,
      ...(step.sha256 === null ? {} : { sha256: step.sha256 }),
      ...(step.due_on === null ? {} : { dueOn: day(step.due_on) }),
      by: named(step.by),
      at: step.at.toISOString(),
    })),
  })
}

/** What accounts are called; the system says that it is it. */
async function nameAll(db: AnyDb, accounts: readonly string[]): Promise<(account: string) => string> {
  const people = [...new Set(accounts)].filter((account) => /^\d{1,18}$/.test(account))
  const names = await namesOf(roomOf(db, 'identity'), people)
  return (account) => names.get(account) ?? (account === 'system' ? '系统' : account)
}

type Opening = Call<typeof openMinutes | typeof openReport | typeof openDutyList, Rooms>

async function opened(
  { db, etown, house }: Opening,
  sha256: string | null | undefined,
): Promise<Outcome<Download>> {
  const file = sha256 == null ? undefined : await findEvidence(db, etown.id, sha256)
  if (file === undefined) return refused(refusal(governanceRefusals, 'governance.evidence_unknown'))
  const content = await house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}

export async function openDutyListIn(call: Call<typeof openDutyList, Rooms>): Promise<Outcome<Download>> {
  const row = await findDutyList(call.db, call.etown.id, BigInt(call.params.list))
  return opened(call, row?.evidence)
}

export async function openMinutesIn(call: Call<typeof openMinutes, Rooms>): Promise<Outcome<Download>> {
  const row = await findMeeting(call.db, call.etown.id, BigInt(call.params.meeting))
  return opened(call, row?.minutes)
}

export async function openReportIn(call: Call<typeof openReport, Rooms>): Promise<Outcome<Download>> {
  const steps = await stepsOf(call.db, call.etown.id, BigInt(call.params.task))
  return opened(call, steps.find(({ number }) => String(number) === call.params.number)?.sha256)
}
