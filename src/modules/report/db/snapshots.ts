import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import { type SnapshotContent, zSnapshotContent } from '../contract/snapshot-shapes.ts'

export type SnapshotRow = Selectable<DB['report.snapshot']>

/** Newest first, with the dispatch each went up in. */
export const snapshotsOf = (db: Db<'report'>, etown: number, report: bigint) =>
  db
    .selectFrom('report.snapshot as s')
    .leftJoin('report.dispatched as d', (j) =>
      j
        .onRef('d.etown', '=', 's.etown')
        .onRef('d.report', '=', 's.report')
        .onRef('d.number', '=', 's.number'),
    )
    .selectAll('s')
    .select('d.dispatch')
    .where('s.etown', '=', etown)
    .where('s.report', '=', report)
    .orderBy('s.number', 'desc')
    .execute()

export const findSnapshot = (
  db: Db<'report'>,
  etown: number,
  report: bigint,
  number: number,
): Promise<SnapshotRow | undefined> =>
  db
    .selectFrom('report.snapshot')
    .selectAll()
    .where('etown', '=', etown)
    .where('report', '=', report)
    .where('number', '=', number)
    .executeTakeFirst()

export const newestSnapshot = (
  db: Db<'report'>,
  etown: number,
  report: bigint,
): Promise<SnapshotRow | undefined> =>
  db
    .selectFrom('report.snapshot')
    .selectAll()
    .where('etown', '=', etown)
    .where('report', '=', report)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function insertSnapshot(
  db: Db<'report'>,
  snapshot: Insertable<DB['report.snapshot']>,
): Promise<void> {
  await db.insertInto('report.snapshot').values(snapshot).execute()
}

/** The newest locked snapshot of each report, the latest locked first: what may be quoted. */
export const newestSnapshots = (db: Db<'report'>, etown: number, limit: number) =>
  db
    .selectFrom((inner) =>
      inner
        .selectFrom('report.snapshot')
        .selectAll()
        .distinctOn('report')
        .where('etown', '=', etown)
        .orderBy('report')
        .orderBy('number', 'desc')
        .as('s'),
    )
    .selectAll()
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()

/** Which snapshot of each report stands: numbers and hashes only. */
export const newestOfReports = (db: Db<'report'>, etown: number) =>
  db
    .selectFrom('report.snapshot')
    .select(['report', 'number', 'sha256'])
    .distinctOn('report')
    .where('etown', '=', etown)
    .orderBy('report')
    .orderBy('number', 'desc')
    .execute()

/** A snapshot with the form it was filled by. */
export const snapshotWithForm = (db: Db<'report'>, etown: number, report: bigint, number: number) =>
  db
    .selectFrom('report.snapshot as s')
    .innerJoin('report.report as r', (j) => j.onRef('r.etown', '=', 's.etown').onRef('r.id', '=', 's.report'))
    .innerJoin('report.form as f', (j) =>
      j.onRef('f.etown', '=', 'r.etown').onRef('f.code', '=', 'r.form').onRef('f.version', '=', 'r.version'),
    )
    .select(['s.content', 's.at', 'f.content as form_content'])
    .where('s.etown', '=', etown)
    .where('s.report', '=', report)
    .where('s.number', '=', number)
    .executeTakeFirstOrThrow()

/** Written by this room only, and held to its hash by the table. */
export const contentOf = ({ content }: Pick<SnapshotRow, 'content'>): SnapshotContent =>
  zSnapshotContent.parse(JSON.parse(content))
