import { type Selectable, sql } from 'kysely'
import { day, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'

type Statistics = Db<'statistics'>
export type EnteredRow = Selectable<DB['statistics.entered_figure']>

/** What stands: the last correction of each figure. */
export const standingFigures = (db: Statistics, etown: number): Promise<EnteredRow[]> =>
  db
    .selectFrom('statistics.entered_figure as e')
    .selectAll()
    .where('etown', '=', etown)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('statistics.entered_figure as r')
            .select('r.id')
            .whereRef('r.etown', '=', 'e.etown')
            .whereRef('r.replaces', '=', 'e.id'),
        ),
      ),
    )
    .orderBy('period_until')
    .execute()

export const periodOf = (row: EnteredRow): Period => ({
  from: day(row.period_from),
  until: day(row.period_until),
})

type Key = { readonly indicator: string; readonly area: string; readonly period: Period }

/** The figure as it stands; undefined if nobody entered it. */
export const standingFigure = async (
  db: Statistics,
  etown: number,
  key: Key,
): Promise<EnteredRow | undefined> =>
  db
    .selectFrom('statistics.entered_figure')
    .selectAll()
    .where('etown', '=', etown)
    .where('indicator', '=', key.indicator)
    .where('area', '=', key.area)
    .where('period_from', '=', key.period.from)
    .where('period_until', '=', key.period.until)
    .orderBy('id', 'desc')
    .executeTakeFirst()

export const findEntered = (db: Statistics, etown: number, id: bigint): Promise<EnteredRow | undefined> =>
  db
    .selectFrom('statistics.entered_figure')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export type NewRow = Key & {
  readonly etown: number
  readonly value: string
  readonly unit: string
  readonly source: string
  readonly evidence: string
  readonly by: string
  readonly at: Date
  readonly replaces?: { readonly id: bigint; readonly reason: string }
}

/** Undefined: another entry was first (the same figure entered, or the same row corrected, at the same moment). */
export async function insertEntered(db: Statistics, row: NewRow): Promise<bigint | undefined> {
  const inserted = await db
    .insertInto('statistics.entered_figure')
    .values({
      etown: row.etown,
      indicator: row.indicator,
      area: row.area,
      period_from: row.period.from,
      period_until: row.period.until,
      value: row.value,
      unit: row.unit,
      source: row.source,
      evidence: row.evidence,
      entered_by: row.by,
      entered_at: row.at,
      replaces: row.replaces?.id ?? null,
      reason: row.replaces?.reason ?? null,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}

export type EnteredFilter = {
  readonly indicator?: string | undefined
  readonly area?: 'own' | 'city' | undefined
}
export type EnteredItem = EnteredRow & { readonly replaced_by: bigint | null }

/** Newest first, corrected ones too. */
export async function pageOfEntered(
  db: Statistics,
  etown: number,
  { indicator, area }: EnteredFilter,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ readonly rows: EnteredItem[]; readonly total: number }> {
  let all = db.selectFrom('statistics.entered_figure as e').where('etown', '=', etown)
  if (indicator !== undefined) all = all.where('indicator', '=', indicator)
  if (area !== undefined) all = all.where('area', area === 'own' ? '=' : '<>', '')
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .select((e) =>
      e
        .selectFrom('statistics.entered_figure as r')
        .select('r.id')
        .whereRef('r.etown', '=', 'e.etown')
        .whereRef('r.replaces', '=', 'e.id')
        .as('replaced_by'),
    )
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** Whether some entered figure rests on the file: only then is it this room's to show. */
export async function isSource(db: Statistics, etown: number, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from statistics.entered_figure where etown = ${etown} and evidence = ${sha256}) as is`.execute(
    db,
  )
  return rows[0]?.is ?? false
}
