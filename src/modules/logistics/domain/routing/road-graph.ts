import { type CoordinateSystem, type Location, toWgs } from './coordinates.ts'
import type { FieldReader } from './fields.ts'
import type { Matrix } from './input.ts'
import { metresBetween, type Roads } from './straight.ts'

/** 路网 The tenant's own roads: nodes, and for each the ways that leave it. Metres and seconds. */
export type RoadGraph = {
  readonly nodes: readonly Location[]
  /** Ways of node i are `first[i]` up to `first[i + 1]`. */
  readonly first: Int32Array
  readonly to: Int32Array
  readonly metres: Float64Array
  readonly seconds: Float64Array
}

type Way = { readonly from: number; readonly to: number; readonly metres: number; readonly seconds: number }

export const MOST_ROAD_NODES = 50_000

const EDGE_KEYS = ['from', 'to', 'metres', 'km_per_hour', 'seconds', 'one_way', 'closed']

/**
 * `nodes`: `[[lon, lat], …]`; `edges`: `{from, to, metres?, km_per_hour?, seconds?, one_way?, closed?}` by node number. Length
 * is the straight line where none is given. A closed edge (bridge out, winter) stays in the file and is not driven.
 */
export function readRoadGraph(
  read: FieldReader,
  x: unknown,
  path: string,
  system: CoordinateSystem,
  usual: Roads,
): RoadGraph {
  const f = read.fields(x, path, ['nodes', 'edges']) ?? {}
  const given = read.list(f.nodes, `${path}.nodes`)
  if (given.length === 0) read.say('logistics.route_missing', `${path}.nodes`)
  if (given.length > MOST_ROAD_NODES)
    read.say('logistics.route_too_large', `${path}.nodes`, { found: given.length, most: MOST_ROAD_NODES })
  const nodes = given
    .slice(0, MOST_ROAD_NODES)
    .map((node, i) => toWgs(read.location(node, `${path}.nodes[${i}]`) ?? [0, 0], system))
  const ways = read
    .list(f.edges, `${path}.edges`)
    .flatMap((edge, i) => readEdge(read, edge, `${path}.edges[${i}]`, nodes, usual))
  return graphOf(nodes, ways)
}

function readEdge(
  read: FieldReader,
  x: unknown,
  path: string,
  nodes: readonly Location[],
  usual: Roads,
): Way[] {
  const f = read.fields(x, path, EDGE_KEYS)
  if (f === null) return []
  const last = Math.max(0, nodes.length - 1)
  const from = read.whole(f.from, `${path}.from`, null, last)
  const to = read.whole(f.to, `${path}.to`, null, last)
  const [a, b] = [nodes[from], nodes[to]]
  const straight = a === undefined || b === undefined ? 0 : metresBetween(a, b)
  const metres = read.number(f.metres, `${path}.metres`, straight, 1e7)
  const speed = read.number(f.km_per_hour, `${path}.km_per_hour`, usual.kmPerHour, 130, 1)
  const seconds = read.number(f.seconds, `${path}.seconds`, (metres * 3.6) / speed, 1e6)
  const oneWay = read.flag(f.one_way, `${path}.one_way`, false)
  if (read.flag(f.closed, `${path}.closed`, false)) return []
  const there = { from, to, metres, seconds }
  return oneWay ? [there] : [there, { from: to, to: from, metres, seconds }]
}

function graphOf(nodes: readonly Location[], ways: readonly Way[]): RoadGraph {
  const first = new Int32Array(nodes.length + 1)
  for (const way of ways) first[way.from + 1] += 1
  for (let i = 0; i < nodes.length; i++) first[i + 1] += first[i]
  const place = first.slice()
  const to = new Int32Array(ways.length)
  const metres = new Float64Array(ways.length)
  const seconds = new Float64Array(ways.length)
  for (const way of ways) {
    const at = place[way.from]++
    to[at] = way.to
    metres[at] = way.metres
    seconds[at] = way.seconds
  }
  return { nodes, first, to, metres, seconds }
}

/** The nearest node of a place, and how far it is on foot of the road: driven at the usual speed and detour. */
function nearestNode(g: RoadGraph, place: Location, roads: Roads): { node: number; metres: number } {
  let [node, metres] = [-1, Number.POSITIVE_INFINITY]
  for (const [i, at] of g.nodes.entries()) {
    const far = metresBetween(place, at)
    if (far < metres) [node, metres] = [i, far]
  }
  return { node, metres: metres * roads.circuity }
}

/** Seconds and metres of the quickest way from one node to every other (Dijkstra with a binary heap). */
export function quickestFrom(
  g: RoadGraph,
  source: number,
): { readonly seconds: Float64Array; readonly metres: Float64Array } {
  const n = g.nodes.length
  const seconds = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  const metres = new Float64Array(n).fill(Number.POSITIVE_INFINITY)
  // A node enters again each time it is reached quicker; what is taken out late is older than what stands and is skipped.
  const heap = { nodes: [source], keys: [0] }
  seconds[source] = 0
  metres[source] = 0
  while (heap.nodes.length > 0) {
    const [node, key] = takeLeast(heap)
    if (key > seconds[node]) continue
    for (let at = g.first[node]; at < g.first[node + 1]; at++) {
      const to = g.to[at]
      const by = key + g.seconds[at]
      if (by >= seconds[to]) continue
      seconds[to] = by
      metres[to] = metres[node] + g.metres[at]
      putIn(heap, to, by)
    }
  }
  return { seconds, metres }
}

type Heap = { readonly nodes: number[]; readonly keys: number[] }

function swap(h: Heap, i: number, j: number): void {
  const [node, key] = [h.nodes[i], h.keys[i]]
  h.nodes[i] = h.nodes[j]
  h.keys[i] = h.keys[j]
  h.nodes[j] = node
  h.keys[j] = key
}

function putIn(h: Heap, node: number, key: number): void {
  let i = h.nodes.push(node) - 1
  h.keys.push(key)
  while (i > 0) {
    const up = (i - 1) >> 1
    if (h.keys[up] <= h.keys[i]) return
    swap(h, i, up)
    i = up
  }
}

function takeLeast(h: Heap): readonly [node: number, key: number] {
  const least = [h.nodes[0], h.keys[0]] as const
  swap(h, 0, h.nodes.length - 1)
  h.nodes.pop()
  h.keys.pop()
  for (let i = 0; ; ) {
    const left = 2 * i + 1
    if (left >= h.keys.length) return least
    const child = left + 1 < h.keys.length && h.keys[left + 1] < h.keys[left] ? left + 1 : left
    if (h.keys[i] <= h.keys[child]) return least
    swap(h, i, child)
    i = child
  }
}

/** All pairs: one search from each place. A place off the road is joined to its nearest node; −1 where no road leads. */
export function roadMatrix(g: RoadGraph, places: readonly Location[], roads: Roads): Matrix {
  const size = places.length
  const durations = new Int32Array(size * size)
  const distances = new Int32Array(size * size)
  const ends = places.map((place) => nearestNode(g, place, roads))
  const offRoad = (metres: number): number => (metres * 3.6) / roads.kmPerHour
  for (const [i, from] of ends.entries()) {
    const way = quickestFrom(g, from.node)
    for (const [j, to] of ends.entries()) {
      const extra = from.metres + to.metres
      const seconds = way.seconds[to.node] + offRoad(extra)
      const at = i * size + j
      if (i === j) continue
      durations[at] = Number.isFinite(seconds) ? Math.round(seconds) : -1
      distances[at] = Number.isFinite(seconds) ? Math.round(way.metres[to.node] + extra) : -1
    }
  }
  return { size, durations, distances, costs: null }
}
