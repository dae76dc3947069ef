import { addDays, day, dayOfInstant, formatDay } from '#kernel/day'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { subsidyRefusals } from '../contract/index.ts'
import { zAskedOf, zReceiptOf } from '../contract/receipt-file.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { receiptsInRound } from '../db/receipts.ts'
import type { RoundRow } from '../db/rounds.ts'
import type { FactGiven, PlaceGiven } from '../domain/award-receipt.ts'
import { type Entry, isRanked, placesAmong } from '../domain/whole-pool.ts'
import type { Moving } from './moving.ts'
import type { RoundRule } from './round-rule.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}): Refusal =>
  refusal(subsidyRefusals, code, values)

type Received = Pick<Awaited<ReturnType<typeof receiptsInRound>>[number], 'receipt' | 'submitted_at'>

/** An application as its last receipt has it. */
export function entryOf({ receipt, submitted_at }: Received): Entry {
  return { asked: zAskedOf.parse(receipt), at: submitted_at?.toISOString() ?? '' }
}

type Ranking = { readonly round: RoundRow; readonly found: RoundRule }

/** 名次 Among all that were handed in; there are none before the round has closed. */
export async function placesOf(
  call: Moving,
  row: ApplicationRow,
  { round, found }: Ranking,
  facts: readonly FactGiven[],
): Promise<Outcome<readonly PlaceGiven[]>> {
  if (!isRanked(found.rule)) return granted([])
  if (dayOfInstant(call.now.getTime()) < round.closes_on) {
    const last = formatDay(addDays(day(round.closes_on), -1))
    return refused(no('subsidy.places_not_ready', { name: found.rule.used.scheme.name, last }))
  }
  // The others by their last receipts, itself by its facts as they are now.
  const rows = await receiptsInRound(call.db, call.etown.id, round.id)
  const entries = rows.map((each): Entry => {
    const entry = entryOf(each)
    return each.id === row.id ? { ...entry, asked: { ...entry.asked, facts } } : entry
  })
  return granted(placesAmong(found.rule, entries)[rows.findIndex(({ id }) => id === row.id)] ?? [])
}

const said = (places: readonly PlaceGiven[]): string =>
  places.map(({ tier, place, among }) => `第${tier}档${among}家中第${place}名`).join('、') || '没有名次'

/** Somebody else's refusal or correction moves the others: what was reviewed of these must still be so. */
export async function placesStand(
  call: Moving,
  these: readonly Pick<ApplicationRow, 'id'>[],
  { round, found }: Ranking,
): Promise<readonly Refusal[]> {
  if (!isRanked(found.rule)) return []
  const rows = await receiptsInRound(call.db, call.etown.id, round.id)
  const now = placesAmong(found.rule, rows.map(entryOf))
  return rows.flatMap(({ id, receipt }, i) => {
    if (!these.some((one) => one.id === id)) return []
    const [then, today] = [said(zReceiptOf.parse(receipt).places), said(now[i] ?? [])]
    return then === today ? [] : [no('subsidy.places_changed', { then, now: today })]
  })
}
