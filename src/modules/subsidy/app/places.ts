import { addDays, day, dayOfInstant, formatDay } from '#kernel/day'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { subsidyRefusals } from '../contract/index.ts'
import { zAskedOf, zReceiptOf } from '../contract/receipt-file.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { lastReceipt, receiptsInRound } from '../db/receipts.ts'
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

/** Where an application stands by the receipts of its round; `facts`: its own as they are now. */
async function placesNow(
  call: Moving,
  row: ApplicationRow,
  { round, found }: Ranking,
  facts?: readonly FactGiven[],
): Promise<readonly PlaceGiven[]> {
  const rows = await receiptsInRound(call.db, call.etown.id, round.id)
  const entries = rows.map((each): Entry => {
    const entry = entryOf(each)
    return each.id === row.id && facts !== undefined ? { ...entry, asked: { ...entry.asked, facts } } : entry
  })
  return placesAmong(found.rule, entries)[rows.findIndex(({ id }) => id === row.id)] ?? []
}

/** 名次 Among all that were handed in; there are none before the round has closed. */
export async function placesOf(
  call: Moving,
  row: ApplicationRow,
  ranking: Ranking,
  facts: readonly FactGiven[],
): Promise<Outcome<readonly PlaceGiven[]>> {
  const { round, found } = ranking
  if (!isRanked(found.rule)) return granted([])
  if (dayOfInstant(call.now.getTime()) < round.closes_on) {
    const last = formatDay(addDays(day(round.closes_on), -1))
    return refused(no('subsidy.places_not_ready', { name: found.rule.used.scheme.name, last }))
  }
  return granted(await placesNow(call, row, ranking, facts))
}

const said = (places: readonly PlaceGiven[]): string =>
  places.map(({ tier, place, among }) => `第${tier}档${among}家中第${place}名`).join('、') || '没有名次'

/** Somebody else's refusal or correction moves the others: what was reviewed must still be so. */
export async function placesStand(
  call: Moving,
  row: ApplicationRow,
  ranking: Ranking,
): Promise<readonly Refusal[]> {
  if (!isRanked(ranking.found.rule)) return []
  const receipt = await lastReceipt(call.db, call.etown.id, row.id)
  const then = said(receipt === undefined ? [] : zReceiptOf.parse(receipt.receipt).places)
  const now = said(await placesNow(call, row, ranking))
  return then === now ? [] : [no('subsidy.places_changed', { then, now })]
}
