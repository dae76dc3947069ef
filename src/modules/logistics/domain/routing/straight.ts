/** 坐标 Longitude and latitude in degrees, WGS-84. */
export type Location = readonly [number, number]

export type Matrices = {
  readonly durations: readonly (readonly (number | null)[])[]
  readonly distances: readonly (readonly (number | null)[])[]
}

/** 路况假设 How much longer roads are than the straight line, and how fast they are: the tenant's own figures go before. */
export type Roads = { readonly circuity: number; readonly kmPerHour: number }

/**
 * Hill country on county roads. A judgement to start from (plain 1.25, hill 1.4, mountain 1.6; 45, 35, 22 km/h), to be
 * fitted to trips really driven.
 */
export const HILL_ROADS: Roads = { circuity: 1.4, kmPerHour: 35 }

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
export function straightMatrices(places: readonly Location[], roads: Roads = HILL_ROADS): Matrices {
  const distances = places.map((a) => places.map((b) => Math.round(metresBetween(a, b) * roads.circuity)))
  const durations = distances.map((row) => row.map((m) => Math.round((m * 3.6) / roads.kmPerHour)))
  return { durations, distances }
}
