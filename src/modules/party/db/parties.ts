import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { PartyFilter } from '../contract/index.ts'
import { nameKey } from '../domain/names.ts'

export type PartyRow = Selectable<DB['party.party']>
export type NewParty = Insertable<DB['party.party']>
export type PartyChange = Updateable<DB['party.party']>

/** What a list is narrowed to: the filter, and the one party that a merchant may see. */
export type Narrowing = { readonly filter: PartyFilter; readonly only: bigint | undefined }

/**
 * `text` is looked for by scanning the e-town's rows: under row-level security PostgreSQL may not use an index for a
 * function that is not leakproof, so a trigram index would only cost writes.
 */
export function narrowed(db: Db<'party'>, etown: number, { filter, only }: Narrowing) {
  const { kind, inside, ecommerce, registeredFrom, registeredUntil, merged, text } = filter
  let query = db.selectFrom('party.party').where('etown', '=', etown)
  if (only !== undefined) query = query.where('id', '=', only)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (inside === 'unknown') query = query.where('inside', 'is', null)
  else if (inside !== undefined) query = query.where('inside', '=', inside === 'yes')
  if (ecommerce !== undefined) {
    query = query.where('ecommerce_since', ecommerce === 'yes' ? 'is not' : 'is', null)
  }
  if (registeredFrom !== undefined) query = query.where('registered_on', '>=', registeredFrom)
  if (registeredUntil !== undefined) query = query.where('registered_on', '<', registeredUntil)
  query = query.where('merged_into', merged === 'yes' ? 'is not' : 'is', null)
  if (text !== undefined) {
    query = query.where((w) =>
      w.or([
        sql<boolean>`strpos(name_key, nullif(${nameKey(text)}, '')) > 0`,
        sql<boolean>`starts_with(credit_code, upper(${text}))`,
      ]),
    )
  }
  return query
}

/** Newest first. One row more than the page tells whether there is a next. */
export async function pageOfParties(
  db: Db<'party'>,
  etown: number,
  narrowing: Narrowing,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: PartyRow[]; total: number }> {
  const query = narrowed(db, etown, narrowing)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findParty = (db: Db<'party'>, etown: number, id: bigint): Promise<PartyRow | undefined> =>
  db.selectFrom('party.party').selectAll().where('etown', '=', etown).where('id', '=', id).executeTakeFirst()

/** Locked until the transaction ends, in the order of their ids, so that two people at one pair do not wait in a circle. */
export const lockParties = (db: Db<'party'>, etown: number, ids: readonly bigint[]): Promise<PartyRow[]> =>
  db
    .selectFrom('party.party')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()

/** The living party of each natural key that has one. */
export async function partiesByKey(
  db: Db<'party'>,
  etown: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, PartyRow>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('party.party')
    .selectAll()
    .where('etown', '=', etown)
    .where('natural_key', 'in', keys)
    .where('merged_into', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.natural_key, row]))
}

/** Rows whose natural key lives already are left out of what comes back. */
export const insertParties = (db: Db<'party'>, parties: readonly NewParty[]): Promise<PartyRow[]> =>
  db
    .insertInto('party.party')
    .values(parties)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .execute()

export const updateParty = (
  db: Db<'party'>,
  etown: number,
  id: bigint,
  change: PartyChange,
): Promise<PartyRow> =>
  db
    .updateTable('party.party')
    .set(change)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const versionsOf = (db: Db<'party'>, etown: number, party: bigint) =>
  db
    .selectFrom('party.party_version')
    .selectAll()
    .where('etown', '=', etown)
    .where('party', '=', party)
    .orderBy('version')
    .execute()

/** Those with coordinates. */
export async function placedParties(
  db: Db<'party'>,
  etown: number,
  narrowing: Narrowing,
  limit: number,
): Promise<{ rows: PartyRow[]; total: number }> {
  const query = narrowed(db, etown, narrowing).where('lon', 'is not', null)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  return { rows: await query.selectAll().orderBy('id', 'desc').limit(limit).execute(), total: Number(total) }
}

/** Living parties whose place in the e-town no person has decided. */
export const undecidedParties = (db: Db<'party'>, etown: number): Promise<PartyRow[]> =>
  db
    .selectFrom('party.party')
    .selectAll()
    .where('etown', '=', etown)
    .where('merged_into', 'is', null)
    .where('inside_basis', '<>', 'person')
    .orderBy('id')
    .forUpdate()
    .execute()

/** Sets verdicts in one statement. */
export async function setInside(
  db: Db<'party'>,
  etown: number,
  verdicts: readonly { readonly id: string; readonly inside: boolean | null; readonly basis: string }[],
  change: { readonly by: string; readonly why: string },
): Promise<PartyRow[]> {
  const { rows } = await sql<PartyRow>`
    update party.party p
    set inside = v.inside, inside_basis = v.basis, changed_by = ${change.by}, changed_why = ${change.why}
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as v (id bigint, inside boolean, basis text)
    where p.etown = ${etown} and p.id = v.id
    returning p.*`.execute(db)
  return rows
}

export async function partiesById(
  db: Db<'party'>,
  etown: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, PartyRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('party.party')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who each of these parties counts as: itself, or at the end of its mergers another. */
export async function survivorsOf(
  db: Db<'party'>,
  etown: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, bigint>> {
  // The view party_pub.survivor climbs from every party; this climbs from these only.
  const { rows } = await sql<{ party: bigint; survivor: bigint }>`
    with recursive upward as (
      select id as party, id as survivor, merged_into from party.party
      where etown = ${etown} and id = any(${ids.map(String)}::bigint[])
      union all
      select u.party, p.id, p.merged_into
      from upward u join party.party p on p.etown = ${etown} and p.id = u.merged_into
    )
    select party, survivor from upward where merged_into is null`.execute(db)
  return new Map(rows.map(({ party, survivor }) => [party, survivor]))
}

export const shopOperators = (db: Db<'party'>, etown: number, text: string): Promise<PartyRow[]> =>
  narrowed(db, etown, { filter: { text }, only: undefined })
    .where('deregistered_on', 'is', null)
    .selectAll()
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
