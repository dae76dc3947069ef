import { type Selectable, sql } from 'kysely'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AttestDb } from './logs.ts'

export type LeafRow = Selectable<DB['attest.leaf']>
export type OpeningRow = Selectable<DB['attest.opening']>

export type NewLeaf = Pick<LeafRow, 'seq' | 'part' | 'kind' | 'at' | 'entry'> &
  Pick<OpeningRow, 'subject' | 'salt' | 'record'>

/** Appends leaves and their openings from place `first` on. */
export async function insertLeaves(
  db: AttestDb,
  etown: number,
  first: bigint,
  leaves: readonly NewLeaf[],
): Promise<void> {
  const column = <K extends keyof NewLeaf>(name: K): NewLeaf[K][] => leaves.map((leaf) => leaf[name])
  const index = leaves.map((_, i) => first + BigInt(i))
  await sql`
    insert into attest.leaf (etown, index, seq, part, kind, at, entry)
    select ${etown}, * from unnest(${index}::bigint[], ${column('seq')}::bigint[], ${column('part')}::bigint[],
      ${column('kind')}::text[], ${column('at')}::timestamptz[], ${column('entry')}::text[])`.execute(db)
  await sql`
    insert into attest.opening (etown, index, subject, salt, record)
    select ${etown}, * from unnest(${index}::bigint[], ${column('subject')}::text[], ${column('salt')}::bytea[],
      ${column('record')}::text[])`.execute(db)
}

/** Entries from `first` on, in order: what a bundle is made of. */
export async function entriesFrom(
  db: AttestDb,
  etown: number,
  first: bigint,
  count: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('attest.leaf')
    .select('entry')
    .where('etown', '=', etown)
    .where('index', '>=', first)
    .where('index', '<', first + BigInt(count))
    .orderBy('index')
    .execute()
  return rows.map(({ entry }) => entry)
}

/** A leaf with its opening; without one it has been erased. */
export const leafAt = (db: AttestDb, etown: number, index: bigint) =>
  db
    .selectFrom('attest.leaf as l')
    .leftJoin('attest.opening as o', (j) =>
      j.onRef('o.etown', '=', 'l.etown').onRef('o.index', '=', 'l.index'),
    )
    .select(['l.index', 'l.seq', 'l.part', 'l.kind', 'l.at', 'l.entry', 'o.subject', 'o.salt', 'o.record'])
    .where('l.etown', '=', etown)
    .where('l.index', '=', index)
    .executeTakeFirst()

export type LeafView = NonNullable<Awaited<ReturnType<typeof leafAt>>>
