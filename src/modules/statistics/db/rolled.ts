import { sql } from 'kysely'
import { type Day, day } from '#kernel/day'
import type { Db } from '#platform/db/house'
import type { Tally } from '../contract/index.ts'

/** 已汇总到 How far rows that nobody announces are summed. Days before `day` are final. */
export type Rolled = { readonly day: Day; readonly mark: bigint; readonly settled: boolean }

/** What is rolled so far, locked until the transaction ends; undefined: nothing yet. */
export async function lockRolled(
  db: Db<'statistics'>,
  etown: number,
  measure: Tally,
): Promise<Rolled | undefined> {
  const row = await db
    .selectFrom('statistics.rolled')
    .selectAll()
    .where('etown', '=', etown)
    .where('measure', '=', measure)
    .forUpdate()
    .executeTakeFirst()
  return row && { day: day(row.day), mark: row.mark, settled: row.settled }
}

export async function readRolled(
  db: Db<'statistics'>,
  etown: number,
  measure: Tally,
): Promise<Rolled | undefined> {
  const row = await db
    .selectFrom('statistics.rolled')
    .selectAll()
    .where('etown', '=', etown)
    .where('measure', '=', measure)
    .executeTakeFirst()
  return row && { day: day(row.day), mark: row.mark, settled: row.settled }
}

export async function saveRolled(
  db: Db<'statistics'>,
  etown: number,
  measure: Tally,
  rolled: Rolled,
): Promise<void> {
  await db
    .insertInto('statistics.rolled')
    .values({ etown, measure, ...rolled })
    .onConflict((c) => c.columns(['etown', 'measure']).doUpdateSet(rolled))
    .execute()
}

/** The newest scan; undefined: there is none. */
export async function newestScan(db: Db<'trace_pub'>, etown: number): Promise<bigint | undefined> {
  const { rows } = await sql<{ mark: bigint | null }>`
    select max(scan) as mark from trace_pub.scan where etown = ${etown}`.execute(db)
  return rows[0]?.mark ?? undefined
}

/** The days that have scans, from one on; all where none is given. */
export async function daysOfScans(
  db: Db<'trace_pub'>,
  etown: number,
  from: Day | undefined,
): Promise<readonly Day[]> {
  const { rows } = await sql<{ day: string }>`
    select distinct day from trace_pub.scan
    where etown = ${etown} and ${from === undefined ? sql`true` : sql`day >= ${from}`} order by 1`.execute(db)
  return rows.map((row) => day(row.day))
}
