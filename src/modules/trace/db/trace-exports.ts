import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** One step of goods: into a lot, or out of one. */
export type FlowRow = {
  readonly lot: bigint
  readonly place: bigint
  readonly why: string | null
  readonly origin: string
  readonly party: bigint
  readonly product: string
  readonly gtin: string
  readonly unit: string
  readonly from_code: string | null
  readonly from_party: bigint | null
  readonly supplier: string | null
  readonly supplier_code: string | null
  readonly supplier_lot: string | null
  readonly quantity_in: string | null
  readonly code: string
  readonly national_code: string | null
  readonly quantity_out: string | null
  readonly on: string
  readonly buyer: string | null
  readonly order_no: string | null
  readonly parcel: string | null
}

/** A lot's ways in come first (place 0 upwards), then its ways out. */
const FLOW = (etown: number, only: bigint | undefined) => sql<FlowRow>`
  with lots as (
    select l.*, t.name as product, t.gtin, t.unit from trace.lot l
    join trace.trade_item t on t.etown = l.etown and t.id = l.item
    where l.etown = ${etown} and (${only ?? null}::bigint is null or l.party = ${only ?? null}::bigint)
  )
  select l.id as lot, coalesce(m.id, 0) as place, m.why, l.origin, l.party, l.product, l.gtin, l.unit, f.code as from_code,
    f.party as from_party, p.supplier_shown as supplier, p.supplier_code, p.supplier_lot,
    trim_scale(coalesce(m.quantity, l.quantity))::text as quantity_in, l.code, l.national_code, trim_scale(l.quantity)::text as quantity_out,
    l.made_on::text as on, null as buyer, null as order_no, null as parcel
  from lots l left join trace.lot_move m on m.etown = l.etown and m.to_lot = l.id
  left join trace.lot f on f.etown = m.etown and f.id = m.from_lot
  left join trace.purchase p on p.etown = l.etown and p.lot = l.id
  union all
  select l.id, 1000000000000 + m.id, m.why, l.origin, l.party, l.product, l.gtin, l.unit, l.code, l.party, null, null, null,
    trim_scale(m.quantity)::text, l.code, l.national_code, trim_scale(m.quantity)::text, (m.at at time zone 'Asia/Shanghai')::date::text,
    d.buyer_shown, d.order_no, d.parcel
  from lots l join trace.lot_move m on m.etown = l.etown and m.from_lot = l.id and m.to_lot is null
  left join trace.dispatch d on d.etown = m.etown and d.move = m.id
  union all
  select l.id, 2000000000000 + d.id, 'packs', l.origin, l.party, l.product, l.gtin, l.unit, l.code, l.party, null, null, null,
    trim_scale(d.quantity)::text, l.code, l.national_code, trim_scale(d.quantity)::text, (d.occurred_at at time zone 'Asia/Shanghai')::date::text,
    d.buyer_shown, d.order_no, d.parcel
  from lots l join trace.dispatch d on d.etown = l.etown and d.lot = l.id and d.move is null`

const counted = async (db: Db<'trace'>, of: ReturnType<typeof sql<unknown>>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${of}) one`.execute(db)
  return rows[0]?.n ?? 0
}

export const countOfFlow = (db: Db<'trace'>, etown: number, only: bigint | undefined): Promise<number> =>
  counted(db, FLOW(etown, only))

export async function flowAfter(
  db: Db<'trace'>,
  etown: number,
  only: bigint | undefined,
  after: Pick<FlowRow, 'lot' | 'place'> | undefined,
  limit: number,
): Promise<FlowRow[]> {
  const { rows } = await sql<FlowRow>`
    select * from (${FLOW(etown, only)}) flow
    where (lot, place) > (${after?.lot ?? 0n}::bigint, ${after?.place ?? -1n}::bigint)
    order by lot, place limit ${limit}`.execute(db)
  return rows
}

/** A record of a step, or of supervision (`supervision`: what was said). */
export type RecordRow = {
  readonly part: number
  readonly id: bigint
  readonly kind: string
  readonly occurred_at: Date
  readonly party: bigint
  readonly product: string
  readonly lot: string | null
  readonly season: string | null
  readonly site: bigint | null
  readonly area_mu: string | null
  readonly facts: unknown
  readonly supervision: string | null
  readonly source: string
  readonly photos: number
  readonly entered_by: string
  readonly entered_at: Date
  readonly corrected: boolean
  readonly corrects: boolean
}

const RECORDS = (etown: number, only: bigint | undefined) => sql<RecordRow>`
  select 0 as part, s.id, s.kind, s.occurred_at, s.party, coalesce(tl.name, ts.name, '') as product, l.code as lot, n.name as season, n.site,
    trim_scale(n.area_mu)::text as area_mu, s.facts, null as supervision, s.source,
    (select count(*)::int from trace.step_photo p where p.etown = s.etown and p.step = s.id) as photos, s.entered_by, s.entered_at,
    exists (select from trace.step c where c.etown = s.etown and c.corrects = s.id) as corrected, s.corrects is not null as corrects
  from trace.step s left join trace.lot l on l.etown = s.etown and l.id = s.lot
  left join trace.season n on n.etown = s.etown and n.id = coalesce(s.season, l.season)
  left join trace.trade_item tl on tl.etown = s.etown and tl.id = l.item
  left join trace.trade_item ts on ts.etown = s.etown and ts.id = n.item
  where s.etown = ${etown} and (${only ?? null}::bigint is null or s.party = ${only ?? null}::bigint)
  union all
  select 1, v.id, v.kind, v.at, l.party, t.name, l.code, n.name, n.site, trim_scale(n.area_mu)::text, null, v.said, 'third-party', 0, v.by, v.at, false, false
  from trace.supervision v join trace.lot l on l.etown = v.etown and l.id = v.lot
  join trace.trade_item t on t.etown = l.etown and t.id = l.item
  left join trace.season n on n.etown = l.etown and n.id = l.season
  where v.etown = ${etown} and (${only ?? null}::bigint is null or l.party = ${only ?? null}::bigint)`

export const countOfRecords = (db: Db<'trace'>, etown: number, only: bigint | undefined): Promise<number> =>
  counted(db, RECORDS(etown, only))

export async function recordsAfter(
  db: Db<'trace'>,
  etown: number,
  only: bigint | undefined,
  after: Pick<RecordRow, 'part' | 'id'> | undefined,
  limit: number,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select * from (${RECORDS(etown, only)}) records
    where (part, id) > (${after?.part ?? 0}::int, ${after?.id ?? 0n}::bigint)
    order by part, id limit ${limit}`.execute(db)
  return rows
}
