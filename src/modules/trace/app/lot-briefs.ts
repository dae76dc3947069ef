import { keyIn } from '../../../kernel/keys.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { LOT_STATES, type LotState, UNITS, type Unit } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { lotsById } from '../db/lots.ts'

/** 批次简况 A lot as other rooms name it. */
export type LotBrief = {
  readonly id: bigint
  readonly code: string
  readonly item: string
  readonly gtin: string
  readonly unit: Unit
  readonly quantity: string
  readonly party: bigint
  readonly madeOn: string
  readonly state: LotState
}

/** The lots of these ids, by id; ids nobody has are left out. */
export async function lotsOf(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, LotBrief>> {
  const own = roomOf(db, 'trace')
  const rows = await lotsById(own, etown, ids)
  const items = new Map(
    (await itemsById(own, etown, [...new Set(rows.map((r) => r.item))])).map((i) => [i.id, i]),
  )
  return new Map(
    rows.map((row) => {
      const { id, code, quantity, party, made_on: madeOn } = row
      const item = items.get(row.item)
      const [unit, state] = [keyIn(UNITS, item?.unit ?? 'kg'), keyIn(LOT_STATES, row.state)]
      return [
        id,
        { id, code, item: item?.name ?? '—', gtin: item?.gtin ?? '', unit, quantity, party, madeOn, state },
      ]
    }),
  )
}
