import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** A lot and everything made of it, however far on. */
export async function descentOf(db: Db<'trace'>, etown: number, lot: bigint): Promise<bigint[]> {
  const { rows } = await sql<{ id: bigint }>`
    with recursive down as (
      select ${lot}::bigint as id
      union
      select m.to_lot from down join trace.lot_move m on m.etown = ${etown} and m.from_lot = down.id and m.to_lot is not null
    ) select id from down order by id`.execute(db)
  return rows.map((row) => row.id)
}

export const isHeld = async (db: Db<'trace'>, etown: number, lot: bigint): Promise<boolean> => {
  const { rows } = await sql<{ held: boolean }>`select trace.is_held(${etown}, ${lot}) as held`.execute(db)
  return rows[0]?.held ?? false
}

export const insertHold = (
  db: Db<'trace'>,
  hold: { etown: number; lot: bigint; holder: string; supervision: bigint | null; by: string },
) =>
  db
    .insertInto('trace.hold')
    .values(hold)
    .onConflict((c) => c.doNothing())
    .execute()

/** The holds of one holder that are not ended. */
export const openHoldsOf = (db: Db<'trace'>, etown: number, holder: string) =>
  db
    .selectFrom('trace.hold as h')
    .select(['h.id', 'h.lot'])
    .where('h.etown', '=', etown)
    .where('h.holder', '=', holder)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('trace.hold_end as e')
            .select('e.hold')
            .whereRef('e.etown', '=', 'h.etown')
            .whereRef('e.hold', '=', 'h.id'),
        ),
      ),
    )
    .orderBy('h.lot')
    .execute()

export const endHold = (db: Db<'trace'>, end: { etown: number; hold: bigint; by: string }) =>
  db.insertInto('trace.hold_end').values(end).execute()

/** Whether a lot is frozen by holds alone: somebody's own freezing outlives them. */
export async function frozenByHoldsAlone(db: Db<'trace'>, etown: number, lot: bigint): Promise<boolean> {
  const { rows } = await sql<{ alone: boolean }>`
    select not exists (
      select from trace.supervision s where s.etown = ${etown} and s.lot = ${lot} and s.kind = 'freeze'
        and s.id > coalesce((select max(r.id) from trace.supervision r where r.etown = s.etown and r.lot = s.lot and r.kind = 'release'), 0)
        and not exists (select from trace.hold h where h.etown = s.etown and h.supervision = s.id)
    ) as alone`.execute(db)
  return rows[0]?.alone ?? false
}
