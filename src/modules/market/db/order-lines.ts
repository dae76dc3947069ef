import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { Stage } from '../domain/order-line.ts'
import { stageRank } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import type { Exclusion } from '../domain/retail.ts'

type MarketDb = Db<'market'>
export type LineRow = Selectable<DB['market.order_line']>
export type ListedLine = LineRow & { readonly shop_name: string }
export type ObservationRow = Selectable<DB['market.observation']>

export type LineNarrowing = {
  readonly shop?: bigint | undefined
  readonly platform?: Platform | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly stage?: Stage | undefined
  readonly counted?: 'yes' | 'no' | undefined
  readonly excluded?: Exclusion | undefined
  readonly orderNo?: string | undefined
  readonly only: bigint | undefined
}

/** Where the page behind a line begins: newest day first, within a day by key. */
export type LinePlace = {
  readonly day: string
  readonly platform: string
  readonly orderNo: string
  readonly subNo: string
}

function narrowed(db: MarketDb, etown: number, by: LineNarrowing) {
  let query = db
    .selectFrom('market.order_line as l')
    .innerJoin('market.shop as s', (j) => j.onRef('s.etown', '=', 'l.etown').onRef('s.id', '=', 'l.shop'))
    .where('l.etown', '=', etown)
  if (by.only !== undefined) query = query.where('s.operator', '=', by.only)
  if (by.shop !== undefined) query = query.where('l.shop', '=', by.shop)
  if (by.platform !== undefined) query = query.where('l.platform', '=', by.platform)
  if (by.from !== undefined) query = query.where('l.day', '>=', by.from)
  if (by.until !== undefined) query = query.where('l.day', '<', by.until)
  if (by.stage !== undefined) query = query.where('l.stage', '=', stageRank(by.stage))
  if (by.counted !== undefined)
    query = query.where('l.excluded', by.counted === 'yes' ? 'is' : 'is not', null)
  if (by.excluded !== undefined) query = query.where('l.excluded', '=', by.excluded)
  if (by.orderNo !== undefined) query = query.where('l.order_no', '=', by.orderNo)
  return query
}

/** How many rows a narrowing has, and their Σ retail. */
export async function sumOfLines(
  db: MarketDb,
  etown: number,
  by: LineNarrowing,
): Promise<{ total: number; retail: bigint }> {
  const { total, retail } = await narrowed(db, etown, by)
    .select((e) => [
      e.fn.countAll<bigint>().as('total'),
      sql<bigint>`coalesce(sum(l.retail_fen), 0)::bigint`.as('retail'),
    ])
    .executeTakeFirstOrThrow()
  return { total: Number(total), retail }
}

/** One row more than the page. */
export async function linesAfter(
  db: MarketDb,
  etown: number,
  by: LineNarrowing,
  page: { readonly after: LinePlace | undefined; readonly limit: number },
): Promise<ListedLine[]> {
  const query = narrowed(db, etown, by)
  const { after } = page
  const from =
    after === undefined
      ? query
      : query.where((w) =>
          w.or([
            w('l.day', '<', after.day),
            w.and([
              w('l.day', '=', after.day),
              sql<boolean>`(l.platform, l.order_no, l.sub_no) > (${after.platform}, ${after.orderNo}, ${after.subNo})`,
            ]),
          ]),
        )
  return from
    .selectAll('l')
    .select('s.name as shop_name')
    .orderBy('l.day', 'desc')
    .orderBy('l.platform')
    .orderBy('l.order_no')
    .orderBy('l.sub_no')
    .limit(page.limit + 1)
    .execute()
}

export type Filed<Row> = Row & { readonly file_name: string; readonly sha256: string }

/** All lines of an order, with the file that shows the state of each. */
export const linesOfOrder = (
  db: MarketDb,
  etown: number,
  platform: Platform,
  orderNo: string,
  only: bigint | undefined,
): Promise<(Filed<LineRow> & { shop_name: string; operator: bigint })[]> => {
  const query = db
    .selectFrom('market.order_line as l')
    .innerJoin('market.import_batch as b', (j) =>
      j.onRef('b.etown', '=', 'l.etown').onRef('b.id', '=', 'l.batch'),
    )
    .innerJoin('market.shop as s', (j) => j.onRef('s.etown', '=', 'l.etown').onRef('s.id', '=', 'l.shop'))
    .selectAll('l')
    .select(['b.file_name', 'b.sha256', 's.name as shop_name', 's.operator'])
    .where('l.etown', '=', etown)
    .where('l.platform', '=', platform)
    .where('l.order_no', '=', orderNo)
    .orderBy('l.sub_no')
  return (only === undefined ? query : query.where('s.operator', '=', only)).execute()
}

/** What else files showed of the order's lines, the latest import first. */
export const observationsOfOrder = (
  db: MarketDb,
  etown: number,
  platform: Platform,
  orderNo: string,
): Promise<Filed<ObservationRow>[]> =>
  db
    .selectFrom('market.observation as l')
    .innerJoin('market.import_batch as b', (j) =>
      j.onRef('b.etown', '=', 'l.etown').onRef('b.id', '=', 'l.batch'),
    )
    .selectAll('l')
    .select(['b.file_name', 'b.sha256'])
    .where('l.etown', '=', etown)
    .where('l.platform', '=', platform)
    .where('l.order_no', '=', orderNo)
    .orderBy('l.batch', 'desc')
    .orderBy('l.row_no')
    .execute()
