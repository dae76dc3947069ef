import { roomOf } from '#platform/db/house'
import type { Consumer } from '#platform/work/consumers'
import { countDays, daysOf } from '../db/tallies.ts'

/**
 * 累计网货 A product is listed or withdrawn, its party comes inside, is merged or split: the goods of an e-town are few, so
 * all of them are counted again. Twice is once.
 */
export const foldGoods: Consumer = {
  name: 'statistics.fold-goods',
  kinds: ['party.product-listed', 'party.product-withdrawn', 'party.amended', 'party.merged', 'party.split'],
  async fold({ db, etown }) {
    const own = roomOf(db, 'statistics')
    for (const measure of ['goods', 'goods-ended'] as const)
      await countDays(own, etown, measure, await daysOf(own, etown, measure))
  },
}
