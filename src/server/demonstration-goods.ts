import { productsOf } from '../../world/catalogue.ts'
import type { Caller } from './demo-caller.ts'

/** Since the shops opened: what an order file shows was listed before it was bought. */
const SINCE = '2022-08-20'

/** 网货 What each of the shops sells most of, registered with whoever runs it. */
export async function listGoods(
  operator: Caller,
  at: string,
  code: string,
  sellers: readonly string[],
): Promise<void> {
  const products = productsOf(code)
  for (const [i, party] of [...new Set(sellers)].entries()) {
    const product = products[i % products.length]
    if (product === undefined) return
    const { name, category } = product
    await operator.act('POST', `${at}/parties/${party}/products`, { name, category, since: SINCE })
  }
}
