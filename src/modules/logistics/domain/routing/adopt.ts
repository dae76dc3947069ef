import { board, fitsRide } from './bus.ts'
import { type Miss, missOf } from './misses.ts'
import type { Problem } from './problem.ts'
import { dropAbsent, type Search } from './search.ts'
import type { Skeleton } from './skeleton.ts'
import { ABSENT, link, ON_BUS, refresh } from './state.ts'
import { isReload } from './windows.ts'

/** Both halves of each shipment, the pickup first, within one trip; no trip without a task, but one a vehicle has gone to load for. */
function isWhole(p: Problem, route: Int32Array): boolean {
  const aboard = new Set<number>()
  let before = p.nodes
  for (const c of route) {
    if (isReload(p, c) && (aboard.size > 0 || before >= p.tasks)) return false
    if (p.role[c] === 1) aboard.add(c)
    if (p.role[c] === 2 && !aboard.delete(c - 1)) return false
    before = c
  }
  return aboard.size === 0 && (before < p.tasks || p.fixed[before] === 1)
}

function takeOver(g: Search, r: number, route: Int32Array): void {
  const { s } = g
  let after = s.problem.tasks + r
  for (const c of route) {
    link(s, c, after, r)
    after = c
    if (c < s.problem.tasks) dropAbsent(g, c)
  }
  refresh(s, r)
}

/** What of a route stays whatever happens. */
const boundPart = (p: Problem, route: Int32Array): Int32Array =>
  route.filter((c) => p.bound[c] === 1 || p.fixed[c] === 1)

/** The first thing wrong with a route as it stands; null: it can be driven. */
function wrongWith(p: Problem, r: number, route: Int32Array): Miss | null {
  if (!isWhole(p, route)) return { code: 'fixed' }
  const nodes = [p.tasks + r, ...route, p.tasks + p.vehicles + r]
  for (const c of route) {
    const miss = c < p.tasks ? missOf(p, { r, nodes, task: c }) : null
    if (miss !== null) return miss
  }
  return null
}

/** Why fixed steps cannot be driven, neither with the steps after them nor alone, by vehicle; none: they can. */
export function fixedMisses(p: Problem): { readonly vehicle: number; readonly miss: Miss }[] {
  return p.begun.flatMap((route, r) => {
    const bound = boundPart(p, route)
    const miss = bound.length === 0 || wrongWith(p, r, route) === null ? null : wrongWith(p, r, bound)
    return miss === null ? [] : [{ vehicle: p.given[r].id, miss }]
  })
}

/** Begins from a plan: every route and ride of it that holds is taken over, of others what is fixed; the rest is still to be planned. */
export function adopt(g: Search, start: Pick<Skeleton, 'routes' | 'rides'>): void {
  const { s } = g
  const p = s.problem
  for (const [r, route] of start.routes.entries()) {
    const isNew = route.every((c) => s.route[c] === ABSENT)
    if (isNew && wrongWith(p, r, route) === null) takeOver(g, r, route)
    else takeOver(g, r, boundPart(p, route))
  }
  if (g.bus === null) return
  for (const { job, down, up } of start.rides) {
    if (s.route[job] !== ABSENT) continue
    if (!fitsRide(g.bus, job, down, up)) {
      g.bus.held[job] = 0
      continue
    }
    g.bus.foundDown = down
    g.bus.foundUp = up
    board(g.bus, job)
    s.route[job] = ON_BUS
    dropAbsent(g, job)
  }
}
