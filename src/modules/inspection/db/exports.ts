import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#kernel/day'
import type { Db } from '#platform/db/house'

type Inspection = Db<'inspection'>

/** Which rows: of one party, of the days of a period. */
export type RowsAsked = {
  readonly etown: number
  readonly only: bigint | undefined
  readonly period: Period | undefined
}

/** Rows by their number, each with what a table of them says. */
export type Rows<R> = {
  count(db: Inspection): Promise<number>
  page(db: Inspection, after: bigint | undefined, limit: number): Promise<readonly (R & { id: bigint })[]>
}

const rowsOf = <R>(body: RawBuilder<unknown>): Rows<R> => ({
  async count(db) {
    const { rows } = await sql<{ total: bigint }>`select count(*) as total from (${body}) as x`.execute(db)
    return Number(rows[0]?.total ?? 0n)
  },
  async page(db, after, limit) {
    const { rows } = await sql<R & { id: bigint }>`
      select * from (${body}) as x where ${after === undefined ? sql`true` : sql`x.id > ${after}`} order by x.id limit ${limit}`.execute(
      db,
    )
    return rows
  },
})

const within = (day: RawBuilder<unknown>, period: Period | undefined) =>
  period === undefined ? sql`true` : sql`${day} >= ${period.from}::date and ${day} < ${period.until}::date`
