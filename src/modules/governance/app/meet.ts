import { addWorkdays, calendarNotCovered } from '#kernel/calendar'
import { type Day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type assignTask,
  type bringPaper,
  type callMeeting,
  governanceRefusals,
  type holdMeeting,
} from '../contract/index.ts'
import { insertDecision, insertMeeting, lockMeeting, markHeld } from '../db/meetings.ts'
import { insertTask } from '../db/tasks.ts'
import { bodiesIn } from './plan-bodies.ts'

type Rooms = 'governance'

export async function callMeetingIn(
  call: Call<typeof callMeeting, Rooms>,
): Promise<Outcome<AnswerOf<typeof callMeeting>>> {
  const { db, etown, now, body } = call
  const { id } = await insertMeeting(db, {
    etown: etown.id,
    title: body.title,
    planned_on: body.plannedOn,
    place: body.place,
    agenda: body.agenda,
    called_by: call.actor?.account ?? '',
    called_at: now,
  })
  call.note(String(id))
  call.announce({ kind: 'governance.meeting-called', subject: `meeting-${id}`, payload: { ...body } })
  return granted({ id: String(id) })
}

type Order = { readonly owner: string; readonly days: number }
type Ordering = Call<typeof holdMeeting | typeof assignTask, Rooms>

/** Working days from the day after; why a task cannot be assigned so. */
async function orderRefusals(
  call: Ordering,
  orders: readonly Order[],
  today: Day,
): Promise<readonly Refusal[]> {
  const { bodies } = await bodiesIn(call)
  if (bodies.length === 0) return [refusal(governanceRefusals, 'governance.no_plan')]
  return orders.flatMap(({ owner, days }) => [
    ...(bodies.some(({ code }) => code === owner)
      ? []
      : [refusal(governanceRefusals, 'governance.owner_unknown', {}, '/owner')]),
    ...(addWorkdays(today, days) === undefined ? [calendarNotCovered('/days')] : []),
  ])
}

async function assign(
  call: Ordering,
  { title, owner, days }: Order & { readonly title: string },
  decision?: bigint,
): Promise<bigint> {
  const { db, etown, now } = call
  const today = dayOfInstant(now.getTime())
  const dueOn = addWorkdays(today, days)
  if (dueOn === undefined) throw new Error('checked before')
  const { id } = await insertTask(db, {
    ...{ etown: etown.id, decision: decision ?? null, title, owner, days },
    ...{ assigned_on: today, due_on: dueOn, assigned_by: call.actor?.account ?? '', assigned_at: now },
  })
  call.announce({ kind: 'governance.task-assigned', subject: `task-${id}`, payload: { title, owner, dueOn } })
  return id
}

/** 记录会议 Minutes, what was decided, and the tasks that come of it, in one act. */
export async function holdMeetingIn(
  call: Call<typeof holdMeeting, Rooms>,
): Promise<Outcome<AnswerOf<typeof holdMeeting>>> {
  const { db, etown, now, body } = call
  const today = dayOfInstant(now.getTime())
  const row = await lockMeeting(db, etown.id, BigInt(call.params.meeting))
  if (row === undefined) return refused(refusal(governanceRefusals, 'governance.meeting_not_found'))
  if (row.held_on !== null) return refused(refusal(governanceRefusals, 'governance.meeting_held'))
  const orders = body.decisions.flatMap(({ task }) => task ?? [])
  const wrong = [
    ...(body.heldOn > today
      ? [refusal(governanceRefusals, 'governance.day_future', { today: formatDay(today) }, '/heldOn')]
      : []),
    ...((await findEvidence(db, etown.id, body.minutes)) === undefined
      ? [refusal(governanceRefusals, 'governance.evidence_unknown', {}, '/minutes')]
      : []),
    ...(await orderRefusals(call, orders, today)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await markHeld(db, etown.id, row.id, {
    ...{ held_on: body.heldOn, attended: body.attended, minutes: body.minutes },
    ...{ held_by: call.actor?.account ?? '', held_at: now },
  })
  for (const [i, { text, task }] of body.decisions.entries()) {
    const { id } = await insertDecision(db, { etown: etown.id, meeting: row.id, number: i + 1, text })
    if (task !== undefined) await assign(call, { ...task, title: text.slice(0, 500) }, id)
  }
  call.note(call.params.meeting, { decisions: body.decisions.length, tasks: orders.length })
  call.announce({
    kind: 'governance.meeting-held',
    subject: `meeting-${row.id}`,
    payload: { heldOn: body.heldOn, decisions: body.decisions.map(({ text }) => text) },
    evidence: [body.minutes],
  })
  return granted({ id: String(row.id) })
}

/** 交办 A task without a meeting: what supervision found. */
export async function assignTaskIn(
  call: Call<typeof assignTask, Rooms>,
): Promise<Outcome<AnswerOf<typeof assignTask>>> {
  const wrong = await orderRefusals(call, [call.body], dayOfInstant(call.now.getTime()))
  if (wrong.length > 0) return refused(...wrong)
  const id = await assign(call, call.body)
  call.note(String(id), { owner: call.body.owner })
  return granted({ id: String(id) })
}

export async function bringPaperIn(
  call: Call<typeof bringPaper, Rooms>,
): Promise<Outcome<AnswerOf<typeof bringPaper>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}
