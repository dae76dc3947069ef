import { type Insertable, type Selectable, sql } from 'kysely'
import { keyIn } from '#kernel/keys'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import { STEPS, type StepKind } from '../contract/words.ts'

export type StepRow = Omit<Selectable<DB['acceptance.step']>, 'kind'> & { kind: StepKind }

const read = (row: Selectable<DB['acceptance.step']>): StepRow => ({ ...row, kind: keyIn(STEPS, row.kind) })

/** Oldest first. */
export async function stepsOf(
  db: Db<'acceptance'>,
  etown: number,
  item: string,
): Promise<readonly StepRow[]> {
  const rows = await db
    .selectFrom('acceptance.step')
    .selectAll()
    .where('etown', '=', etown)
    .where('item', '=', item)
    .orderBy('number')
    .execute()
  return rows.map(read)
}

/** The last step of every item that has one. */
export async function lastSteps(db: Db<'acceptance'>, etown: number): Promise<ReadonlyMap<string, StepRow>> {
  const rows = await db
    .selectFrom('acceptance.step')
    .distinctOn('item')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('item')
    .orderBy('number', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.item, read(row)]))
}

/** Nobody else takes a step of this item until the transaction ends. */
export async function holdItem(db: Db<'acceptance'>, etown: number, item: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`acceptance.step/${etown}/${item}`}, 0))`.execute(
    db,
  )
}

export async function insertStep(
  db: Db<'acceptance'>,
  row: Insertable<DB['acceptance.step']>,
): Promise<void> {
  await db.insertInto('acceptance.step').values(row).execute()
}
