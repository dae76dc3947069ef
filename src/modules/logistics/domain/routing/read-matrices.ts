import { type FieldReader, LARGEST } from './fields.ts'
import type { BusLine, Matrix, Onward, Vehicle } from './input.ts'
import { MOST_PLACES } from './limits.ts'

/** `null` in a matrix says there is no way; it reads as −1. */
const UNREACHABLE = -1

function readTable(read: FieldReader, x: unknown, path: string, size: number): Int32Array {
  const rows = read.list(x, path)
  const table = new Int32Array(size * size)
  if (rows.length !== size)
    read.say('logistics.route_matrix_size', path, { found: rows.length, wanted: size })
  for (let i = 0; i < Math.min(rows.length, size); i++) {
    const row = read.list(rows[i], `${path}[${i}]`)
    if (row.length !== size) {
      read.say('logistics.route_matrix_size', `${path}[${i}]`, { found: row.length, wanted: size })
      continue
    }
    for (let j = 0; j < size; j++) {
      const cell = row[j]
      table[i * size + j] =
        cell === null ? UNREACHABLE : read.whole(cell, `${path}[${i}][${j}]`, null, LARGEST)
    }
    const diagonal = table[i * size + i]
    if (diagonal !== 0)
      read.say('logistics.route_matrix_diagonal', `${path}[${i}][${i}]`, { found: diagonal })
  }
  return table
}

export function readMatrices(read: FieldReader, x: unknown): { matrices: Map<string, Matrix>; size: number } {
  const matrices = new Map<string, Matrix>()
  if (x === undefined) read.say('logistics.route_missing', 'matrices')
  const all = read.fields(x ?? {}, 'matrices', Object.keys(x ?? {})) ?? {}
  let size = -1
  for (const [profile, given] of Object.entries(all)) {
    const path = `matrices.${profile}`
    const f = read.fields(given, path, ['durations', 'distances', 'costs'])
    if (f === null) continue
    if (f.durations === undefined) read.say('logistics.route_missing', `${path}.durations`)
    if (size === -1) size = read.list(f.durations, `${path}.durations`).length
    if (size > MOST_PLACES) {
      read.say('logistics.route_too_large', path, { found: size, most: MOST_PLACES })
      break
    }
    const table = (y: unknown, at: string) => (y === undefined ? null : readTable(read, y, at, size))
    matrices.set(profile, {
      size,
      durations: readTable(read, f.durations, `${path}.durations`, size),
      distances: table(f.distances, `${path}.distances`),
      costs: table(f.costs, `${path}.costs`),
    })
  }
  return { matrices, size: Math.max(0, size) }
}

/** Matrices that were measured for this request. */
export function knownMatrices(
  read: FieldReader,
  matrices: ReadonlyMap<string, Matrix>,
): { matrices: ReadonlyMap<string, Matrix>; size: number } {
  const size = matrices.values().next().value?.size ?? 0
  if (size > MOST_PLACES)
    read.say('logistics.route_too_large', 'locations', { found: size, most: MOST_PLACES })
  return { matrices, size }
}

const LINE_KEYS = [
  'id',
  'stops',
  'outbound_offsets',
  'inbound_offsets',
  'outbound_departures',
  'inbound_departures',
  'capacity_per_trip',
  'fee_per_parcel',
  'parcel_dimension',
  'handling',
  'sorted_at',
  'cutoff',
  'hold',
  'onward',
  'name',
  'description',
]

const ONWARD_KEYS = ['profile', 'max_metres', 'handover', 'per_km', 'per_parcel', 'per_job']

function readOnward(read: FieldReader, x: unknown, path: string): Onward | null {
  const f = x === undefined || x === null ? null : read.fields(x, path, ONWARD_KEYS)
  if (f === null) return null
  return {
    profile: read.text(f.profile, `${path}.profile`) ?? 'car',
    maxMetres: read.whole(f.max_metres, `${path}.max_metres`, null),
    handover: read.whole(f.handover, `${path}.handover`, 0),
    perKm: read.whole(f.per_km, `${path}.per_km`, 0),
    perParcel: read.whole(f.per_parcel, `${path}.per_parcel`, 0),
    perJob: read.whole(f.per_job, `${path}.per_job`, 0),
  }
}

