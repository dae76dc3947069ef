import { STYLES } from '#contract/inspection'
import { foodNames } from '#inspection'
import { monthPeriod } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { planOf } from '#plan'
import { type AnyDb, roomOf } from '#platform/db/house'
import { type RowsQuery, TEST_TALLIES } from '../contract/index.ts'
import { sumOf } from '../db/day-sums.ts'
import { shopNames, shopsOfTownship } from '../db/order-lines.ts'
import { addTally, itemNames, sellerNames, type TallyAsk } from '../db/tallies.ts'
import { daysCounted, type RowsKept } from '../domain/definition.ts'
import { overlap } from '../domain/window.ts'
import type { Kept } from './kept-rows.ts'
import type { Reads } from './known-figures.ts'
import { today } from './on-the-wire.ts'

/** The rows a query is about. The rows of a level are those of all days before. */
export async function tallyAsk(
  db: Reads,
  etown: number,
  { terms, definition }: Kept<'tally'>,
  { from, until, month, part, township }: Omit<RowsQuery, 'shop' | 'counted'>,
): Promise<TallyAsk> {
  const counted = daysCounted(definition.method, { from, until })
  const period = month === undefined ? counted : overlap(counted, monthPeriod(month))
  // Of all tallies only parcels lie in a township: that of their shop.
  const ofShops = terms.every(({ measure }) => measure === 'parcels')
  const local = township === undefined ? undefined : ofShops ? await shopsOfTownship(db, etown, township) : []
  const parts =
    part === undefined ? local : local === undefined ? [part] : local.filter((one) => one === part)
  return { terms, period, parts }
}

/** 部分的名称 What the parts of tallies are called: shops, traced products, foods, who issues certificates, whoever sells goods, sources of money. */
export async function partNames(
  db: AnyDb,
  etown: number,
  { terms }: Pick<Extract<RowsKept, { kind: 'tally' }>, 'terms'>,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const [first] = terms
  if (first?.measure === 'parcels') return shopNames(roomOf(db, 'market_pub'), etown)
  if (first?.measure === 'scans' || first?.measure === 'lots')
    return itemNames(roomOf(db, 'trace_pub'), etown)
  if (TEST_TALLIES.some((measure) => measure === first?.measure)) return foodNames()
  if (first?.measure === 'certificates')
    return new Map(keysOf(STYLES).map((style) => [style, STYLES[style].zh]))
  if (first?.measure === 'goods') return sellerNames(roomOf(db, 'party_pub'), etown)
  const { plan } = (await planOf(db, etown, today(now))) ?? {}
  return new Map((plan?.funds.sources ?? []).map(({ code, name }) => [code, name]))
}

/** The rows added up, and the sums the figure is made of. */
export async function checkTally(db: Reads, etown: number, ask: TallyAsk) {
  const own = roomOf(db, 'statistics')
  const found = await addTally(own, etown, ask)
  let figure = 0n
  for (const { measure, sign } of ask.terms) {
    figure += BigInt(sign) * (await sumOf(own, etown, { measure, period: ask.period }, ask.parts))
  }
  return { ...found, figure }
}
