import { type Fields, isFields } from '../../../../kernel/fields.ts'
import { granted, type Outcome, refused } from '../../../../kernel/refusal.ts'
import { type CoordinateSystem, type Location, toWgs } from './coordinates.ts'
import { FieldReader } from './fields.ts'
import { type RoadGraph, readRoadGraph } from './road-graph.ts'
import { type Roads, TERRAINS, type Terrain } from './straight.ts'

/** 距离设定 How a request without matrices wants to be measured: key `distances`. */
export type Measure = {
  /** What the request's degrees mean; they are turned into WGS-84. */
  readonly system: CoordinateSystem
  readonly roads: Roads
  readonly graph: RoadGraph | null
  /** The request says how straight lines become roads, and so wants them. */
  readonly straight: boolean
}

/** 地点表 A request whose locations have become numbered places, still without matrices. */
export type Places = {
  readonly json: Fields
  readonly places: readonly Location[]
  readonly profiles: readonly string[]
  readonly measure: Measure
}

const SYSTEMS = ['wgs84', 'gcj02', 'bd09'] as const satisfies readonly CoordinateSystem[]
const TERRAIN_NAMES: readonly Terrain[] = ['plain', 'hill', 'mountain']

function oneOf<T extends string>(
  read: FieldReader,
  x: unknown,
  path: string,
  all: readonly T[],
  fallback: T,
): T {
  if (x === undefined || x === null) return fallback
  const found = all.find((one) => one === x)
  const wanted = all.join('|')
  if (found === undefined) read.say('logistics.route_shape', path, { wanted, wantedEn: wanted })
  return found ?? fallback
}

function readMeasure(read: FieldReader, x: unknown): Measure {
  const f =
    x === undefined || x === null
      ? {}
      : (read.fields(x, 'distances', ['coordinates', 'terrain', 'circuity', 'km_per_hour', 'roads']) ?? {})
  const system = oneOf(read, f.coordinates, 'distances.coordinates', SYSTEMS, 'wgs84')
  const terrain = TERRAINS[oneOf(read, f.terrain, 'distances.terrain', TERRAIN_NAMES, 'hill')]
  const roads = {
    circuity: read.number(f.circuity, 'distances.circuity', terrain.circuity, 5, 1),
    kmPerHour: read.number(f.km_per_hour, 'distances.km_per_hour', terrain.kmPerHour, 130, 1),
  }
  const graph =
    f.roads === undefined || f.roads === null
      ? null
      : readRoadGraph(read, f.roads, 'distances.roads', system, roads)
  const straight = [f.terrain, f.circuity, f.km_per_hour].some((x) => x !== undefined && x !== null)
  return { system, roads, graph, straight }
}

const isLocation = (x: unknown): x is Location =>
  Array.isArray(x) && x.length === 2 && x.every((y) => typeof y === 'number' && Math.abs(y) <= 180)

/** Gives each different location a number, in the order they are met. */
class Numbering {
  readonly #known = new Map<string, number>()
  readonly places: Location[] = []
  readonly #system: CoordinateSystem

  constructor(system: CoordinateSystem) {
    this.#system = system
  }

  /** `x` with the number of its location under the key `to`; without one it stays as it is. */
  index(x: Fields, from: string, to: string): Fields {
    const location = x[from]
    if (!isLocation(location)) return x
    const key = location.join(',')
    const number = this.#known.get(key) ?? this.places.length
    if (number === this.places.length) {
      this.#known.set(key, number)
      this.places.push(toWgs(location, this.#system))
    }
    return { ...x, [to]: number }
  }

  readonly stop = (x: unknown): unknown => (isFields(x) ? this.index(x, 'location', 'location_index') : x)

  readonly vehicle = (x: unknown): unknown => {
    if (!isFields(x)) return x
    const v = this.index(this.index(x, 'start', 'start_index'), 'end', 'end_index')
    return v.reloads === undefined ? v : { ...v, reloads: each(v.reloads, this.stop) }
  }
}

const each = (x: unknown, change: (item: unknown) => unknown): unknown =>
  Array.isArray(x) ? x.map(change) : x
const within = (x: unknown, key: string, change: (item: unknown) => unknown): unknown =>
  isFields(x) && x[key] !== undefined ? { ...x, [key]: change(x[key]) } : x

/** Numbers the locations of a request that brings no matrices; null: it brings them, or it is no request at all. */
export function readPlaces(json: unknown): Outcome<Places | null> {
  if (!isFields(json) || (json.matrices !== undefined && json.matrices !== null)) return granted(null)
  const read = new FieldReader(false)
  const measure = readMeasure(read, json.distances)
  if (read.refused.length > 0) return refused(...read.refused)
  const number = new Numbering(measure.system)
  const numbered = {
    ...json,
    jobs: each(json.jobs, number.stop),
    shipments: each(json.shipments, (x) => within(within(x, 'pickup', number.stop), 'delivery', number.stop)),
    vehicles: each(json.vehicles, number.vehicle),
    bus_lines: each(json.bus_lines, (x) => within(x, 'stops', (stops) => each(stops, number.stop))),
  }
  const vehicles: readonly unknown[] = Array.isArray(json.vehicles) ? json.vehicles : []
  const profiles = vehicles.map((v) => (isFields(v) && typeof v.profile === 'string' ? v.profile : 'car'))
  return granted({ json: numbered, places: number.places, profiles: [...new Set(profiles)], measure })
}
