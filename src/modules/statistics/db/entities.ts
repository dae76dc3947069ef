import { type RawBuilder, sql } from 'kysely'
import { type Day, day, type Month, month, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import type { EntityCount } from '../domain/definition.ts'

type Register = Db<'party_pub'>
/** `by`: before which day the e-commerce must have begun; a month of a year is asked by the end of the year. */
export type EntityAsk = { readonly count: EntityCount; readonly period: Period; readonly by: Day }

/** What is counted, as the register publishes it: one place, so that a count and its rows never differ. */
const COUNTED = sql`counted and inside`
const narrowing = (count: RawBuilder<unknown>, until: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (${count} = 'new' or ecommerce_since < ${until}) and (${count} <> 'new-ecommerce-firm' or kind in ('enterprise', 'cooperative'))`

const text = (count: EntityCount): RawBuilder<unknown> => sql`${count}::text`
const asDate = (d: Day): RawBuilder<unknown> => sql`${d}::date`

const rowsOf = (etown: number, { count, period, by }: EntityAsk): RawBuilder<unknown> => sql`
  etown = ${etown} and ${COUNTED} and registered_on >= ${period.from} and registered_on < ${period.until}
  and ${narrowing(text(count), asDate(by))}`

/**
 * Several counts over several periods, as rows `place, amount`; places from 1. Null while the register is empty: nobody
 * has counted yet.
 */
export const countsQuery = (etown: number, asks: readonly EntityAsk[]): RawBuilder<unknown> => sql`
  select a.place, case when exists (select from party_pub.entity where etown = ${etown} and counted) then e.entities end as amount
  from unnest(${asks.map((a) => a.count)}::text[], ${asks.map((a) => a.period.from)}::date[],
    ${asks.map((a) => a.period.until)}::date[], ${asks.map((a) => a.by)}::date[])
    with ordinality as a(kind_of_count, from_day, until_day, by_day, place)
  cross join lateral (
    select count(*) as entities from party_pub.entity
    where etown = ${etown} and ${COUNTED} and registered_on >= a.from_day and registered_on < a.until_day
      and ${narrowing(sql`a.kind_of_count`, sql`a.by_day`)}) e`

export async function countEntities(db: Register, etown: number, ask: EntityAsk): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint | null }>`${countsQuery(etown, [ask])}`.execute(db)
  return rows[0]?.amount ?? 0n
}

export async function entityMonths(
  db: Register,
  etown: number,
  ask: EntityAsk,
): Promise<readonly { readonly month: Month; readonly amount: bigint }[]> {
  const { rows } = await sql<{ month: string; amount: bigint }>`
    select to_char(registered_on, 'YYYY-MM') as month, count(*) as amount from party_pub.entity
    where ${rowsOf(etown, ask)} group by 1 order by 1`.execute(db)
  return rows.map((row) => ({ month: month(row.month), amount: row.amount }))
}

export async function entityKinds(
  db: Register,
  etown: number,
  ask: EntityAsk,
): Promise<readonly { readonly kind: string; readonly amount: bigint }[]> {
  const { rows } = await sql<{ kind: string; amount: bigint }>`
    select kind, count(*) as amount from party_pub.entity
    where ${rowsOf(etown, ask)} group by kind order by amount desc, kind`.execute(db)
  return rows
}

/** Registered in the period but not counted: outside the e-town, or not yet known whether inside. */
export async function leftOut(
  db: Register,
  etown: number,
  period: Period,
): Promise<{ readonly outside: bigint; readonly undecided: bigint }> {
  const { rows } = await sql<{ outside: bigint; undecided: bigint }>`
    select count(*) filter (where not inside) as outside, count(*) filter (where inside is null) as undecided
    from party_pub.entity
    where etown = ${etown} and counted and registered_on >= ${period.from} and registered_on < ${period.until}`.execute(
    db,
  )
  return rows[0] ?? { outside: 0n, undecided: 0n }
}

export type EntityRow = {
  readonly party: bigint
  readonly name: string
  readonly kind: string
  readonly registeredOn: Day
  readonly ecommerceSince: Day | undefined
  readonly batch: bigint | undefined
  readonly row: number | undefined
  readonly evidence: string | undefined
  readonly ecommerceEvidence: string | undefined
}

/** Where a page begins: after this row. */
export type EntityPlace = { readonly registeredOn: Day; readonly party: bigint }

/** The rows behind a count, by day of registration. */
export async function pageOfEntities(
  db: Register,
  etown: number,
  ask: EntityAsk,
  page: { readonly after: EntityPlace | undefined; readonly limit: number },
): Promise<readonly EntityRow[]> {
  const { after, limit } = page
  const { rows } = await sql<{
    party: bigint
    name: string
    kind: string
    registered_on: string
    ecommerce_since: string | null
    batch: bigint | null
    row_no: number | null
    evidence: string | null
    ecommerce_evidence: string | null
  }>`
    select party, name, kind, registered_on, ecommerce_since, batch, row_no, evidence, ecommerce_evidence
    from party_pub.entity
    where ${rowsOf(etown, ask)}
      and ${after === undefined ? sql`true` : sql`(registered_on, party) > (${after.registeredOn}::date, ${after.party}::bigint)`}
    order by registered_on, party limit ${limit + 1}`.execute(db)
  return rows.map((row) => ({
    party: row.party,
    name: row.name,
    kind: row.kind,
    registeredOn: day(row.registered_on),
    ecommerceSince: row.ecommerce_since === null ? undefined : day(row.ecommerce_since),
    batch: row.batch ?? undefined,
    row: row.row_no ?? undefined,
    evidence: row.evidence ?? undefined,
    ecommerceEvidence: row.ecommerce_evidence ?? undefined,
  }))
}

/** Which files the counted entities were brought in by, and how many by each; null: typed by hand. */
export async function entityFiles(
  db: Register,
  etown: number,
  ask: EntityAsk,
): Promise<readonly { readonly sha256: string | null; readonly rows: number }[]> {
  const { rows } = await sql<{ sha256: string | null; rows: number }>`
    select evidence as sha256, count(*)::int as rows from party_pub.entity
    where ${rowsOf(etown, ask)} group by evidence order by evidence`.execute(db)
  return rows
}
