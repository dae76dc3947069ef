import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'

export type SenderRow = Selectable<DB['report.sender']>

export const sendersOf = (db: Db<'report'>, etown: number) =>
  db
    .selectFrom('report.sender as s')
    .selectAll('s')
    .select(
      sql<bigint>`(select count(*) from report.received r where r.etown = s.etown and r.sender = s.id)`.as(
        'dispatches',
      ),
    )
    .select(
      sql<Date | null>`(select max(r.at) from report.received r where r.etown = s.etown and r.sender = s.id)`.as(
        'last_at',
      ),
    )
    .where('s.etown', '=', etown)
    .orderBy('s.id')
    .execute()

export const findSender = (db: Db<'report'>, etown: number, origin: string): Promise<SenderRow | undefined> =>
  db
    .selectFrom('report.sender')
    .selectAll()
    .where('etown', '=', etown)
    .where('origin', '=', origin)
    .executeTakeFirst()

/** Undefined: the origin is registered already. */
export const insertSender = (
  db: Db<'report'>,
  sender: Insertable<DB['report.sender']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('report.sender')
    .values(sender)
    .onConflict((c) => c.columns(['etown', 'origin']).doNothing())
    .returning('id')
    .executeTakeFirst()

export const newestReceived = (db: Db<'report'>, etown: number, sender: bigint) =>
  db
    .selectFrom('report.received')
    .select(['number', 'sha256'])
    .where('etown', '=', etown)
    .where('sender', '=', sender)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function insertReceived(
  db: Db<'report'>,
  received: Insertable<DB['report.received']>,
  snapshots: readonly Omit<
    Insertable<DB['report.received_snapshot']>,
    'etown' | 'sender' | 'received' | 'place'
  >[],
): Promise<void> {
  await db.insertInto('report.received').values(received).execute()
  const { etown, sender, number } = received
  const rows = snapshots.map((one, i) => ({ ...one, etown, sender, received: number, place: i + 1 }))
  await db.insertInto('report.received_snapshot').values(rows).execute()
}

/** Which forms came, for which periods. */
export async function receivedForms(db: Db<'report'>, etown: number) {
  const { rows } = await sql<{ form: string; name: string; periods: string[] }>`
    select form, max(content::jsonb -> 'form' ->> 'name') as name, array_agg(distinct period order by period desc) as periods
    from report.received_snapshot where etown = ${etown} group by form order by form`.execute(db)
  return rows
}

/** The newest snapshot of each sender for a form and period. */
export const receivedSnapshots = (db: Db<'report'>, etown: number, form: string, period: string) =>
  db
    .selectFrom('report.received_snapshot as x')
    .innerJoin('report.sender as s', (j) => j.onRef('s.etown', '=', 'x.etown').onRef('s.id', '=', 'x.sender'))
    .select(['x.sender', 's.name', 'x.number', 'x.sha256', 'x.content'])
    .distinctOn('x.sender')
    .where('x.etown', '=', etown)
    .where('x.form', '=', form)
    .where('x.period', '=', period)
    .orderBy('x.sender')
    .orderBy('x.number', 'desc')
    .execute()
