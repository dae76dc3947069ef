import type { FieldPlots, Unit } from '#contract/trace'
import type { Day } from '#kernel/day'
import { type Tile, tilesOf } from './tiles.ts'

/** 记在哪 The season or the lot one writes about, as the phone knows it. */
export type Subject = {
  readonly title: string
  readonly from: Day
  readonly unit: Unit
  readonly tiles: readonly Tile[]
  readonly last: FieldPlots['seasons'][number]['last']
}

export function subjectOf(
  plots: FieldPlots | undefined,
  of: 'season' | 'lot',
  id: string,
): Subject | undefined {
  if (of === 'season') {
    const season = plots?.seasons.find((one) => one.id === id)
    return (
      season && {
        title: season.siteName,
        from: season.startedOn,
        unit: season.unit,
        tiles: tilesOf('season', season.itemName),
        last: season.last,
      }
    )
  }
  const lot = plots?.lots.find((one) => one.id === id)
  return (
    lot && {
      title: `${lot.itemName} ${lot.code}`,
      from: lot.madeOn,
      unit: lot.unit,
      tiles: tilesOf('lot', lot.itemName),
      last: [],
    }
  )
}
