import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { LOT_STATES, lotRefusals, UNITS } from '../contract/index.ts'
import type { ItemRow } from '../db/items.ts'
import { type LotRow, lotsById } from '../db/lots.ts'
import type { LotBalance } from '../domain/lot-balance.ts'
import { quantity } from '../domain/quantity.ts'
import { sees } from './seeing.ts'

type At = {
  readonly db: Db<'trace'>
  readonly etown: { readonly id: number }
  readonly actor: Actor | undefined
}

/** The lot of the path, if this person may see it. One they may not see is one there is not. */
export async function seenLot({ db, etown, actor }: At, id: string): Promise<Outcome<LotRow>> {
  const [row] = await lotsById(db, etown.id, [BigInt(id)])
  return row !== undefined && sees(actor, etown.id, row.party)
    ? granted(row)
    : refused(refusal(lotRefusals, 'trace.lot_unknown'))
}

export const balanceOf = (row: LotRow, item: Pick<ItemRow, 'unit'>): LotBalance => ({
  id: row.id,
  code: row.code,
  item: row.item,
  unit: keyIn(UNITS, item.unit),
  state: keyIn(LOT_STATES, row.state),
  quantity: quantity(row.quantity),
  drawn: quantity(row.drawn),
  labels: row.labels,
  packSize: quantity(row.pack_size),
})