export function readBusLines(read: FieldReader, x: unknown, dimensions: number): BusLine[] {
  const lines = read.list(x, 'bus_lines').flatMap((item, i) => {
    const path = `bus_lines[${i}]`
    const f = read.fields(item, path, LINE_KEYS)
    if (f === null) return []
    const stops = read.list(f.stops, `${path}.stops`).map((stop, j) => {
      const at = `${path}.stops[${j}]`
      const s = read.fields(stop, at, ['location_index', 'location', 'dwell', 'name']) ?? {}
      return {
        place: read.whole(s.location_index, `${at}.location_index`, null),
        dwell: read.whole(s.dwell, `${at}.dwell`, 0),
      }
    })
    const offsets = (
      key: 'outbound_offsets' | 'inbound_offsets',
      departures: readonly number[],
    ): number[] => {
      const given = read.wholes(f[key], `${path}.${key}`)
      if (departures.length > 0 && given.length !== stops.length)
        read.say('logistics.route_matrix_size', `${path}.${key}`, {
          found: given.length,
          wanted: stops.length,
        })
      return given
    }
    const capacity = read.wholes(f.capacity_per_trip, `${path}.capacity_per_trip`)
    if (capacity.length !== dimensions)
      read.say('logistics.route_amounts', `${path}.capacity_per_trip`, {
        found: capacity.length,
        wanted: dimensions,
      })
    const outboundDepartures = read.wholes(f.outbound_departures, `${path}.outbound_departures`)
    const inboundDepartures = read.wholes(f.inbound_departures, `${path}.inbound_departures`)
    return [
      {
        id: read.whole(f.id, `${path}.id`, null, Number.MAX_SAFE_INTEGER),
        stops,
        outboundOffsets: offsets('outbound_offsets', outboundDepartures),
        inboundOffsets: offsets('inbound_offsets', inboundDepartures),
        outboundDepartures,
        inboundDepartures,
        capacityPerTrip: capacity,
        feePerParcel: read.whole(f.fee_per_parcel, `${path}.fee_per_parcel`, 0),
        // Amounts of the county files are kilograms, litres, parcels: what is counted comes last.
        parcelDimension: read.whole(
          f.parcel_dimension,
          `${path}.parcel_dimension`,
          Math.max(0, dimensions - 1),
          Math.max(0, dimensions - 1),
        ),
        handling: read.whole(f.handling, `${path}.handling`, 0),
        sortedAt: read.whole(f.sorted_at, `${path}.sorted_at`, 0),
        cutoff: read.whole(f.cutoff, `${path}.cutoff`, 0),
        hold: read.whole(f.hold, `${path}.hold`, 0),
        onward: readOnward(read, f.onward, `${path}.onward`),
      },
    ]
  })
  read.distinct(lines.map((line, i) => ({ id: line.id, path: `bus_lines[${i}]` })))
  return lines
}

/** Every vehicle and courier finds the matrix of its profile. */
export function checkProfiles(
  read: FieldReader,
  vehicles: readonly Vehicle[],
  lines: readonly BusLine[],
  matrices: ReadonlyMap<string, Matrix>,
): void {
  for (const [i, { onward }] of lines.entries()) {
    if (onward === null) continue
    const matrix = matrices.get(onward.profile)
    const path = `bus_lines[${i}].onward.profile`
    if (matrix === undefined) read.say('logistics.route_profile', path, { found: onward.profile })
    else if (matrix.distances === null)
      read.say('logistics.route_missing', `matrices.${onward.profile}.distances`)
  }
  for (const [i, v] of vehicles.entries())
    if (!matrices.has(v.profile))
      read.say('logistics.route_profile', `vehicles[${i}].profile`, { found: v.profile })
}
