import { keyIn } from '#kernel/keys'
import { step } from '#kernel/machine'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import {
  type ApplicationEvent,
  type ApplicationState,
  applicationMachine,
  DUTIES,
  DUTY_OF,
  EVENT_NAMES,
  subsidyRefusals,
} from '../contract/index.ts'
import {
  type ApplicationRow,
  insertDeed,
  lockApplication,
  takeDuty,
  updateApplication,
} from '../db/applications.ts'
import { releaseBenefit } from '../db/benefits.ts'
import { reserve } from '../db/rounds.ts'
import { releaseAward } from './award-money.ts'
import type { Moving } from './moving.ts'
import { onlyParty, ownParty } from './seeing.ts'

export type Move = {
  readonly event: ApplicationEvent
  readonly reason?: string
  readonly amount?: bigint
  readonly set?: Parameters<typeof updateApplication>[3]
  /** Beside what every event says. */
  readonly payload?: Readonly<Record<string, unknown>>
}

export const stateOf = (row: Pick<ApplicationRow, 'state'>): ApplicationState =>
  keyIn(applicationMachine.states, row.state)

const no = (code: keyof typeof subsidyRefusals, values = {}): Outcome<never> =>
  refused(refusal(subsidyRefusals, code, values))

/** 锁定申报 One application for an act: there, the caller's to see, and as the caller has seen it. */
export async function lockedApplication(
  call: Moving,
  id: string,
  seen?: number,
): Promise<Outcome<ApplicationRow>> {
  const row = await lockApplication(call.db, call.etown.id, BigInt(id))
  const only = onlyParty(call.actor, call.etown.id)
  if (row === undefined || (only !== undefined && row.party !== only))
    return no('subsidy.application_not_found')
  return seen === undefined || row.version === seen ? granted(row) : no('subsidy.changed_meanwhile')
}

/** Whether the state and the person allow an event; takes the duty, which the database keeps from any other. */
export async function mayMove(
  call: Moving,
  row: ApplicationRow,
  event: ApplicationEvent,
): Promise<Outcome<ApplicationState>> {
  const state = stateOf(row)
  const next = step(applicationMachine, state, event)
  const name = EVENT_NAMES[event].zh
  if (next === undefined)
    return no('subsidy.not_now', { state: applicationMachine.states[state].zh, event: name })
  const duty = DUTY_OF[event]
  if (duty !== 'apply' && ownParty(call.actor, call.etown.id) === row.party)
    return no('subsidy.own_firm', { event: name })
  const has = await takeDuty(call.db, call.etown.id, row.id, call.actor?.account ?? '', duty)
  return has === duty
    ? granted(next)
    : no('subsidy.two_duties', { duty: DUTIES[keyIn(DUTIES, has)].zh, event: name })
}

const BACK: ReadonlySet<ApplicationState> = new Set(['submitted', 'returned', 'refused', 'draft'])

/** Gives back what an application held of the exclusion, of the pool and of the fund. */
async function release(call: Moving, row: ApplicationRow, why: string): Promise<Outcome<undefined>> {
  await releaseBenefit(call.db, call.etown.id, row.id, call.now)
  if (row.granted_fen === null || row.granted_fen === 0n) return granted(undefined)
  await reserve(call.db, call.etown.id, row.round, -row.granted_fen)
  return releaseAward(call, row, why)
}

/** 办理一步 The state changes, the deed is written, the event is announced: all or nothing. The row is locked. */
export async function moveOn(
  call: Moving,
  row: ApplicationRow,
  move: Move,
): Promise<Outcome<{ state: ApplicationState; version: number }>> {
  const next = await mayMove(call, row, move.event)
  if (!next.ok) return next
  const back = BACK.has(next.value) && row.state !== 'draft'
  if (back || next.value === 'recovered') {
    const released = await release(call, row, `${EVENT_NAMES[move.event].zh}：${move.reason ?? row.number}`)
    if (!released.ok) return released
  }
  await updateApplication(call.db, call.etown.id, row.id, {
    state: next.value,
    ...(back ? { granted_fen: null, recommended_fen: null, notice: null } : {}),
    ...move.set,
  })
  await insertDeed(call.db, {
    etown: call.etown.id,
    application: row.id,
    event: move.event,
    state: next.value,
    account: call.actor?.account ?? '',
    duty: DUTY_OF[move.event],
    reason: move.reason ?? null,
    amount_fen: move.amount ?? null,
    at: call.now,
  })
  call.announce({
    kind: `subsidy.application-${next.value}`,
    subject: String(row.id),
    payload: {
      event: move.event,
      round: String(row.round),
      party: String(row.party),
      amountFen: move.amount === undefined ? null : fromFen(fen(move.amount)),
      ...move.payload,
    },
  })
  return granted({ state: next.value, version: row.version + 1 })
}
