import type { Plain } from './plain.ts'

/**
 * 局部搜索状态 Routes under change as doubly linked lists. Nodes: stops 1…n, then the start of each route, then its end;
 * by node, sums from the start of its route up to it.
 */
export type Routes = {
  readonly plain: Plain
  readonly next: Int32Array
  readonly prev: Int32Array
  readonly route: Int32Array
  readonly position: Int32Array
  /** The stop, or 0; and where its row of the cost table begins. */
  readonly at: Int32Array
  readonly row: Int32Array
  readonly first: Float64Array
  readonly second: Float64Array
  /** How much dearer the way back along the route is. */
  readonly back: Float64Array
  /** By route. */
  readonly count: Int32Array
  readonly penalty: Float64Array
  /** Number of the change that last changed it. */
  readonly changed: Int32Array
  changes: number
  /** Money for each unit of load above the room. */
  dear: number
}

export const startOf = (g: Routes, r: number): number => g.plain.stops + 1 + r
export const endOf = (g: Routes, r: number): number => g.plain.stops + 1 + g.plain.vehicles + r

export function emptyRoutes(plain: Plain): Routes {
  const { stops, vehicles } = plain
  const nodes = stops + 1 + 2 * vehicles
  return {
    plain,
    next: new Int32Array(nodes),
    prev: new Int32Array(nodes),
    route: new Int32Array(nodes),
    position: new Int32Array(nodes),
    at: Int32Array.from({ length: nodes }, (_, node) => (node > stops ? 0 : node)),
    row: Int32Array.from({ length: nodes }, (_, node) => (node > stops ? 0 : node * (stops + 1))),
    first: new Float64Array(nodes),
    second: new Float64Array(nodes),
    back: new Float64Array(nodes),
    count: new Int32Array(vehicles),
    penalty: new Float64Array(vehicles),
    changed: new Int32Array(vehicles),
    changes: 0,
    dear: 1,
  }
}

/** Money of a way between two nodes. */
export const way = (g: Routes, a: number, b: number): number => g.plain.cost[g.row[a] + g.at[b]]

/** What loads above the room cost. */
export function overCost(g: Routes, first: number, second: number): number {
  const { room } = g.plain
  const over = (first > room[0] ? first - room[0] : 0) + (second > room[1] ? second - room[1] : 0)
  return g.dear * over
}

export function join(g: Routes, a: number, b: number): void {
  g.next[a] = b
  g.prev[b] = a
}

/** Counts a route anew after a change. */
export function recount(g: Routes, r: number): void {
  const { loads } = g.plain
  const end = endOf(g, r)
  let b = startOf(g, r)
  let position = 0
  let first = 0
  let second = 0
  let back = 0
  g.first[b] = g.second[b] = g.back[b] = g.position[b] = 0
  g.route[b] = r
  do {
    const c = g.next[b]
    back += way(g, c, b) - way(g, b, c)
    const stop = g.at[c]
    first += loads[0][stop]
    second += loads[1][stop]
    g.first[c] = first
    g.second[c] = second
    g.back[c] = back
    g.position[c] = ++position
    g.route[c] = r
    b = c
  } while (b !== end)
  g.count[r] = position - 1
  g.penalty[r] = overCost(g, first, second)
  g.changed[r] = g.changes
}

export function takeRoutes(g: Routes, routes: readonly Int32Array[], dear: number): void {
  g.changes = 0
  g.dear = dear
  for (let r = 0; r < g.plain.vehicles; r++) {
    let b = startOf(g, r)
    for (const c of routes[r] ?? []) {
      join(g, b, c)
      b = c
    }
    join(g, b, endOf(g, r))
    recount(g, r)
  }
}

export const giveRoutes = (g: Routes): Int32Array[] =>
  Array.from(g.count, (count, r) => {
    const route = new Int32Array(count)
    for (let i = 0, c = g.next[startOf(g, r)]; i < count; i++, c = g.next[c]) route[i] = c
    return route
  })
