import type { Db } from '../../../platform/db/house.ts'
import { itemsById } from '../db/items.ts'
import { ancestryOf, supervisionsOf } from '../db/lots.ts'
import { seasonsById } from '../db/seasons.ts'
import { stepsOf } from '../db/steps.ts'

/** 来历所据 The rows a lot's story is told from: its own records, those of every lot it was made of, and of the plots these grew on. */
export async function storyRows(db: Db<'trace'>, etown: number, lot: bigint) {
  const lots = await ancestryOf(db, etown, lot)
  const ids = lots.map((one) => one.id)
  const seasonIds = lots.flatMap((one) => (one.season === null ? [] : [one.season]))
  const [items, seasons, rows, supervisions] = await Promise.all([
    itemsById(db, etown, [...new Set(lots.map((one) => one.item))]),
    seasonsById(db, etown, seasonIds),
    stepsOf(db, etown, { seasons: seasonIds, lots: ids }),
    supervisionsOf(db, etown, ids),
  ])
  // A season gives many lots; another lot's harvest is none of this one's story.
  const own = rows.filter((row) => row.kind !== 'harvest' || (row.lot !== null && ids.includes(row.lot)))
  return { lots, items, seasons, own, supervisions }
}
