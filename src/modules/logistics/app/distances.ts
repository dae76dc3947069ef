import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Location } from '../domain/routing/coordinates.ts'
import type { Matrix, RouteInput } from '../domain/routing/input.ts'
import { readRouteInput } from '../domain/routing/read-input.ts'
import { type Measure, type Places, readPlaces } from '../domain/routing/read-places.ts'
import { roadMatrix } from '../domain/routing/road-graph.ts'
import { straightMatrix } from '../domain/routing/straight.ts'

type Asked = {
  /** WGS-84. */
  readonly places: readonly Location[]
  readonly profiles: readonly string[]
  readonly measure: Measure
  readonly signal?: AbortSignal | undefined
}

/** Where distances came from, for whoever reads the plan. */
export type Said = { readonly zh: string; readonly en: string }

/** 距离来源 Gives durations (s) and distances (m) between places. */
export type MatrixProvider = {
  /** Said with every plan. */
  readonly source: (measure: Measure) => Said
  readonly matrices: (asked: Asked) => Promise<Outcome<ReadonlyMap<string, Matrix>>>
}

const same = (profiles: readonly string[], matrix: Matrix): Outcome<ReadonlyMap<string, Matrix>> =>
  granted(new Map(profiles.map((profile) => [profile, matrix])))

/** Without a road network: distance over the ground × a factor for the terrain. Profiles differ by `speed_factor`. */
export const straightDistances: MatrixProvider = {
  source: ({ roads: { circuity, kmPerHour } }) => ({
    zh: `直线距离 × ${circuity}，时速 ${kmPerHour} 公里`,
    en: `straight line × ${circuity}, ${kmPerHour} km/h`,
  }),
  matrices: async ({ places, profiles, measure }) => same(profiles, straightMatrix(places, measure.roads)),
}

/** The roads that the request brings. */
const ownRoads: MatrixProvider = {
  source: ({ graph }) => ({
    zh: `请求所附路网（${graph?.nodes.length ?? 0} 个路口）`,
    en: `roads of the request (${graph?.nodes.length ?? 0} nodes)`,
  }),
  matrices: async ({ places, profiles, measure: { graph, roads } }) =>
    same(profiles, graph === null ? straightMatrix(places, roads) : roadMatrix(graph, places, roads)),
}

/** 量好的请求 A request that can be planned, and where its distances came from. */
export type Measured = { readonly input: RouteInput; readonly source: Said }

/** A request that reads well; `unmeasured` where it brings places instead of matrices, and its matrices are blank. */
export type Readable = { readonly input: RouteInput; readonly unmeasured: Places | null }

/** Everything that is wrong with a request, before anything is measured. */
export function readable(json: unknown): Outcome<Readable> {
  const found = readPlaces(json)
  if (!found.ok) return found
  const unmeasured = found.value
  if (unmeasured === null) {
    const read = readRouteInput(json)
    return read.ok ? granted({ input: read.value, unmeasured }) : read
  }
  const size = unmeasured.places.length
  const blank: Matrix = { size, durations: new Int32Array(), distances: null, costs: null }
  const profiles = new Map(unmeasured.profiles.map((profile) => [profile, blank]))
  const read = readRouteInput(unmeasured.json, profiles)
  return read.ok ? granted({ input: read.value, unmeasured }) : read
}

const OF_THE_REQUEST: Said = { zh: '请求所附矩阵', en: 'matrices of the request' }
const SYSTEM_NAMES = { wgs84: 'WGS-84', gcj02: 'GCJ-02', bd09: 'BD-09' } as const

const shifted = ({ zh, en }: Said, { system }: Measure): Said =>
  system === 'wgs84'
    ? { zh, en }
    : {
        zh: `${zh}；坐标由 ${SYSTEM_NAMES[system]} 换算为 WGS-84`,
        en: `${en}; coordinates ${SYSTEM_NAMES[system]} → WGS-84`,
      }

/** Reads a request and measures it, if it brings no matrices. */
export async function measured(
  json: unknown,
  provider: MatrixProvider = straightDistances,
  signal?: AbortSignal,
): Promise<Outcome<Measured>> {
  const read = readable(json)
  if (!read.ok) return read
  const { input, unmeasured } = read.value
  if (unmeasured === null) return granted({ input, source: OF_THE_REQUEST })
  const { places, profiles, measure } = unmeasured
  const by = measure.graph !== null ? ownRoads : measure.straight ? straightDistances : provider
  const matrices = await by.matrices({ places, profiles, measure, signal })
  if (!matrices.ok) return matrices
  return granted({
    input: { ...input, matrices: matrices.value },
    source: shifted(by.source(measure), measure),
  })
}
