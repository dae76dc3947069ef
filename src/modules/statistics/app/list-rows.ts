import { EXCLUSIONS, PLATFORM_NAMES, STAGE_NAMES } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import { day, monthPeriod, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { fen } from '#kernel/money'
import { pageBy } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import { fromFen, limitOf } from '#kernel/wire'
import type { Call } from '#platform/http/route'
import type { checkRows, listEntities, listOrderLines, RowsQuery } from '../contract/index.ts'
import { sumOf } from '../db/day-sums.ts'
import { countEntities, type EntityAsk, type EntityRow, pageOfEntities } from '../db/entities.ts'
import { addLines, type LineAsk, type LineRow, pageOfLines, shopsOfTownship } from '../db/order-lines.ts'
import type { Measure, RowsKept } from '../domain/definition.ts'
import { overlap } from '../domain/window.ts'
import { keptRows, type Rows } from './kept-rows.ts'
import type { Reads } from './known-figures.ts'
import { checkTally, tallyAsk } from './tally-asks.ts'

/** The part of the period that a month of it, where one is asked for, leaves. */
export const periodOf = ({ from, until, month }: RowsQuery): Period =>
  month === undefined ? { from, until } : overlap({ from, until }, monthPeriod(month))

/** The lines a query is about; a township stands for its shops. */
export async function lineAsk(db: Reads, etown: number, query: RowsQuery): Promise<LineAsk> {
  const { shop, township } = query
  const local = township === undefined ? undefined : await shopsOfTownship(db, etown, township)
  const shops =
    shop === undefined ? local : local === undefined ? [shop] : local.filter((one) => one === shop)
  return { period: periodOf(query), shops, counted: query.counted !== 'no' }
}

export const entityAsk = ({ count }: Entities, query: RowsQuery): EntityAsk => ({
  count,
  period: periodOf(query),
  by: query.until,
  township: query.township,
})

type Entities = Extract<RowsKept, { kind: 'entities' }>
/** 订单行 The order lines behind a figure, page by page. */
export async function listOrderLinesIn(
  call: Call<typeof listOrderLines, Rows>,
): Promise<Outcome<AnswerOf<typeof listOrderLines>>> {
  const { db, etown, query } = call
  const kept = await keptRows(call, ['order-lines'])
  if (!kept.ok) return kept
  const ask = await lineAsk(db, etown.id, query)
  const limit = limitOf(query)
  const [onDay = '', shop = '', orderNo = '', subNo = ''] = query.after?.split('/') ?? []
  const after =
    query.after === undefined ? undefined : { day: day(onDay), shop: BigInt(shop), orderNo, subNo }
  const rows = await pageOfLines(db, etown.id, ask, { after, limit })
  const total = Number(await lineCount(db, etown.id, ask))
  return granted({ total, ...pageBy(rows, limit, wireLine, placeOf) })
}

const placeOf = ({ day, shop, orderNo, subNo }: LineRow): string => [day, shop, orderNo, subNo].join('/')

/** Lines that count are counted as they come in; those left out are counted when somebody looks. */
export const lineCount = async (db: Reads, etown: number, ask: LineAsk): Promise<bigint> =>
  ask.counted
    ? sumOf(db, etown, { measure: 'lines', period: ask.period }, ask.shops)
    : (await addLines(db, etown, ask)).lines

const wireLine = (row: LineRow) => ({
  day: row.day,
  platform: keyIn(PLATFORM_NAMES, row.platform),
  shop: row.shop.toString(),
  shopName: row.shopName,
  orderNo: row.orderNo,
  subNo: row.subNo,
  stage: keyIn(STAGE_NAMES, row.stage),
  amount: fromFen(fen(row.amount)),
  refund: fromFen(fen(row.refund)),
  ...(row.excluded !== undefined && { excluded: keyIn(EXCLUSIONS, row.excluded) }),
  batch: row.batch.toString(),
  row: row.row,
  evidence: row.evidence,
})

/** 市场主体行 The entities behind a count, page by page. */
export async function listEntitiesIn(
  call: Call<typeof listEntities, Rows>,
): Promise<Outcome<AnswerOf<typeof listEntities>>> {
  const { db, etown, query } = call
  const kept = await keptRows(call, ['entities'])
  if (!kept.ok) return kept
  const ask = entityAsk(kept.value, query)
  const limit = limitOf(query)
  const [onDay = '', party = ''] = query.after?.split('/') ?? []
  const after = query.after === undefined ? undefined : { registeredOn: day(onDay), party: BigInt(party) }
  const rows = await pageOfEntities(db, etown.id, ask, { after, limit })
  const total = await countEntities(db, etown.id, ask)
  const item = ({ party, ...row }: EntityRow) => ({
    ...row,
    kind: keyIn(PARTY_KINDS, row.kind),
    party: party.toString(),
    batch: row.batch?.toString(),
  })
  return granted({
    total: Number(total),
    ...pageBy(rows, limit, item, (row) => `${row.registeredOn}/${row.party}`),
  })
}

/** 核对 Adds up the rows themselves and holds them against the figure that was shown. */
export async function checkRowsIn(
  call: Call<typeof checkRows, Rows>,
): Promise<Outcome<AnswerOf<typeof checkRows>>> {
  const { db, etown, query } = call
  const kept = await keptRows(call, ['order-lines', 'entities', 'tally'])
  if (!kept.ok) return kept
  const rows = kept.value
  if (rows.kind === 'entities') {
    const count = await countEntities(db, etown.id, entityAsk(rows, query))
    return granted({ rows: Number(count), sum: count.toString(), figure: count.toString(), equal: true })
  }
  const found =
    rows.kind === 'tally'
      ? await checkTally(db, etown.id, await tallyAsk(db, etown.id, rows, query))
      : await checkLines(db, etown.id, rows.measure, await lineAsk(db, etown.id, query))
  return granted({
    rows: Number(found.rows),
    sum: found.sum.toString(),
    figure: found.figure.toString(),
    equal: found.sum === found.figure,
  })
}

type Checked = { readonly rows: bigint; readonly sum: bigint; readonly figure: bigint }

async function checkLines(db: Reads, etown: number, measure: Measure, ask: LineAsk): Promise<Checked> {
  const { lines, sum } = await addLines(db, etown, { ...ask, counted: true })
  return { rows: lines, sum, figure: await sumOf(db, etown, { measure, period: ask.period }, ask.shops) }
}
