import type { Location } from './coordinates.ts'
import type { Matrix } from './input.ts'

/** 路况假设 How much longer roads are than the straight line, and how fast they are. */
export type Roads = { readonly circuity: number; readonly kmPerHour: number }

/**
 * By the lie of the land. A judgement to start from, to be fitted to trips really driven; detours in Korean provinces run
 * from 1.22 on the plain to 1.44 in the mountains (Kim et al. 2015), and rise with relief in China too.
 */
export const TERRAINS = {
  plain: { circuity: 1.25, kmPerHour: 45 },
  hill: { circuity: 1.4, kmPerHour: 35 },
  mountain: { circuity: 1.6, kmPerHour: 22 },
} as const satisfies Record<string, Roads>

export type Terrain = keyof typeof TERRAINS

const EARTH_METRES = 6_371_008.8

/** Great-circle distance in metres. */
export function metresBetween([lonA, latA]: Location, [lonB, latB]: Location): number {
  const rad = Math.PI / 180
  const a =
    Math.sin(((latB - latA) * rad) / 2) ** 2 +
    Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(((lonB - lonA) * rad) / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(a)))
}

/** Durations in whole seconds and distances in whole metres from coordinates alone. */
export function straightMatrix(places: readonly Location[], roads: Roads): Matrix {
  const size = places.length
  const durations = new Int32Array(size * size)
  const distances = new Int32Array(size * size)
  for (const [i, a] of places.entries())
    for (const [j, b] of places.entries()) {
      const metres = Math.round(metresBetween(a, b) * roads.circuity)
      distances[i * size + j] = metres
      durations[i * size + j] = Math.round((metres * 3.6) / roads.kmPerHour)
    }
  return { size, durations, distances, costs: null }
}
