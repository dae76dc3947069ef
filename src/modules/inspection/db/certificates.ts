import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '../../../platform/db/tables.generated.ts'

type Inspection = Db<'inspection'>
export type CertificateRow = Selectable<DB['inspection.certificate']> & { readonly voided_why: string | null }
export type IncomingRow = Selectable<DB['inspection.incoming']> & { readonly voided: boolean }
type Page = { readonly after: bigint | undefined; readonly limit: number }

const withVoid = (db: Inspection) =>
  db
    .selectFrom('inspection.certificate as c')
    .leftJoin('inspection.certificate_void as v', (j) =>
      j.onRef('v.etown', '=', 'c.etown').onRef('v.certificate', '=', 'c.id'),
    )
    .selectAll('c')
    .select('v.why as voided_why')

export const insertCertificate = (db: Inspection, row: Insertable<DB['inspection.certificate']>) =>
  db.insertInto('inspection.certificate').values(row).returning('id').executeTakeFirstOrThrow()

export const findCertificate = (
  db: Inspection,
  etown: number,
  id: bigint,
): Promise<CertificateRow | undefined> =>
  withVoid(db).where('c.etown', '=', etown).where('c.id', '=', id).executeTakeFirst()

export const certificateOfNumber = (
  db: Inspection,
  etown: number,
  number: string,
): Promise<CertificateRow | undefined> =>
  withVoid(db).where('c.etown', '=', etown).where('c.number', '=', number).executeTakeFirst()

export const certificatesOfLots = (
  db: Inspection,
  etown: number,
  lots: readonly bigint[],
): Promise<CertificateRow[]> =>
  lots.length === 0
    ? Promise.resolve([])
    : withVoid(db).where('c.etown', '=', etown).where('c.lot', 'in', lots).orderBy('c.id').execute()

export async function pageOfCertificates(
  db: Inspection,
  etown: number,
  filter: { readonly party: bigint | undefined; readonly lot: bigint | undefined },
  page: Page,
) {
  let query = withVoid(db).where('c.etown', '=', etown)
  if (filter.party !== undefined) query = query.where('c.party', '=', filter.party)
  if (filter.lot !== undefined) query = query.where('c.lot', '=', filter.lot)
  const { total } = await query
    .clearSelect()
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('c.id', '<', page.after)
  const rows: CertificateRow[] = await from
    .orderBy('c.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** How much of a lot stands on certificates that are not void. */
export async function issuedOf(db: Inspection, etown: number, lot: bigint): Promise<string> {
  const { rows } = await sql<{ issued: string }>`
    select coalesce(sum(c.quantity), 0)::text as issued from inspection.certificate c where c.etown = ${etown} and c.lot = ${lot}
      and not exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id)`.execute(
    db,
  )
  return rows[0]?.issued ?? '0'
}

/** False: it is void already. */
export async function insertVoid(
  db: Inspection,
  row: Insertable<DB['inspection.certificate_void']>,
): Promise<boolean> {
  const made = await db
    .insertInto('inspection.certificate_void')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('certificate')
    .executeTakeFirst()
  return made !== undefined
}

export const voidOf = (db: Inspection, etown: number, certificate: bigint) =>
  db
    .selectFrom('inspection.certificate_void')
    .select(['why', 'at'])
    .where('etown', '=', etown)
    .where('certificate', '=', certificate)
    .executeTakeFirst()

/** Undefined: they hold it already. */
export const insertIncoming = (db: Inspection, row: Insertable<DB['inspection.incoming']>) =>
  db
    .insertInto('inspection.incoming')
    .values(row)
    .onConflict((c) => c.columns(['etown', 'party', 'source', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()

const incoming = (db: Inspection) =>
  db
    .selectFrom('inspection.incoming as i')
    .selectAll('i')
    .select(
      sql<boolean>`exists (select from inspection.certificate_void v where v.etown = i.etown and v.certificate = i.certificate)`.as(
        'voided',
      ),
    )

export const incomingByIds = (
  db: Inspection,
  etown: number,
  ids: readonly bigint[],
): Promise<IncomingRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : incoming(db).where('i.etown', '=', etown).where('i.id', 'in', ids).orderBy('i.id').execute()

export async function pageOfIncoming(db: Inspection, etown: number, party: bigint | undefined, page: Page) {
  let query = incoming(db).where('i.etown', '=', etown)
  if (party !== undefined) query = query.where('i.party', '=', party)
  const { total } = await query
    .clearSelect()
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('i.id', '<', page.after)
  const rows: IncomingRow[] = await from
    .orderBy('i.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const insertUses = (db: Inspection, rows: readonly Insertable<DB['inspection.incoming_use']>[]) =>
  db.insertInto('inspection.incoming_use').values(rows).execute()

/** How much of one of ours is collected, by whomever; `own`: this party is among them. */
export async function collectedOf(db: Inspection, etown: number, certificate: bigint, party: bigint) {
  const { rows } = await sql<{ taken: string; own: boolean }>`
    select coalesce(sum(quantity), 0)::text as taken, coalesce(bool_or(party = ${party}), false) as own
    from inspection.incoming where etown = ${etown} and certificate = ${certificate}`.execute(db)
  return rows[0] ?? { taken: '0', own: false }
}

/** Two who collect of the same certificate wait for each other. */
export async function lockCollecting(db: Inspection, etown: number, certificate: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.collect ${etown} ${certificate}`}, 0))`.execute(
    db,
  )
}

export const usesOf = (db: Inspection, etown: number, certificate: bigint) =>
  db
    .selectFrom('inspection.incoming_use as u')
    .innerJoin('inspection.incoming as i', (j) =>
      j.onRef('i.etown', '=', 'u.etown').onRef('i.id', '=', 'u.incoming'),
    )
    .select(['u.quantity', 'i.number', 'i.issuer'])
    .select(
      sql<boolean>`exists (select from inspection.certificate_void v where v.etown = i.etown and v.certificate = i.certificate)`.as(
        'voided',
      ),
    )
    .where('u.etown', '=', etown)
    .where('u.certificate', '=', certificate)
    .orderBy('i.id')
    .execute()

/** Two who issue for the same lot, or from the same collected certificates, wait for each other. */
export async function lockIssuing(db: Inspection, etown: number, party: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.issue ${etown} ${party}`}, 0))`.execute(
    db,
  )
}
