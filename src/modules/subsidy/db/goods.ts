import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

type Sub = Db<'subsidy'>

/** 一种商品 As it stands in the order files, what it sold, and as what it is sorted. */
export type GoodsRow = {
  readonly product: string
  readonly kind: string | null
  readonly fen: bigint
  readonly rows: bigint
}

type Narrowing = { readonly party?: bigint | undefined; readonly unsorted: boolean; readonly text: string }

const sold = (etown: number, { party, unsorted, text }: Narrowing) => sql`
  select o.product, g.kind, sum(o.retail_fen)::bigint as fen, count(*) as rows
  from market_pub.order_goods o
  left join subsidy.goods_now g on g.etown = o.etown and g.product = o.product
  where o.etown = ${etown}
    ${party === undefined ? sql`` : sql`and o.operator = ${party}`}
    ${unsorted ? sql`and g.kind is null` : sql``}
    ${text === '' ? sql`` : sql`and position(${text} in o.product) > 0`}
  group by o.product, g.kind`

/** By name; `after`: the last one shown. */
export async function pageOfGoods(
  db: Sub,
  etown: number,
  narrowing: Narrowing,
  page: { readonly after: string | undefined; readonly limit: number },
) {
  const all = sold(etown, narrowing)
  const { rows: counts } = await sql<{ n: bigint }>`select count(*) as n from (${all}) s`.execute(db)
  const { rows } = await sql<GoodsRow>`
    select * from (${all}) s where ${page.after === undefined ? sql`true` : sql`product > ${page.after}`}
    order by product limit ${page.limit + 1}`.execute(db)
  return { rows, total: Number(counts[0]?.n ?? 0n) }
}

/** All that are found. */
export async function productsIn(db: Sub, etown: number, narrowing: Narrowing): Promise<readonly string[]> {
  const { rows } = await sql<GoodsRow>`${sold(etown, narrowing)} order by o.product`.execute(db)
  return rows.map(({ product }) => product)
}

/** 归类 Each product's next line; one that stands as that kind already gets none. How many changed. */
export async function sortGoods(
  db: Sub,
  etown: number,
  { products, kind, by, at }: { products: readonly string[]; kind: string; by: string; at: Date },
): Promise<number> {
  // One after another in an e-town: two may not write the same place.
  await sql`select pg_advisory_xact_lock(hashtext('subsidy.goods'), ${etown})`.execute(db)
  const { numAffectedRows = 0n } = await sql`
    insert into subsidy.goods (etown, product, place, kind, sorted_by, sorted_at)
    select ${etown}, p.product, coalesce((select max(place) from subsidy.goods x where x.etown = ${etown} and x.product = p.product), 0) + 1,
      ${kind}, ${by}, ${at}
    from (select distinct unnest(${[...products]}::text[]) as product) p
    where not exists (select from subsidy.goods_now n where n.etown = ${etown} and n.product = p.product and n.kind = ${kind})`.execute(
    db,
  )
  return Number(numAffectedRows)
}
