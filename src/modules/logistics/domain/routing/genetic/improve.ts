import { below, type Dice } from '../random.ts'
import { crossTails, crossTurned, exchange, turn } from './moves.ts'
import type { Plain } from './plain.ts'
import { emptyRoutes, type Routes, startOf, takeRoutes } from './routes.ts'
import { emptyPlaces, type Places, swapStar } from './swap-star.ts'

/** 局部搜索 What improves a plan until no small change makes it cheaper. */
export type Improver = {
  readonly g: Routes
  readonly places: Places
  readonly dice: Dice
  readonly order: Int32Array
  /** Change at which a stop, a route was last tried. */
  readonly tried: Int32Array
  readonly triedRoute: Int32Array
  /** Do two routes have neighbours in each other? */
  readonly touching: Uint8Array
}

export const newImprover = (plain: Plain, dice: Dice): Improver => ({
  g: emptyRoutes(plain),
  places: emptyPlaces(plain.stops, plain.vehicles),
  dice,
  order: Int32Array.from({ length: plain.stops }, (_, i) => i + 1),
  tried: new Int32Array(plain.stops + 1),
  triedRoute: new Int32Array(plain.vehicles),
  touching: new Uint8Array(plain.vehicles ** 2),
})

export function shuffle(order: Int32Array, d: Dice): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(d, i + 1)
    const c = order[i]
    order[i] = order[j]
    order[j] = c
  }
}

/** Every small change of `u` beside or with its neighbour `v`. */
function tryBeside(g: Routes, u: number, v: number): boolean {
  if (exchange(g, u, v, 1, 0, false)) return true
  if (exchange(g, u, v, 2, 0, false)) return true
  if (exchange(g, u, v, 2, 0, true)) return true
  if (u < v && exchange(g, u, v, 1, 1, false)) return true
  if (exchange(g, u, v, 2, 1, false)) return true
  if (u < v && exchange(g, u, v, 2, 2, false)) return true
  if (g.route[u] === g.route[v]) return turn(g, u, v)
  return crossTurned(g, u, v) || crossTails(g, u, v)
}

/** `u` to the front of a route. */
function tryFirst(g: Routes, u: number, start: number): boolean {
  if (exchange(g, u, start, 1, 0, false)) return true
  if (exchange(g, u, start, 2, 0, false)) return true
  if (exchange(g, u, start, 2, 0, true)) return true
  return g.route[u] !== g.route[start] && (crossTurned(g, u, start) || crossTails(g, u, start))
}

function tryStop(k: Improver, u: number, round: number): boolean {
  const { g, tried } = k
  const { near, width } = g.plain
  const last = tried[u]
  tried[u] = g.changes
  let found = false
  for (let i = u * width; i < u * width + width; i++) {
    const v = near[i]
    if (round > 0 && g.changed[g.route[u]] <= last && g.changed[g.route[v]] <= last) continue
    if (tryBeside(g, u, v)) found = true
    else if (g.prev[v] > g.plain.stops && tryFirst(g, u, g.prev[v])) found = true
  }
  if (round === 0) return found
  const empty = g.count.indexOf(0)
  return (empty >= 0 && tryFirst(g, u, startOf(g, empty))) || found
}

function touch(k: Improver): void {
  const { g, touching } = k
  const { near, width, stops, vehicles } = g.plain
  touching.fill(0)
  for (let u = 1; u <= stops; u++)
    for (let i = u * width; i < u * width + width / 2; i++) {
      const a = g.route[u]
      const b = g.route[near[i]]
      touching[Math.min(a, b) * vehicles + Math.max(a, b)] = 1
    }
}

function swapAll(k: Improver, round: number): boolean {
  const { g, touching, triedRoute } = k
  const { vehicles } = g.plain
  touch(k)
  let found = false
  for (let a = 0; a < vehicles; a++) {
    const last = triedRoute[a]
    triedRoute[a] = g.changes
    for (let b = a + 1; b < vehicles; b++)
      if (
        touching[a * vehicles + b] === 1 &&
        (round === 0 || g.changed[a] > last || g.changed[b] > last) &&
        swapStar(g, k.places, a, b)
      )
        found = true
  }
  return found
}

/** Improves routes until nothing is found; the result stands in `g`. */
export function improve(k: Improver, routes: readonly Int32Array[], dear: number): void {
  takeRoutes(k.g, routes, dear)
  k.places.found.fill(-1)
  k.tried.fill(-1)
  k.triedRoute.fill(-1)
  shuffle(k.order, k.dice)
  for (let round = 0, found = true; found || round < 2; round++) {
    found = false
    for (const u of k.order) if (tryStop(k, u, round)) found = true
    if (swapAll(k, round)) found = true
  }
}
