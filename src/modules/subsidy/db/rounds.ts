import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type RoundRow = Selectable<DB['subsidy.round']>
type Sub = Db<'subsidy'>

export async function pageOfRounds(
  db: Sub,
  etown: number,
  page: { after: bigint | undefined; limit: number },
) {
  const { total } = await db
    .selectFrom('subsidy.round')
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
  let query = db
    .selectFrom('subsidy.round as r')
    .selectAll('r')
    .select((e) =>
      e
        .selectFrom('subsidy.application as a')
        .select((c) => c.fn.countAll<bigint>().as('n'))
        .whereRef('a.etown', '=', 'r.etown')
        .whereRef('a.round', '=', 'r.id')
        .where('a.state', '<>', 'draft')
        .as('applications'),
    )
    .select((e) =>
      e
        .selectFrom('subsidy.application as a')
        .select((c) => c.fn.countAll<bigint>().as('n'))
        .whereRef('a.etown', '=', 'r.etown')
        .whereRef('a.round', '=', 'r.id')
        .where('a.state', '=', 'checked')
        .as('checked'),
    )
    .where('r.etown', '=', etown)
  if (page.after !== undefined) query = query.where('r.id', '<', page.after)
  return {
    rows: await query
      .orderBy('r.id', 'desc')
      .limit(page.limit + 1)
      .execute(),
    total: Number(total),
  }
}

export const roundOf = (db: Sub, etown: number, id: bigint): Promise<RoundRow | undefined> =>
  db
    .selectFrom('subsidy.round')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const lockRound = (db: Sub, etown: number, id: bigint): Promise<RoundRow | undefined> =>
  db
    .selectFrom('subsidy.round')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Undefined: the scheme has a round of that name. */
export const insertRound = (
  db: Sub,
  row: Insertable<DB['subsidy.round']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('subsidy.round')
    .values(row)
    .onConflict((c) => c.columns(['etown', 'scheme', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()

/** Takes money from the pool, or gives it back. False: there is not so much left. The database would refuse it too. */
export async function reserve(db: Sub, etown: number, round: bigint, amount: bigint): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subsidy.round')
    .set((e) => ({ reserved_fen: e('reserved_fen', '+', amount) }))
    .where('etown', '=', etown)
    .where('id', '=', round)
    .where((w) => w(w('reserved_fen', '+', amount), '<=', w.ref('pool_fen')))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
