import { EXCLUSIONS, PLATFORM_NAMES, STAGE_NAMES } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import { day, monthPeriod, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, limitOf } from '#kernel/wire'
import type { AnyDb } from '#platform/db/house'
import type { Call, Etown } from '#platform/http/route'
import {
  type checkRows,
  type listEntities,
  type listOrderLines,
  type RowsQuery,
  statisticsRefusals,
} from '../contract/index.ts'
import { sumOf } from '../db/day-sums.ts'
import { countEntities, type EntityAsk, type EntityRow, pageOfEntities } from '../db/entities.ts'
import { addLines, type LineAsk, type LineRow, pageOfLines } from '../db/order-lines.ts'
import { type Definition, type Method, versionOn } from '../domain/definition.ts'
import { overlap } from '../domain/window.ts'
import { findDefinition } from './find-definition.ts'
import type { Reads } from './known-figures.ts'
import { partsOf, today } from './on-the-wire.ts'
import { pageOf } from './page.ts'

export type Rows = 'statistics' | 'party_pub' | 'market_pub'
/** The part of the period that a month of it, where one is asked for, leaves. */
export const periodOf = ({ from, until, month }: RowsQuery): Period =>
  month === undefined ? { from, until } : overlap({ from, until }, monthPeriod(month))

export const lineAsk = (query: RowsQuery): LineAsk => ({
  period: periodOf(query),
  shop: query.shop,
  counted: query.counted !== 'no',
})

export const entityAsk = ({ count }: Extract<Method, { by: 'entities' }>, query: RowsQuery): EntityAsk => ({
  count,
  period: periodOf(query),
  by: query.until,
})

/** How the indicator's rows are kept; refused where it is made of others, typed, or keeps rows of another kind. */
export async function keptRows<Kind extends 'days' | 'entities'>(
  { db, etown, params, now }: { db: AnyDb; etown: Etown; params: { indicator: string }; now: Date },
  kinds: readonly Kind[],
): Promise<Outcome<Extract<Method, { by: Kind }>>> {
  const found = await findDefinition(db, etown.id, params.indicator, today(now), '/path/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const { method } = definition
  const isKept = (m: Method): m is Extract<Method, { by: Kind }> => kinds.some((kind) => kind === m.by)
  if (isKept(method)) return granted(method)
  const name = (of: Definition): string => versionOn(of, today(now)).zh
  const parts = partsOf(definition).flatMap((code) => define(code) ?? [])
  const made = parts.length > 0 ? parts.map(name).join('、') : MADE[method.by]
  const values = { name: name(definition), made }
  return refused(refusal(statisticsRefusals, 'statistics.no_rows_kept', values, '/path/indicator'))
}

const MADE: Readonly<Record<Method['by'], string>> = {
  days: '订单行',
  entities: '市场主体登记',
  entry: '录入',
  share: '别的指标',
  growth: '别的指标',
}

/** 订单行 The order lines behind a figure, page by page. */
export async function listOrderLinesIn(
  call: Call<typeof listOrderLines, Rows>,
): Promise<Outcome<AnswerOf<typeof listOrderLines>>> {
  const { db, etown, query } = call
  const kept = await keptRows(call, ['days'])
  if (!kept.ok) return kept
  const ask = lineAsk(query)
  const limit = limitOf(query)
  const [onDay = '', shop = '', orderNo = '', subNo = ''] = query.after?.split('/') ?? []
  const after =
    query.after === undefined ? undefined : { day: day(onDay), shop: BigInt(shop), orderNo, subNo }
  const rows = await pageOfLines(db, etown.id, ask, { after, limit })
  const total = Number(await lineCount(db, etown.id, ask))
  return granted({ total, ...pageOf(rows, limit, wireLine, placeOf) })
}

const placeOf = ({ day, shop, orderNo, subNo }: LineRow): string => [day, shop, orderNo, subNo].join('/')

/** Lines that count are counted as they come in; those left out are counted when somebody looks. */
export const lineCount = async (db: Reads, etown: number, ask: LineAsk): Promise<bigint> =>
  ask.counted
    ? sumOf(db, etown, { measure: 'lines', period: ask.period }, ask.shop)
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
    ...pageOf(rows, limit, item, (row) => `${row.registeredOn}/${row.party}`),
  })
}

/** 核对 Adds up the rows themselves and holds them against the figure that was shown. */
export async function checkRowsIn(
  call: Call<typeof checkRows, Rows>,
): Promise<Outcome<AnswerOf<typeof checkRows>>> {
  const { db, etown, query } = call
  const kept = await keptRows(call, ['days', 'entities'])
  if (!kept.ok) return kept
  if (kept.value.by === 'entities') {
    const count = await countEntities(db, etown.id, entityAsk(kept.value, query))
    return granted({ rows: Number(count), sum: count.toString(), figure: count.toString(), equal: true })
  }
  const ask = { ...lineAsk(query), counted: true }
  const { lines, sum } = await addLines(db, etown.id, ask)
  const figure = await sumOf(db, etown.id, { measure: kept.value.measure, period: ask.period }, ask.shop)
  return granted({
    rows: Number(lines),
    sum: sum.toString(),
    figure: figure.toString(),
    equal: sum === figure,
  })
}
