import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type RunRow = Selectable<DB['trace.label_run']>

export const insertRun = (
  db: Db<'trace'>,
  run: {
    readonly etown: number
    readonly lot: bigint
    readonly quantity: number
    readonly asked_by: string
    readonly asked_at: Date
  },
): Promise<{ id: bigint }> =>
  db.insertInto('trace.label_run').values(run).returning('id').executeTakeFirstOrThrow()

export async function giveRunItsJob(db: Db<'trace'>, etown: number, id: bigint, job: bigint): Promise<void> {
  await db
    .updateTable('trace.label_run')
    .set({ job })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}

/** Runs with how many of their serials are there. */
const counted = (db: Db<'trace'>, etown: number) =>
  db
    .selectFrom('trace.label_run as r')
    .selectAll('r')
    .select(
      sql<number>`coalesce((select max(s.n) from trace.serial s where s.etown = r.etown and s.run = r.id), 0)::int`.as(
        'made',
      ),
    )
    .where('r.etown', '=', etown)

export const runsOf = (db: Db<'trace'>, etown: number, lot: bigint) =>
  counted(db, etown).where('r.lot', '=', lot).orderBy('r.id').execute()

export const findRun = (db: Db<'trace'>, etown: number, id: bigint) =>
  counted(db, etown).where('r.id', '=', id).executeTakeFirst()

/** Adds serials from number `from` on: all of them, or (one of them exists already) none and an error of PostgreSQL's 23505. */
export async function insertSerials(
  db: Db<'trace'>,
  at: { readonly etown: number; readonly run: bigint; readonly lot: bigint; readonly issuedAt: Date },
  from: number,
  serials: readonly string[],
): Promise<void> {
  await sql`
    insert into trace.serial (etown, run, n, lot, serial, issued_at)
    select ${at.etown}, ${at.run}::bigint, ${from}::int + place - 1, ${at.lot}::bigint, serial, ${at.issuedAt}::timestamptz
    from unnest(${serials as string[]}::text[]) with ordinality as given (serial, place)`.execute(db)
}

export const serialsOf = (
  db: Db<'trace'>,
  etown: number,
  run: bigint,
  from: number,
  count: number,
): Promise<{ n: number; serial: string }[]> =>
  db
    .selectFrom('trace.serial')
    .select(['n', 'serial'])
    .where('etown', '=', etown)
    .where('run', '=', run)
    .where('n', '>=', from)
    .orderBy('n')
    .limit(count)
    .execute()
