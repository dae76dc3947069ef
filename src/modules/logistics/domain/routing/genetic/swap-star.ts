import { join, overCost, type Routes, recount, startOf, way } from './routes.ts'

/**
 * 三个最省位置 The three cheapest places of each stop in each route, kept until the route changes: after which node, for
 * how much more. Three, as the swap may take away the two beside one of them.
 */
export type Places = {
  readonly after: Int32Array
  readonly cost: Float64Array
  /** Number of the change they were found at, by stop and route. */
  readonly found: Int32Array
}

const BEST = 3
const EPSILON = 1e-5

export function emptyPlaces(stops: number, vehicles: number): Places {
  const pairs = (stops + 1) * vehicles
  return {
    after: new Int32Array(pairs * BEST),
    cost: new Float64Array(pairs * BEST),
    found: new Int32Array(pairs).fill(-1),
  }
}

const more = (g: Routes, c: number, b: number, z: number): number =>
  way(g, b, c) + way(g, c, z) - way(g, b, z)

/** Where the three cheapest places of `c` in route `r` are kept. */
function placesOf(g: Routes, k: Places, c: number, r: number): number {
  const pair = c * g.plain.vehicles + r
  const base = pair * BEST
  if (k.found[pair] >= g.changed[r]) return base
  k.found[pair] = g.changes
  k.cost.fill(Number.POSITIVE_INFINITY, base, base + BEST)
  k.after.fill(-1, base, base + BEST)
  let b = startOf(g, r)
  for (let left = g.count[r]; left >= 0; left--) {
    const z = g.next[b]
    const cost = more(g, c, b, z)
    let at = base + BEST
    for (; at > base && cost < k.cost[at - 1]; at--) {
      if (at === base + BEST) continue
      k.cost[at] = k.cost[at - 1]
      k.after[at] = k.after[at - 1]
    }
    if (at < base + BEST) {
      k.cost[at] = cost
      k.after[at] = b
    }
    b = z
  }
  return base
}

/** The cheapest place for `c` in the route of `gone`, with `gone` taken out: the cost, and in `Swap` the node before. */
function placeWithout(g: Routes, k: Places, c: number, gone: number, into: Float64Array): number {
  const base = placesOf(g, k, c, g.route[gone])
  const p = g.prev[gone]
  const z = g.next[gone]
  let cost = way(g, p, c) + way(g, c, z) - way(g, p, z)
  let after = p
  for (let at = base; at < base + BEST; at++) {
    const b = k.after[at]
    if (b < 0 || b === gone || g.next[b] === gone) continue
    if (k.cost[at] < cost) {
      cost = k.cost[at]
      after = b
    }
    break
  }
  into[0] = after
  return cost
}

type Best = { cost: number; u: number; v: number; afterU: number; afterV: number }

/** Money saved by taking a stop out of its way. */
const saved = (g: Routes, c: number): number => -more(g, c, g.prev[c], g.next[c])

function trySwap(g: Routes, k: Places, u: number, v: number, best: Best): void {
  const { loads } = g.plain
  const ru = g.route[u]
  const rv = g.route[v]
  const eu = g.plain.stops + 1 + g.plain.vehicles + ru
  const ev = g.plain.stops + 1 + g.plain.vehicles + rv
  const first = loads[0][v] - loads[0][u]
  const second = loads[1][v] - loads[1][u]
  const bound =
    overCost(g, g.first[eu] + first, g.second[eu] + second) -
    g.penalty[ru] +
    overCost(g, g.first[ev] - first, g.second[ev] - second) -
    g.penalty[rv] +
    saved(g, u) +
    saved(g, v)
  if (bound >= Math.min(0, best.cost)) return
  const cost = bound + placeWithout(g, k, u, v, scratch)
  if (cost >= best.cost) return
  const afterU = scratch[0]
  const all = cost + placeWithout(g, k, v, u, scratch)
  if (all >= best.cost) return
  best.cost = all
  best.u = u
  best.v = v
  best.afterU = afterU
  best.afterV = scratch[0]
}

const scratch = new Float64Array(1)

/** `u` alone moves into the other route. */
function tryMove(g: Routes, k: Places, u: number, rv: number, best: Best): void {
  const { loads, stops, vehicles } = g.plain
  const ru = g.route[u]
  const eu = stops + 1 + vehicles + ru
  const ev = stops + 1 + vehicles + rv
  const first = loads[0][u]
  const second = loads[1][u]
  const bound =
    overCost(g, g.first[eu] - first, g.second[eu] - second) -
    g.penalty[ru] +
    overCost(g, g.first[ev] + first, g.second[ev] + second) -
    g.penalty[rv] +
    saved(g, u)
  if (bound >= best.cost) return
  const base = placesOf(g, k, u, rv)
  if (bound + k.cost[base] >= best.cost) return
  best.cost = bound + k.cost[base]
  best.u = u
  best.v = 0
  best.afterU = k.after[base]
}

function takeOut(g: Routes, c: number): void {
  join(g, g.prev[c], g.next[c])
}

function putAfter(g: Routes, c: number, b: number): void {
  join(g, c, g.next[b])
  join(g, b, c)
}

/** SWAP* (Vidal 2022): the best exchange of two stops of two routes, each put at its own best place. */
export function swapStar(g: Routes, k: Places, ru: number, rv: number): boolean {
  const best: Best = { cost: -EPSILON, u: 0, v: 0, afterU: 0, afterV: 0 }
  let u = g.next[startOf(g, ru)]
  for (let i = g.count[ru]; i > 0; i--, u = g.next[u]) {
    let v = g.next[startOf(g, rv)]
    for (let j = g.count[rv]; j > 0; j--, v = g.next[v]) trySwap(g, k, u, v, best)
    tryMove(g, k, u, rv, best)
  }
  let v = g.next[startOf(g, rv)]
  for (let j = g.count[rv]; j > 0; j--, v = g.next[v]) tryMove(g, k, v, ru, best)
  if (best.u === 0) return false
  takeOut(g, best.u)
  if (best.v > 0) takeOut(g, best.v)
  putAfter(g, best.u, best.afterU)
  if (best.v > 0) putAfter(g, best.v, best.afterV)
  g.changes++
  recount(g, ru)
  recount(g, rv)
  return true
}
