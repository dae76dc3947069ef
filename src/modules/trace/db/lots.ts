import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type LotRow = Selectable<DB['trace.lot']>
export type SupervisionRow = Selectable<DB['trace.supervision']>
type Filter = {
  readonly only: bigint | undefined
  readonly state: string | undefined
  readonly text: string | undefined
}
type Page = { readonly after: bigint | undefined; readonly limit: number }

export async function pageOfLots(
  db: Db<'trace'>,
  etown: number,
  { only, state, text }: Filter,
  page: Page,
): Promise<{ rows: LotRow[]; total: number }> {
  let query = db.selectFrom('trace.lot').where('trace.lot.etown', '=', etown)
  if (only !== undefined) query = query.where('party', '=', only)
  if (state !== undefined) query = query.where('state', '=', state)
  if (text !== undefined) {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((w) =>
      w.or([
        w('code', 'like', like.toUpperCase()),
        w.exists(
          w
            .selectFrom('trace.trade_item as i')
            .select(sql`1`.as('one'))
            .whereRef('i.etown', '=', 'trace.lot.etown')
            .whereRef('i.id', '=', 'trace.lot.item')
            .where('i.name', 'like', like),
        ),
      ]),
    )
  }
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const lotsById = (db: Db<'trace'>, etown: number, ids: readonly bigint[]): Promise<LotRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('trace.lot').selectAll().where('etown', '=', etown).where('id', 'in', ids).execute()

/**
 * Locks lots in the order of their ids, so that two derivations that share lots wait for each other and never in a
 * ring. The application may not update a lot, so the lock is one of names, not of rows; the trigger locks the row.
 */
export async function lockLots(db: Db<'trace'>, etown: number, ids: readonly bigint[]): Promise<LotRow[]> {
  for (const id of ids.toSorted((a, b) => (a < b ? -1 : 1)))
    await sql`select pg_advisory_xact_lock(hashtextextended(${`trace.lot ${etown} ${id}`}, 0))`.execute(db)
  return lotsById(db, etown, ids)
}

/** Undefined: the product has a lot of that code already. */
export const insertLot = (db: Db<'trace'>, lot: Insertable<DB['trace.lot']>): Promise<LotRow | undefined> =>
  db
    .insertInto('trace.lot')
    .values(lot)
    .onConflict((c) => c.columns(['etown', 'item', 'code']).doNothing())
    .returningAll()
    .executeTakeFirst()

/** How many lots of a product begin with a code: where to look for the next free one. */
export async function lotsBeginning(
  db: Db<'trace'>,
  etown: number,
  item: bigint,
  head: string,
): Promise<number> {
  const { n } = await db
    .selectFrom('trace.lot')
    .select((e) => e.fn.countAll<bigint>().as('n'))
    .where('etown', '=', etown)
    .where('item', '=', item)
    .where('code', 'like', `${head}%`)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const insertMoves = (
  db: Db<'trace'>,
  moves: readonly Insertable<DB['trace.lot_move']>[],
): Promise<{ id: bigint }[]> => db.insertInto('trace.lot_move').values(moves).returning('id').execute()

/** 上一环、下一环 Where a lot came from, or went to, with the lot at the other end. */
export const movesOf = (db: Db<'trace'>, etown: number, lot: bigint, end: 'from' | 'to') => {
  const [own, other] = end === 'from' ? (['to_lot', 'from_lot'] as const) : (['from_lot', 'to_lot'] as const)
  return db
    .selectFrom('trace.lot_move as m')
    .leftJoin('trace.lot as l', (j) => j.onRef('l.etown', '=', 'm.etown').onRef('l.id', '=', `m.${other}`))
    .select(['m.why', 'm.quantity', 'm.at', `m.${other} as lot`, 'l.code', 'l.party'])
    .where('m.etown', '=', etown)
    .where(`m.${own}`, '=', lot)
    .orderBy('m.id')
    .execute()
}

/** A lot and everything it was made of, however far back; numbers only rise, so there is no circle. */
export async function ancestryOf(db: Db<'trace'>, etown: number, lot: bigint): Promise<LotRow[]> {
  const { rows } = await sql<{ id: bigint }>`
    with recursive up as (
      select ${lot}::bigint as id
      union
      select m.from_lot from up join trace.lot_move m on m.etown = ${etown} and m.to_lot = up.id
    ) select id from up`.execute(db)
  return lotsById(
    db,
    etown,
    rows.map((row) => row.id),
  )
}

export const supervisionsOf = (db: Db<'trace'>, etown: number, lots: readonly bigint[]) =>
  lots.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('trace.supervision')
        .selectAll()
        .where('etown', '=', etown)
        .where('lot', 'in', lots)
        .orderBy('id')
        .execute()

export const insertSupervision = (
  db: Db<'trace'>,
  supervision: Insertable<DB['trace.supervision']>,
): Promise<SupervisionRow> =>
  db.insertInto('trace.supervision').values(supervision).returningAll().executeTakeFirstOrThrow()

/** The lots harvested from a season, with the instant of their harvest. */
export const harvestsOf = (db: Db<'trace'>, etown: number, season: bigint) =>
  db
    .selectFrom('trace.step')
    .select(['lot', 'occurred_at'])
    .where('etown', '=', etown)
    .where('season', '=', season)
    .where('kind', '=', 'harvest')
    .where('lot', 'is not', null)
    .execute()
