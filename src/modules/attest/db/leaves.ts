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

export type Looked = {
  readonly subject: string | undefined
  readonly kind: string | undefined
  readonly before: bigint | undefined
  readonly limit: number
}

async function sizeOf(db: AttestDb, etown: number): Promise<{ total: bigint }> {
  const log = await db.selectFrom('attest.log').select('size').where('etown', '=', etown).executeTakeFirst()
  return { total: log?.size ?? 0n }
}

/** Newest first, one row more than the page. */
export async function pageOfLeaves(db: AttestDb, etown: number, { subject, kind, before, limit }: Looked) {
  const fitting = db
    .selectFrom('attest.leaf as l')
    .leftJoin('attest.opening as o', (j) =>
      j.onRef('o.etown', '=', 'l.etown').onRef('o.index', '=', 'l.index'),
    )
    .where('l.etown', '=', etown)
    .$if(subject !== undefined, (q) => q.where('o.subject', '=', subject ?? ''))
    .$if(kind !== undefined, (q) => q.where('l.kind', '=', kind ?? ''))
  // Without a filter the count is the size: places have no gaps.
  const { total } =
    subject === undefined && kind === undefined
      ? await sizeOf(db, etown)
      : await fitting.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const rows = await fitting
    .select(['l.index', 'l.kind', 'l.at', 'o.subject'])
    .$if(before !== undefined, (q) => q.where('l.index', '<', before ?? 0n))
    .orderBy('l.index', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** The newest leaf of each kind and subject, by `kind subject`. */
export async function placesAmong(
  db: AttestDb,
  etown: number,
  asked: readonly { readonly kind: string; readonly subject: string }[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ kind: string; subject: string; index: bigint }>`
    select a.kind, a.subject, max(o.index) as index
    from unnest(${asked.map(({ kind }) => kind)}::text[], ${asked.map(({ subject }) => subject)}::text[]) a (kind, subject)
    join attest.opening o on o.etown = ${etown} and o.subject = a.subject
    join attest.leaf l on l.etown = o.etown and l.index = o.index and l.kind = a.kind
    group by a.kind, a.subject`.execute(db)
  return new Map(rows.map(({ kind, subject, index }) => [`${kind} ${subject}`, index]))
}

/** False where there is nothing to erase any more. */
export async function eraseOpening(db: AttestDb, row: Selectable<DB['attest.erasure']>): Promise<boolean> {
  const gone = await db
    .deleteFrom('attest.opening')
    .where('etown', '=', row.etown)
    .where('index', '=', row.index)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) return false
  await db.insertInto('attest.erasure').values(row).execute()
  return true
}

export const erasureOf = (db: AttestDb, etown: number, index: bigint) =>
  db
    .selectFrom('attest.erasure')
    .select(['reason', 'erased_at'])
    .where('etown', '=', etown)
    .where('index', '=', index)
    .executeTakeFirst()

/** Leaves from `first` up to, not with, `end`, with what opens them. */
export const leavesBetween = (db: AttestDb, etown: number, first: bigint, end: bigint) =>
  db
    .selectFrom('attest.leaf as l')
    .leftJoin('attest.opening as o', (j) =>
      j.onRef('o.etown', '=', 'l.etown').onRef('o.index', '=', 'l.index'),
    )
    .leftJoin('attest.erasure as e', (j) =>
      j.onRef('e.etown', '=', 'l.etown').onRef('e.index', '=', 'l.index'),
    )
    .select(['l.index', 'l.seq', 'l.part', 'l.kind', 'l.entry', 'o.subject', 'o.salt', 'o.record'])
    .select((x) => x('e.index', 'is not', null).as('erased'))
    .where('l.etown', '=', etown)
    .where('l.index', '>=', first)
    .where('l.index', '<', end)
    .orderBy('l.index')
    .execute()

export type ExaminedLeaf = Awaited<ReturnType<typeof leavesBetween>>[number]

/** The attested heads of the audit chain, in order: the events they were announced by. */
export const auditHeadLeaves = (db: AttestDb, etown: number) =>
  db
    .selectFrom('attest.leaf')
    .select(['index', 'seq'])
    .where('etown', '=', etown)
    .where('kind', '=', 'attest.audit-head')
    .orderBy('index')
    .execute()

/** The places of events' first leaves, by the events' numbers. */
export async function leavesOfEvents(
  db: AttestDb,
  etown: number,
  seqs: readonly bigint[],
): Promise<ReadonlyMap<bigint, bigint>> {
  if (seqs.length === 0) return new Map()
  const rows = await db
    .selectFrom('attest.leaf')
    .select(['seq', 'index'])
    .where('etown', '=', etown)
    .where('seq', 'in', seqs)
    .where('part', '=', 0n)
    .execute()
  return new Map(rows.map(({ seq, index }) => [seq, index]))
}
