import { addWorkdays, calendarNotCovered } from '#kernel/calendar'
import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { Duty } from '../../../platform/work/worker.ts'
import {
  type closeTask,
  type extendTask,
  governanceRefusals,
  type reportTask,
  type returnTask,
  type TaskStep,
} from '../contract/index.ts'
import { holdTask, insertStep, overdueTasks, pageOfTasks, stepsOf, type TaskRow } from '../db/tasks.ts'
import { levelDue } from '../domain/supervision.ts'
import { bodiesIn } from './plan-bodies.ts'

type Acting = Call<typeof reportTask | typeof returnTask | typeof closeTask | typeof extendTask, 'governance'>
type Stepped = Promise<Outcome<AnswerOf<typeof reportTask>>>
type Added = { readonly sha256?: string; readonly due_on?: string }

/** The task, held, or why nothing may happen to it any more. */
async function held(call: Acting): Promise<Outcome<TaskRow>> {
  const { db, etown, now } = call
  const id = BigInt(call.params.task)
  await holdTask(db, etown.id, id)
  const today = dayOfInstant(now.getTime())
  const [row] = (await pageOfTasks(db, etown.id, { id, today }, { after: undefined, limit: 1 })).rows
  if (row === undefined) return refused(refusal(governanceRefusals, 'governance.task_not_found'))
  return row.last_kind === 'closed' ? refused(refusal(governanceRefusals, 'governance.closed')) : granted(row)
}

async function take(call: Acting, row: TaskRow, kind: TaskStep, added: Added = {}): Stepped {
  const { db, etown, now, body } = call
  const number = (await stepsOf(db, etown.id, row.id)).length + 1
  const by = call.actor?.account ?? ''
  await insertStep(db, {
    etown: etown.id,
    task: row.id,
    number,
    kind,
    text: body.text,
    by,
    at: now,
    ...added,
  })
  call.note(`task-${row.id}`, { kind, number })
  call.announce({
    kind: `governance.task-${kind}`,
    subject: `task-${row.id}`,
    payload: { number, text: body.text, owner: row.owner, ...(added.due_on && { dueOn: added.due_on }) },
    evidence: added.sha256 === undefined ? [] : [added.sha256],
  })
  return granted({ number })
}

/** 上报办结 By the owner's people, with evidence. */
export async function reportTaskIn(call: Call<typeof reportTask, 'governance'>): Stepped {
  const found = await held(call)
  if (!found.ok) return found
  const { mine, nameOf } = await bodiesIn(call)
  const { owner } = found.value
  const { evidence } = call.body
  const wrong: readonly Refusal[] = [
    ...(mine.includes(owner)
      ? []
      : [refusal(governanceRefusals, 'governance.not_yours', { owner: nameOf(owner) })]),
    ...((await findEvidence(call.db, call.etown.id, evidence)) === undefined
      ? [refusal(governanceRefusals, 'governance.evidence_unknown', {}, '/evidence')]
      : []),
  ]
  return wrong.length > 0 ? refused(...wrong) : take(call, found.value, 'reported', { sha256: evidence })
}

const judging =
  (kind: 'closed' | 'returned') =>
  async (call: Call<typeof closeTask | typeof returnTask, 'governance'>): Stepped => {
    const found = await held(call)
    if (!found.ok) return found
    const { last_kind: last, last_by: by } = found.value
    if (last !== 'reported') return refused(refusal(governanceRefusals, 'governance.nothing_reported'))
    if (by === call.actor?.account) return refused(refusal(governanceRefusals, 'governance.same_person'))
    return take(call, found.value, kind)
  }

export const closeTaskIn = judging('closed')
export const returnTaskIn = judging('returned')

/** 延期 Working days from today on; what it was escalated to begins anew. */
export async function extendTaskIn(call: Call<typeof extendTask, 'governance'>): Stepped {
  const found = await held(call)
  if (!found.ok) return found
  const dueOn = addWorkdays(dayOfInstant(call.now.getTime()), call.body.days)
  if (dueOn === undefined) return refused(calendarNotCovered('/days'))
  return take(call, found.value, 'extended', { due_on: dueOn })
}

const LEVELS = { 1: '逾期未办结，报领导小组办公室', 2: '逾期五个工作日仍未办结，报领导小组组长' } as const

/** 逾期催办 Writes down what is overdue, once for each level. How many were. */
export const escalate = (house: House, etown: number): Promise<number> =>
  inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'governance')
    const now = house.clock()
    const today = dayOfInstant(now.getTime())
    let raised = 0
    for (const { id } of await overdueTasks(db, etown, today)) {
      await holdTask(db, etown, id)
      // Looked at again under the lock: another process, or its owner, may have been first.
      const [row] = (
        await pageOfTasks(db, etown, { id, today, state: 'late' }, { after: undefined, limit: 1 })
      ).rows
      const level = row === undefined ? 0 : levelDue(day(row.runs_to), today)
      if (row === undefined || level === 0 || level <= row.level) continue
      const number = (await stepsOf(db, etown, id)).length + 1
      const step = {
        etown,
        task: id,
        number,
        kind: 'escalated',
        text: LEVELS[level],
        level,
        by: 'system',
        at: now,
      }
      await insertStep(db, step)
      scope.announce({
        kind: 'governance.task-escalated',
        subject: `task-${id}`,
        payload: { level, owner: row.owner, dueOn: row.runs_to },
      })
      raised += 1
    }
    return raised
  })

/** An e-town is looked at this often: a day's change is seen within minutes. */
const LOOK_MS = 300_000
const looked = new WeakMap<House, Map<number, number>>()

export const escalateDuty: Duty = {
  name: 'governance.escalate',
  rest: 1_000,
  async see(house, etown) {
    const times = looked.get(house) ?? new Map<number, number>()
    looked.set(house, times)
    const now = house.clock().getTime()
    if (etown === 0 || now - (times.get(etown) ?? 0) < LOOK_MS) return false
    times.set(etown, now)
    return (await escalate(house, etown)) > 0
  },
}
