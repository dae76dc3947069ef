import { granted, type Outcome } from '#kernel/refusal'
import { type ApplicationRow, carriedTo, lockApplication } from '../db/applications.ts'
import type { RoundRow } from '../db/rounds.ts'
import { lockedApplication, moveOn } from './move.ts'
import type { Moving } from './moving.ts'

type Short = { readonly row: ApplicationRow; readonly why: string }

/** 记结转 Who the pool did not reach stays checked, and is told so. */
export async function noteCarried(call: Moving, carried: readonly Short[]): Promise<Outcome<undefined>> {
  for (const { row, why } of carried) {
    const locked = await lockedApplication(call, String(row.id), row.version)
    const moved = locked.ok ? await moveOn(call, locked.value, { event: 'carry', reason: why }) : locked
    if (!moved.ok) return moved
  }
  return granted(undefined)
}

/** 转入 What earlier rounds of a scheme carried is in the new one: checked already, and first in time. How many. */
export async function bringCarried(
  call: Moving,
  round: Pick<RoundRow, 'id' | 'scheme' | 'name'>,
): Promise<Outcome<number>> {
  const waiting = await carriedTo(call.db, call.etown.id, round)
  for (const { id, from } of waiting) {
    const row = await lockApplication(call.db, call.etown.id, id)
    if (row === undefined) continue
    const moved = await moveOn(call, row, {
      event: 'carry',
      reason: `由“${from}”转入“${round.name}”`,
      set: { round: round.id },
    })
    if (!moved.ok) return moved
  }
  return granted(waiting.length)
}
