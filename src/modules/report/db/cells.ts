import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import { type SnapshotLineage, zSnapshotLineage } from '../contract/snapshot-shapes.ts'
import type { CellOrigin } from '../contract/words.ts'

const zWords = z.object({
  version: z.string(),
  zh: z.string(),
  text: z.string(),
  source: z.string(),
  kind: z.string(),
  from: z.string(),
  until: z.string(),
})
export type CellWords = z.output<typeof zWords>

export type CellRow = Omit<Selectable<DB['report.cell']>, 'words' | 'lineage'> & {
  readonly words: CellWords | undefined
  readonly lineage: readonly SnapshotLineage[] | undefined
}

/** The last writing of every cell that was ever written. */
export async function standingCells(
  db: Db<'report'>,
  etown: number,
  report: bigint,
): Promise<ReadonlyMap<string, CellRow>> {
  const rows = await db
    .selectFrom('report.cell')
    .selectAll()
    .distinctOn('field')
    .where('etown', '=', etown)
    .where('report', '=', report)
    .orderBy('field')
    .orderBy('no', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.field,
      {
        ...row,
        words: row.words === null ? undefined : zWords.parse(row.words),
        lineage: row.lineage === null ? undefined : z.array(zSnapshotLineage).parse(row.lineage),
      },
    ]),
  )
}

export type Writing = {
  readonly field: string
  /** The number of the writing it follows; 0: the first. */
  readonly follows: number
  readonly origin: CellOrigin
  readonly value: string | undefined
  readonly note: string | undefined
  readonly words?: CellWords | undefined
  readonly lineage?: readonly SnapshotLineage[] | undefined
}

export async function writeCells(
  db: Db<'report'>,
  where: {
    readonly etown: number
    readonly report: bigint
    /** The step the report stands at. */
    readonly step: number
    readonly by: string
    readonly at: Date
  },
  writings: readonly Writing[],
): Promise<void> {
  if (writings.length === 0) return
  await db
    .insertInto('report.cell')
    .values(
      writings.map(({ field, follows, origin, value, note, words, lineage }) => ({
        ...where,
        field,
        no: follows + 1,
        prior: follows === 0 ? null : follows,
        origin,
        value: value ?? null,
        note: note ?? null,
        words: words === undefined ? null : JSON.stringify(words),
        lineage: lineage === undefined ? null : JSON.stringify(lineage),
      })),
    )
    .execute()
}
