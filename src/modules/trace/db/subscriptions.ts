import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type QueryRow = Selectable<DB['trace.query']>
export type SubscriptionRow = Selectable<DB['trace.subscription']>

/** undefined: the name is taken. */
export const insertQuery = (
  db: Db<'trace'>,
  row: Insertable<DB['trace.query']>,
): Promise<QueryRow | undefined> =>
  db
    .insertInto('trace.query')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst()

export const findQuery = (db: Db<'trace'>, etown: number, name: string): Promise<QueryRow | undefined> =>
  db
    .selectFrom('trace.query')
    .selectAll()
    .where('etown', '=', etown)
    .where('name', '=', name)
    .executeTakeFirst()

export const queriesAfter = (
  db: Db<'trace'>,
  etown: number,
  name: string,
  limit: number,
): Promise<QueryRow[]> =>
  db
    .selectFrom('trace.query')
    .selectAll()
    .where('etown', '=', etown)
    .where('name', '>', name)
    .orderBy('name')
    .limit(limit)
    .execute()

export async function deleteQuery(db: Db<'trace'>, etown: number, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('trace.query')
    .where('etown', '=', etown)
    .where('name', '=', name)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export const insertSubscription = (
  db: Db<'trace'>,
  row: Insertable<DB['trace.subscription']>,
): Promise<SubscriptionRow> =>
  db.insertInto('trace.subscription').values(row).returningAll().executeTakeFirstOrThrow()

export const findSubscription = (
  db: Db<'trace'>,
  etown: number,
  id: string,
): Promise<SubscriptionRow | undefined> =>
  db
    .selectFrom('trace.subscription')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const subscriptionsOf = (
  db: Db<'trace'>,
  etown: number,
  query: string,
  after: string,
  limit: number,
): Promise<SubscriptionRow[]> =>
  db
    .selectFrom('trace.subscription')
    .selectAll()
    .where('etown', '=', etown)
    .where('query', '=', query)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

export async function deleteSubscription(db: Db<'trace'>, etown: number, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('trace.subscription')
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function lastCapture(db: Db<'trace'>, etown: number): Promise<bigint> {
  const { rows } = await sql<{ id: bigint | null }>`
    select max(id) as id from trace.capture where etown = ${etown}`.execute(db)
  return rows[0]?.id ?? 0n
}

/** Puts a capture before every subscription; those that stream and were at rest, to be woken. */
export async function queueCapture(
  db: Db<'trace'>,
  etown: number,
  capture: bigint,
): Promise<readonly string[]> {
  await sql`
    insert into trace.delivery (etown, subscription, capture)
    select etown, id, ${capture} from trace.subscription where etown = ${etown} and since_capture < ${capture}
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ id: string }>`
    update trace.subscription set due_at = now() where etown = ${etown} and stream and due_at is null and since_capture < ${capture} returning id`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

/** What was captured since an instant, put before one subscription. */
export async function queueSince(db: Db<'trace'>, etown: number, id: string, since: Date): Promise<bigint> {
  const { numAffectedRows } = await sql`
    insert into trace.delivery (etown, subscription, capture)
    select etown, ${id}, id from trace.capture where etown = ${etown} and created_at >= ${since} and accepted > 0
    on conflict do nothing`.execute(db)
  return numAffectedRows ?? 0n
}

export async function queuedCaptures(
  db: Db<'trace'>,
  etown: number,
  id: string,
  limit: number,
): Promise<readonly bigint[]> {
  const rows = await db
    .selectFrom('trace.delivery')
    .select('capture')
    .where('etown', '=', etown)
    .where('subscription', '=', id)
    .orderBy('capture')
    .limit(limit)
    .execute()
  return rows.map((row) => row.capture)
}

export async function unqueue(
  db: Db<'trace'>,
  etown: number,
  id: string,
  captures: readonly bigint[],
): Promise<void> {
  if (captures.length === 0) return
  await db
    .deleteFrom('trace.delivery')
    .where('etown', '=', etown)
    .where('subscription', '=', id)
    .where('capture', 'in', captures)
    .execute()
}

export async function noteDelivery(
  db: Db<'trace'>,
  etown: number,
  id: string,
  outcome: {
    readonly dueAt: Date | null
    readonly deliveredAt?: Date
    readonly failures: number
    readonly trouble: string | null
  },
): Promise<void> {
  await db
    .updateTable('trace.subscription')
    .set({
      due_at: outcome.dueAt,
      failures: outcome.failures,
      trouble: outcome.trouble,
      ...(outcome.deliveredAt && { delivered_at: outcome.deliveredAt }),
    })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
