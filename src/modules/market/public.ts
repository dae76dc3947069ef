import { Readable } from 'node:stream'
import type { Outcome } from '../../kernel/refusal.ts'
import { inEtown, RolledBack } from '../../platform/db/act.ts'
import { roomOf } from '../../platform/db/house.ts'
import type { House } from '../../platform/house.ts'
import { bringFile } from './app/ask-import.ts'
import { makeShop } from './app/shops.ts'
import type { ShopForm } from './contract/index.ts'

export { seeThrough as seeImportThrough } from './app/see-through.ts'
export { shopsNamed } from './app/shops-named.ts'

/** Registers a shop outside a browser, for the demonstration. `by` is who the audit names. */
export async function registerShop(
  house: House,
  etown: number,
  form: ShopForm,
  by: string,
): Promise<Outcome<bigint>> {
  try {
    return await inEtown(house.pool, etown, 'write', async (scope) => {
      const db = roomOf(scope.db, 'market')
      const made = await makeShop({ db, announce: scope.announce }, etown, form, by)
      if (!made.ok) throw new RolledBack(made)
      const id = made.value.id
      scope.record({ actor: by, act: 'market.open-shop', subject: String(id), outcome: 'done', detail: {} })
      return { ok: true, value: id }
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.value
    throw error
  }
}

/**
 * Takes in an order file as an upload would be: kept as evidence, a batch, a job. The number of the batch; whoever wants
 * the receipt sees it through with seeImportThrough, everybody else leaves it to the worker.
 */
export const bringOrderFile = (
  house: House,
  etown: number,
  shop: bigint,
  file: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> },
  by: string,
): Promise<Outcome<bigint>> =>
  bringFile(house, etown, shop, { name: file.name, content: Readable.from(file.bytes) }, by)
