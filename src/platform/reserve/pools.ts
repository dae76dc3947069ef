import { sql } from 'kysely'
import { type AnyDb, type Db, roomOf } from '../db/house.ts'

/**
 * 预留 One reservation for everything that can run out: money in fen, goods in pieces, seats, label numbers. A pool is a
 * name and what of it is free, never below zero; a hold takes from one or several pools at once, all or nothing, until a
 * moment or for good. Called inside the act's transaction: its locks last until the commit.
 */
export type Part = { readonly pool: string; readonly amount: bigint }

/** A pool that has less than was asked. */
export type Shortage = { readonly pool: string; readonly free: bigint; readonly asked: bigint }

/** `hold`: its number. `short`: every pool that falls short; nothing was taken. */
export type Held =
  | { readonly hold: bigint; readonly short?: undefined }
  | { readonly short: readonly Shortage[] }

type Where = { readonly db: AnyDb; readonly etown: number; readonly now: Date }

/** Pools are always locked in the order of their names, so that two sets never wait for each other in a circle. */
const totals = (parts: readonly Part[]): readonly Part[] => {
  const sums = new Map<string, bigint>()
  for (const { pool, amount } of parts) {
    if (amount < 0n) throw new RangeError(`a part of ${amount}`)
    sums.set(pool, (sums.get(pool) ?? 0n) + amount)
  }
  return [...sums].map(([pool, amount]) => ({ pool, amount })).sort((a, b) => (a.pool < b.pool ? -1 : 1))
}

/** Locks the pools and says what is free in each; a pool that nobody filled has nothing. */
export async function lockFree(
  { db, etown }: Pick<Where, 'db' | 'etown'>,
  pools: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.pool')
    .select(['name', 'free'])
    .where('etown', '=', etown)
    .where('name', 'in', pools)
    .orderBy('name')
    .forUpdate()
    .execute()
  return new Map(rows.map(({ name, free }) => [name, free]))
}

/** Makes more of it: money arrived, goods came in. */
export async function fillPools(
  { db, etown }: Pick<Where, 'db' | 'etown'>,
  parts: readonly Part[],
): Promise<void> {
  for (const { pool, amount } of totals(parts))
    await roomOf(db, 'platform')
      .insertInto('platform.pool')
      .values({ etown, name: pool, free: amount })
      .onConflict((c) =>
        c.columns(['etown', 'name']).doUpdateSet({ free: sql<bigint>`platform.pool.free + excluded.free` }),
      )
      .execute()
}

/** Takes out for good what no hold has: the opposite of fillPools. What is short, or nothing. */
export async function drainPools(where: Where, parts: readonly Part[]): Promise<readonly Shortage[]> {
  const wanted = totals(parts)
  const short = await shortOf(where, wanted)
  if (short.length === 0) for (const part of wanted) await add(where, part.pool, -part.amount)
  return short
}

/** 预留 All parts or none. `until` undefined: for good, until given back. */
export async function hold(
  where: Where,
  parts: readonly Part[],
  until: Date | undefined = undefined,
): Promise<Held> {
  const wanted = totals(parts)
  const short = await shortOf(where, wanted)
  if (short.length > 0) return { short }
  const db = roomOf(where.db, 'platform')
  const { etown, now } = where
  const { id } = await db
    .insertInto('platform.hold')
    .values({ etown, until: until ?? null, made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const { pool, amount } of wanted) {
    await add(where, pool, -amount)
    await db.insertInto('platform.hold_part').values({ etown, hold: id, pool, amount }).execute()
  }
  return { hold: id }
}

/** It no longer lapses. False: it had lapsed already. */
export async function keepHold({ db, etown, now }: Where, id: bigint): Promise<boolean> {
  const kept = await roomOf(db, 'platform')
    .updateTable('platform.hold')
    .set({ until: null })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where((w) => w.or([w('until', 'is', null), w('until', '>', now)]))
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** Gives back a part of what a hold has, or all of it. Throws RangeError for more than it has: a bug. */
export async function giveBack(
  where: Where,
  id: bigint,
  amounts?: ReadonlyMap<string, bigint>,
): Promise<void> {
  const db = roomOf(where.db, 'platform')
  const parts = await partsOf(db, where.etown, id)
  await lockFree(
    where,
    parts.map(({ pool }) => pool),
  )
  // Read again under the lock of its pools: somebody may have given back in between.
  for (const { pool, amount } of await partsOf(db, where.etown, id)) {
    const back = amounts === undefined ? amount : (amounts.get(pool) ?? 0n)
    if (back < 0n || back > amount) throw new RangeError(`hold ${id} has ${amount} of ${pool}, not ${back}`)
    await db
      .updateTable('platform.hold_part')
      .set({ amount: amount - back })
      .where('etown', '=', where.etown)
      .where('hold', '=', id)
      .where('pool', '=', pool)
      .execute()
    await add(where, pool, back)
  }
}

/** 到期 Gives back every hold on these pools that has lapsed. Their numbers. */
export async function lapse(where: Where, pools: readonly string[]): Promise<readonly bigint[]> {
  if (pools.length === 0) return []
  const db = roomOf(where.db, 'platform')
  const lapsed = await db
    .selectFrom('platform.hold')
    .select('id')
    .where('etown', '=', where.etown)
    .where('until', '<=', where.now)
    .where((w) =>
      w.exists(
        w
          .selectFrom('platform.hold_part')
          .select('pool')
          .whereRef('platform.hold_part.etown', '=', 'platform.hold.etown')
          .whereRef('platform.hold_part.hold', '=', 'platform.hold.id')
          .where('pool', 'in', pools),
      ),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id } of lapsed) {
    await giveBack(where, id)
    await db
      .updateTable('platform.hold')
      .set({ until: null })
      .where('etown', '=', where.etown)
      .where('id', '=', id)
      .execute()
  }
  return lapsed.map(({ id }) => id)
}

async function shortOf(where: Where, wanted: readonly Part[]): Promise<readonly Shortage[]> {
  const pools = wanted.map(({ pool }) => pool)
  const free = await lockFree(where, pools)
  return wanted.flatMap(({ pool, amount }) => {
    const has = free.get(pool) ?? 0n
    return has < amount ? [{ pool, free: has, asked: amount }] : []
  })
}

const partsOf = (db: Db<'platform'>, etown: number, id: bigint): Promise<Part[]> =>
  db
    .selectFrom('platform.hold_part')
    .select(['pool', 'amount'])
    .where('etown', '=', etown)
    .where('hold', '=', id)
    .orderBy('pool')
    .execute()

async function add({ db, etown }: Where, pool: string, amount: bigint): Promise<void> {
  await roomOf(db, 'platform')
    .updateTable('platform.pool')
    .set((e) => ({ free: e('free', '+', amount) }))
    .where('etown', '=', etown)
    .where('name', '=', pool)
    .execute()
}