const local = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone 'Asia/Shanghai')::date`
/** Of a lot's own party. */
const ofParty = (lot: RawBuilder<unknown>, { etown, only }: RowsAsked) =>
  only === undefined
    ? sql`true`
    : sql`exists (select from trace.lot l where l.etown = ${etown} and l.id = ${lot} and l.party = ${only})`

export type SampleOut = {
  readonly code: string
  readonly food: string
  readonly method: string
  readonly purpose: string
  readonly state: string
  readonly lot: bigint
  readonly taken_at: Date
  readonly taken_where: string
  readonly runs: bigint
  readonly label: string | null
  readonly reviewed_at: Date | null
}
export const samplesOut = (asked: RowsAsked): Rows<SampleOut> =>
  rowsOf(sql`
    select s.id, s.code, s.food, s.method, t.purpose, s.state, s.lot, s.taken_at, s.taken_where, r.at as reviewed_at, b.number as label,
      (select count(*) from inspection.run n where n.etown = s.etown and n.sample = s.id) as runs
    from inspection.sample s join inspection.task t on t.etown = s.etown and t.id = s.task
    left join inspection.review r on r.etown = s.etown and r.sample = s.id
    left join inspection.test_label b on b.etown = s.etown and b.sample = s.id
    where s.etown = ${asked.etown} and ${within(local(sql`s.taken_at`), asked.period)} and ${ofParty(sql`s.lot`, asked)}`)

export type RunOut = {
  readonly code: string
  readonly food: string
  readonly method: string
  readonly measured_at: Date
  readonly control: string | null
  readonly change: string | null
  readonly percent: string | null
  readonly limit_percent: string
  readonly verdict: string
  readonly notes: readonly string[]
  readonly operator: string
  readonly instrument: string | null
  readonly reagent: string | null
  readonly raw: Buffer | null
}
export const runsOut = (asked: RowsAsked): Rows<RunOut> =>
  rowsOf(sql`
    select r.id, s.code, s.food, s.method, r.measured_at, r.control, r.change, r.percent, trim_scale(r.limit_percent)::text as limit_percent,
      r.verdict, r.notes, r.operator, i.name || ' ' || i.serial as instrument, g.name || ' ' || g.batch as reagent, d.raw
    from inspection.run r join inspection.sample s on s.etown = r.etown and s.id = r.sample
    left join inspection.instrument i on i.etown = r.etown and i.id = r.instrument
    left join inspection.reagent g on g.etown = r.etown and g.id = r.reagent
    left join inspection.device_line d on d.etown = r.etown and d.id = r.line
    where r.etown = ${asked.etown} and ${within(local(sql`r.measured_at`), asked.period)} and ${ofParty(sql`s.lot`, asked)}`)

export type CertificateOut = {
  readonly number: string
  readonly style: string
  readonly template: string
  readonly party: bigint
  readonly lot: bigint | null
  readonly product: string
  readonly quantity: string
  readonly unit: string
  readonly boxes: number
  readonly origin: string
  readonly bases: readonly string[]
  readonly issued_on: string
  readonly retained_until: string
  readonly voided: string | null
}
export const certificatesOut = (asked: RowsAsked): Rows<CertificateOut> =>
  rowsOf(sql`
    select c.id, c.number, c.style, c.template, c.party, c.lot, c.product, trim_scale(c.quantity)::text as quantity, c.unit, c.boxes, c.origin,
      c.bases, c.issued_on::text, c.retained_until::text, v.why as voided
    from inspection.certificate c left join inspection.certificate_void v on v.etown = c.etown and v.certificate = c.id
    where c.etown = ${asked.etown} and ${within(sql`c.issued_on`, asked.period)}
      and ${asked.only === undefined ? sql`true` : sql`c.party = ${asked.only}`}`)

export type IncomingOut = {
  readonly party: bigint
  readonly source: string
  readonly number: string
  readonly product: string
  readonly quantity: string
  readonly used: string
  readonly unit: string
  readonly issuer: string
  readonly issued_on: string
  readonly collected_on: string
  readonly retained_until: string
  readonly voided: boolean
  readonly sha256: string | null
}
export const incomingOut = (asked: RowsAsked): Rows<IncomingOut> =>
  rowsOf(sql`
    select i.id, i.party, i.source, i.number, i.product, trim_scale(i.quantity)::text as quantity, trim_scale(i.used)::text as used, i.unit,
      i.issuer, i.issued_on::text, i.collected_on::text, i.retained_until::text, i.sha256,
      exists (select from inspection.certificate_void v where v.etown = i.etown and v.certificate = i.certificate) as voided
    from inspection.incoming i
    where i.etown = ${asked.etown} and ${within(sql`i.collected_on`, asked.period)}
      and ${asked.only === undefined ? sql`true` : sql`i.party = ${asked.only}`}`)

export type PositiveOut = {
  readonly code: string
  readonly food: string
  readonly state: string
  readonly lot: bigint
  readonly raised_at: Date
  readonly seen_at: Date | null
  readonly told_at: Date | null
  readonly asked_at: Date | null
  readonly laboratory: string | null
  readonly report_no: string | null
  readonly sha256: string | null
}
export const positivesOut = (asked: RowsAsked): Rows<PositiveOut> =>
  rowsOf(sql`
    select s.id, s.code, s.food, s.state, s.lot, a.raised_at, a.seen_at, t.told_at, n.asked_at, r.laboratory, r.report_no, r.sha256
    from inspection.alert a join inspection.sample s on s.etown = a.etown and s.id = a.sample
    left join inspection.told t on t.etown = a.etown and t.sample = a.sample
    left join inspection.reinspection n on n.etown = a.etown and n.sample = a.sample
    left join inspection.lab_result r on r.etown = a.etown and r.sample = a.sample
    where a.etown = ${asked.etown} and ${within(local(sql`a.raised_at`), asked.period)} and ${ofParty(sql`s.lot`, asked)}`)

export type ToolOut = {
  readonly kind: 'instrument' | 'reagent'
  readonly name: string
  readonly mark: string
  readonly certificate: string | null
  readonly from_day: string | null
  readonly until: string | null
  readonly retired: boolean
}
/** One row a calibration, an instrument without any, a batch of reagent; `until` as each of them counts it. */
export const toolsOut = ({ etown, only }: RowsAsked): Rows<ToolOut> =>
  rowsOf(sql`
    select row_number() over (order by kind, mark, from_day nulls first) as id, x.* from (
      select 'instrument'::text as kind, i.name || ' ' || i.model as name, i.serial as mark, c.certificate, c.on_day::text as from_day,
        c.until::text, i.retired_at is not null as retired
      from inspection.instrument i left join inspection.calibration c on c.etown = i.etown and c.instrument = i.id where i.etown = ${etown}
      union all
      select 'reagent', g.name, g.batch, null, null, g.expires_on::text, false from inspection.reagent g where g.etown = ${etown}
    ) as x where ${only === undefined}`)
