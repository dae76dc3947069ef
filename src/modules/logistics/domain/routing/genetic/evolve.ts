import { below, type Dice, dice } from '../random.ts'
import { type Improver, improve, newImprover, shuffle } from './improve.ts'
import type { Plain } from './plain.ts'
import { choose, enter, newPopulation, type Population, reorder } from './population.ts'
import { giveRoutes } from './routes.ts'
import { isFeasible, split, type Tour, tourOf } from './tour.ts'

/** 遗传搜索 Tours that keep the rules and tours that do not, what overloading costs now, and the best met. */
type Evolution = {
  readonly plain: Plain
  readonly improver: Improver
  readonly dice: Dice
  readonly feasible: Population
  readonly infeasible: Population
  dear: number
  /** Of the last hundred children, how many kept the rules. */
  readonly kept: Uint8Array
  children: number
  best: Tour | null
  lastBetter: number
}

const FIRST = 60
const WATCHED = 100
const KEEP = 0.2
const NEAR_ENOUGH = 0.05
const REPAIR = 0.5
const REPAIR_DEARER = 10
/** Children between two looks at the clock. */
const GLANCE = 8
/** Children without anything better, after which all begins anew. */
const PATIENCE = 10_000

function newEvolution(plain: Plain, seed: number): Evolution {
  const d = dice(seed)
  const dearest = plain.cost.reduce((a, b) => Math.max(a, b), 0)
  const largest = Math.max(1, ...plain.loads.map((load) => load.reduce((a, b) => Math.max(a, b), 0)))
  const e: Evolution = {
    plain,
    improver: newImprover(plain, d),
    dice: d,
    feasible: newPopulation((t) => t.cost),
    infeasible: newPopulation((t) => t.cost + e.dear * t.over + plain.surcharge * t.disorder),
    dear: Math.max(0.1, Math.min(1000, dearest / largest)),
    kept: new Uint8Array(WATCHED).fill(1),
    children: 0,
    best: null,
    lastBetter: 0,
  }
  return e
}

function admit(e: Evolution, t: Tour): void {
  enter(isFeasible(t) ? e.feasible : e.infeasible, t)
  if (!isFeasible(t) || (e.best !== null && t.cost > e.best.cost - 1e-6)) return
  e.best = t
  e.lastBetter = e.children
}

/** Improves a child, lets it in, and tries to mend one that breaks the rules. */
function raise(e: Evolution, routes: readonly Int32Array[]): void {
  const grown = (from: readonly Int32Array[], dear: number): Tour => {
    improve(e.improver, from, dear)
    return tourOf(e.plain, giveRoutes(e.improver.g))
  }
  const child = grown(routes, e.dear)
  e.kept[e.children % WATCHED] = child.over === 0 ? 1 : 0
  e.children++
  admit(e, child)
  if (isFeasible(child) || below(e.dice, 100) >= 100 * REPAIR) return
  const mended = grown(child.routes, e.dear * REPAIR_DEARER)
  if (isFeasible(mended)) admit(e, mended)
}

/** One parent's stretch stays where it is, the other's stops follow in their order (OX). */
function cross(e: Evolution, a: Tour, b: Tour): Int32Array {
  const n = e.plain.stops
  const child = new Int32Array(n)
  const taken = new Uint8Array(n + 1)
  const from = below(e.dice, n)
  let to = below(e.dice, n)
  while (to === from) to = below(e.dice, n)
  let at = from
  for (; at % n !== (to + 1) % n; at++) {
    child[at % n] = a.order[at % n]
    taken[child[at % n]] = 1
  }
  for (let i = 1; i <= n; i++) {
    const c = b.order[(to + i) % n]
    if (taken[c] === 0) child[at++ % n] = c
  }
  return child
}

function reprice(e: Evolution): void {
  const share = e.kept.reduce((a, b) => a + b, 0) / WATCHED
  if (share < KEEP - NEAR_ENOUGH) e.dear = Math.min(e.dear * 1.2, 1e6)
  else if (share > KEEP + NEAR_ENOUGH) e.dear = Math.max(e.dear * 0.85, 1e-3)
  reorder(e.infeasible)
}

function beget(e: Evolution): void {
  const both = [e.feasible, e.infeasible]
  if (e.children < FIRST || both.every((p) => p.members.length < 2)) {
    const order = Int32Array.from({ length: e.plain.stops }, (_, i) => i + 1)
    shuffle(order, e.dice)
    raise(e, split(e.plain, order, e.dear))
    return
  }
  const [a, b] = [choose(both, e.dice), choose(both, e.dice)]
  raise(e, split(e.plain, cross(e, a, b), e.dear))
  if (e.children % WATCHED === 0) reprice(e)
}

/** Called before every child with the best so far; `false` ends the search. */
export type Watch = (children: number, best: Tour | null) => boolean

/** Hybrid genetic search (Vidal 2022): children of two tours, cut into routes, improved, mended. */
export function evolve(
  plain: Plain,
  seed: number,
  begun: readonly (readonly Int32Array[])[],
  watch: Watch,
): Tour | null {
  let e = newEvolution(plain, seed)
  let [best, before, anew]: [Tour | null, number, number] = [null, 0, 0]
  for (const routes of begun) raise(e, routes)
  for (;;) {
    if (e.best !== null && (best === null || e.best.cost < best.cost)) best = e.best
    if (e.children % GLANCE === 0 && !watch(before + e.children, best)) return best
    if (e.children - e.lastBetter > PATIENCE) {
      before += e.children
      e = newEvolution(plain, seed + 7919 * ++anew)
    }
    beget(e)
  }
}
