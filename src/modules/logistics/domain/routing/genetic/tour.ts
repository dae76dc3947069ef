import type { Plain } from './plain.ts'

/** 个体 A plan of the plain problem: its routes, its stops in one long tour, and how far it keeps the rules. */
export type Tour = {
  readonly routes: readonly Int32Array[]
  readonly order: Int32Array
  /** By stop; 0 is the depot. */
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Money, without what breaks a rule. */
  readonly cost: number
  /** Load above the room. */
  readonly over: number
  /** Ways in a forbidden order. */
  readonly disorder: number
}

export const isFeasible = (t: Tour): boolean => t.over === 0 && t.disorder === 0

export function tourOf(plain: Plain, routes: readonly Int32Array[]): Tour {
  const { stops, cost, forbidden, loads, room, surcharge } = plain
  const size = stops + 1
  const used = routes.filter((route) => route.length > 0)
  const order = new Int32Array(stops)
  const next = new Int32Array(size)
  const prev = new Int32Array(size)
  let filled = 0
  let total = 0
  let over = 0
  let disorder = 0
  for (const route of used) {
    order.set(route, filled)
    filled += route.length
    let b = 0
    let first = 0
    let second = 0
    for (const c of [...route, 0]) {
      total += cost[b * size + c]
      disorder += forbidden?.[b * size + c] ?? 0
      first += loads[0][c]
      second += loads[1][c]
      if (b > 0) next[b] = c
      if (c > 0) prev[c] = b
      b = c
    }
    over += Math.max(0, first - room[0]) + Math.max(0, second - room[1])
  }
  return { routes: used, order, next, prev, cost: total - disorder * surcharge, over, disorder }
}

/** Share of the stops that have other neighbours (broken pairs). */
export function distanceOf(a: Tour, b: Tour): number {
  let broken = 0
  for (let c = 1; c < a.next.length; c++) {
    if (a.next[c] !== b.next[c] && a.next[c] !== b.prev[c]) broken++
    if (a.prev[c] === 0 && b.prev[c] !== 0 && b.next[c] !== 0) broken++
  }
  return broken / (a.next.length - 1)
}

/** No route of a cut tour is loaded more than so many times its room. */
const OVERLOAD = 1.5

/** Costs of reaching each stop of a long tour with one more route, from the costs of those before (Bellman). */
function extend(
  plain: Plain,
  order: Int32Array,
  dear: number,
  before: Float64Array,
  after: Float64Array,
): Int32Array {
  const { stops, cost, loads, room } = plain
  const size = stops + 1
  const from = new Int32Array(stops + 1).fill(-1)
  for (let i = 0; i < stops; i++) {
    if (before[i] === Number.POSITIVE_INFINITY) continue
    let way = 0
    let first = 0
    let second = 0
    for (let j = i + 1; j <= stops; j++) {
      const c = order[j - 1]
      way += cost[(j === i + 1 ? 0 : order[j - 2]) * size + c]
      first += loads[0][c]
      second += loads[1][c]
      if (j > i + 1 && (first > OVERLOAD * room[0] || second > OVERLOAD * room[1])) break
      const over = Math.max(0, first - room[0]) + Math.max(0, second - room[1])
      const reached = before[i] + way + cost[c * size] + dear * over
      if (reached < after[j]) {
        after[j] = reached
        from[j] = i
      }
    }
  }
  return from
}

/** Cuts a long tour into the cheapest routes, no more than there are vehicles (Prins's split). */
export function split(plain: Plain, order: Int32Array, dear: number): Int32Array[] {
  const { stops, vehicles } = plain
  const fresh = (): Float64Array => new Float64Array(stops + 1).fill(Number.POSITIVE_INFINITY)
  const free = fresh()
  free[0] = 0
  const from = extend(plain, order, dear, free, free)
  const cuts: Int32Array[] = []
  const cut = (a: number, b: number): void => void cuts.unshift(order.slice(a, b))
  for (let j = stops; j > 0; j = from[j]) cut(from[j], j)
  if (cuts.length <= vehicles) return cuts
  cuts.length = 0
  const froms: Int32Array[] = []
  let layer = fresh()
  layer[0] = 0
  for (let k = 0; k < vehicles; k++) {
    const after = fresh()
    froms.push(extend(plain, order, dear, layer, after))
    layer = after
  }
  // Fewer vehicles than needed even when overloaded: the last takes the rest, and the search will sort it out.
  if (layer[stops] === Number.POSITIVE_INFINITY) return chunks(order, vehicles)
  for (let k = vehicles - 1, j = stops; k >= 0; k--) {
    cut(froms[k][j], j)
    j = froms[k][j]
  }
  return cuts
}

const chunks = (order: Int32Array, count: number): Int32Array[] =>
  Array.from({ length: count }, (_, k) =>
    order.slice(Math.floor((k * order.length) / count), Math.floor(((k + 1) * order.length) / count)),
  )
