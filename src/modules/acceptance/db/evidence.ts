import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type EvidenceRooms = 'acceptance' | 'platform'
type Own = Db<EvidenceRooms>
export type EvidenceRow = Selectable<DB['acceptance.evidence']> & {
  name: string | null
  stored: string | null
}

type NewEvidence = Omit<Selectable<DB['acceptance.evidence']>, 'id'>

export const insertEvidence = (db: Db<'acceptance'>, row: NewEvidence): Promise<{ id: bigint }> =>
  db.insertInto('acceptance.evidence').values(row).returning('id').executeTakeFirstOrThrow()

/** What an event brings to items: each file once for each; a file that the e-town's store does not know is left out. */
export async function collect(
  db: Db<'acceptance'>,
  row: Omit<NewEvidence, 'item' | 'sha256'>,
  items: readonly string[],
  files: readonly string[],
): Promise<void> {
  const rows = files.length === 0 ? [null] : files
  await sql`
    insert into acceptance.evidence (etown, item, title, happened_on, sha256, origin, event, added_by, added_at)
    select ${row.etown}, i.item, ${row.title}, ${row.happened_on}::date, f.sha256, ${row.origin}, ${row.event}, ${row.added_by},
      ${row.added_at}
    from unnest(${items}::text[]) as i(item)
    cross join unnest(${rows}::text[]) as f(sha256)
    where f.sha256 is null or exists (select from platform.evidence e where e.etown = ${row.etown} and e.sha256 = f.sha256)
    on conflict do nothing`.execute(db)
}

const listed = (db: Own, etown: number) =>
  db
    .selectFrom('acceptance.evidence as a')
    .leftJoin('platform.evidence as f', (j) =>
      j.onRef('f.etown', '=', 'a.etown').onRef('f.sha256', '=', 'a.sha256'),
    )
    .selectAll('a')
    .select(['f.name', 'f.stored'])
    .where('a.etown', '=', etown)

/** People's papers first, then what was collected; newest first, at most `limit`. */
export const evidenceOf = (db: Own, etown: number, item: string, limit: number): Promise<EvidenceRow[]> =>
  listed(db, etown)
    .where('a.item', '=', item)
    .orderBy(sql`a.event is not null`)
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute()

export const findPaper = (
  db: Own,
  etown: number,
  item: string,
  id: bigint,
): Promise<EvidenceRow | undefined> =>
  listed(db, etown)
    .where('a.item', '=', item)
    .where('a.id', '=', id)
    .where('a.event', 'is', null)
    .executeTakeFirst()

/** How many pieces each item has. */
export async function evidenceCounts(
  db: Db<'acceptance'>,
  etown: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('acceptance.evidence')
    .select(['item', (e) => e.fn.countAll<bigint>().as('pieces')])
    .where('etown', '=', etown)
    .groupBy('item')
    .execute()
  return new Map(rows.map(({ item, pieces }) => [item, Number(pieces)]))
}
