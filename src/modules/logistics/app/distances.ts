import { type Location, type Matrices, type Roads, straightMatrices } from '../domain/routing/straight.ts'

/** 距离来源 Gives durations (s) and distances (m) between places; null: no way. The source is shown with every plan. */
export type MatrixProvider = {
  readonly source: string
  matrices(places: readonly Location[], profiles: readonly string[]): Promise<Record<string, Matrices>>
}

/** Without a road network: distance over the ground × a factor for the terrain, at a speed per profile. */
export const haversineMatrices = (roads?: Roads): MatrixProvider => ({
  source: 'haversine × factor',
  matrices: async (places, profiles) =>
    Object.fromEntries(profiles.map((profile) => [profile, straightMatrices(places, roads)])),
})

type OsrmTable = {
  readonly code: string
  readonly durations?: readonly (readonly (number | null)[])[]
  readonly distances?: readonly (readonly (number | null)[])[]
}

/** An OSRM-compatible server's `/table/v1`, asked for `chunk`×`chunk` at a time, as its table size is capped. */
export const osrmMatrices = (server: string, chunk = 80): MatrixProvider => ({
  source: `osrm ${server}`,
  matrices: async (places, profiles) =>
    Object.fromEntries(
      await Promise.all(
        profiles.map(async (profile) => [profile, await osrmTable(server, profile, places, chunk)]),
      ),
    ),
})

async function osrmTable(
  server: string,
  profile: string,
  places: readonly Location[],
  chunk: number,
): Promise<Matrices> {
  const empty = () => places.map(() => places.map((): number | null => null))
  const [durations, distances] = [empty(), empty()]
  const parts = Array.from({ length: Math.ceil(places.length / chunk) }, (_, i) => i * chunk)
  for (const a of parts)
    for (const b of parts) {
      const from = places.slice(a, a + chunk)
      const to = places.slice(b, b + chunk)
      const coordinates = [...from, ...to].map(([lon, lat]) => `${lon},${lat}`).join(';')
      const sources = from.map((_, i) => i).join(';')
      const destinations = to.map((_, i) => from.length + i).join(';')
      const url = `${server}/table/v1/${profile}/${coordinates}?annotations=duration,distance&sources=${sources}&destinations=${destinations}`
      const response = await fetch(url)
      const table: OsrmTable = JSON.parse(await response.text())
      if (table.code !== 'Ok') throw new Error(`${url.slice(0, 80)}: ${table.code}`)
      for (const [i] of from.entries())
        for (const [j] of to.entries()) {
          const put = (all: (number | null)[][], x: number | null | undefined): void => {
            const row = all[a + i]
            if (row !== undefined)
              row[b + j] = a + i === b + j ? 0 : typeof x === 'number' ? Math.round(x) : null
          }
          put(durations, table.durations?.[i]?.[j])
          put(distances, table.distances?.[i]?.[j])
        }
    }
  return { durations, distances }
}

type Fields = Record<string, unknown>
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x)
const isLocation = (x: unknown): x is Location =>
  Array.isArray(x) && x.length === 2 && x.every((y) => typeof y === 'number')

/** A request without matrices gets them: its locations become numbered places. One with matrices, or no request, stays. */
export async function withMatrices(json: unknown, provider: MatrixProvider): Promise<unknown> {
  if (!isFields(json) || json.matrices !== undefined) return json
  const places = new Map<string, { readonly index: number; readonly location: Location }>()
  const indexed = (x: unknown, from: string, to: string): Fields => {
    if (!isFields(x)) return {}
    const location = x[from]
    if (!isLocation(location)) return x
    const key = location.join(',')
    const place = places.get(key) ?? { index: places.size, location }
    places.set(key, place)
    return { ...x, [to]: place.index }
  }
  const each = (x: unknown, change: (item: unknown) => unknown): unknown =>
    Array.isArray(x) ? x.map(change) : x
  const stop = (x: unknown): Fields => indexed(x, 'location', 'location_index')
  const ends = (x: unknown): unknown => {
    if (!isFields(x)) return x
    const v = indexed(indexed(x, 'start', 'start_index'), 'end', 'end_index')
    return { ...v, ...(v.reloads === undefined ? {} : { reloads: each(v.reloads, stop) }) }
  }
  const changed = {
    ...json,
    jobs: each(json.jobs, (x) => (isFields(x) ? stop(x) : x)),
    shipments: each(json.shipments, (x) =>
      isFields(x) ? { ...x, pickup: stop(x.pickup), delivery: stop(x.delivery) } : x,
    ),
    vehicles: each(json.vehicles, ends),
    bus_lines: each(json.bus_lines, (x) => (isFields(x) ? { ...x, stops: each(x.stops, stop) } : x)),
  }
  const vehicles = Array.isArray(json.vehicles) ? json.vehicles : []
  const profiles = [
    ...new Set(vehicles.map((v) => (isFields(v) && typeof v.profile === 'string' ? v.profile : 'car'))),
  ]
  const locations = [...places.values()].map((p) => p.location)
  return { ...changed, matrices: await provider.matrices(locations, profiles) }
}
