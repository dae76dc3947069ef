import type { Skeleton } from './anneal.ts'
import { board, fitsRide } from './bus.ts'
import { type Miss, missOf } from './misses.ts'
import type { Problem } from './problem.ts'
import { dropAbsent, type Search } from './search.ts'
import { ABSENT, link, ON_BUS, refresh } from './state.ts'
import { isReload } from './windows.ts'

/** Both halves of each shipment, the pickup first, within one trip; no trip without a task. */
function isWhole(p: Problem, route: Int32Array): boolean {
  const aboard = new Set<number>()
  let before = p.nodes
  for (const c of route) {
    if (isReload(p, c) && (aboard.size > 0 || before >= p.tasks)) return false
    if (p.role[c] === 1) aboard.add(c)
    if (p.role[c] === 2 && !aboard.delete(c - 1)) return false
    before = c
  }
  return aboard.size === 0 && before < p.tasks
}

const holds = (g: Search, r: number, route: Int32Array): boolean => {
  const { s } = g
  const p = s.problem
  const nodes = [p.tasks + r, ...route, p.tasks + p.vehicles + r]
  return (
    isWhole(p, route) &&
    route.every((c) => c >= p.tasks || (s.route[c] === ABSENT && missOf(p, { r, nodes, task: c }) === null))
  )
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

/** Why fixed steps cannot be driven as they stand, by vehicle; none: they can. */
export function fixedMisses(p: Problem): { readonly vehicle: number; readonly miss: Miss }[] {
  return p.begun.flatMap((route, r) => {
    const bound = boundPart(p, route)
    if (bound.length === 0) return []
    const nodes = [p.tasks + r, ...bound, p.tasks + p.vehicles + r]
    const found = [...bound].flatMap((c) => (c < p.tasks ? (missOf(p, { r, nodes, task: c }) ?? []) : []))
    const [first] = isWhole(p, bound) ? found : [{ code: 'fixed' as const }]
    return first === undefined ? [] : [{ vehicle: p.given[r].id, miss: first }]
  })
}

/** Begins from a plan: every route and ride of it that holds is taken over, of others what is fixed; the rest is still to be planned. */
export function adopt(g: Search, start: Pick<Skeleton, 'routes' | 'rides'>): void {
  const { s } = g
  const p = s.problem
  for (const [r, route] of start.routes.entries()) {
    if (holds(g, r, route)) takeOver(g, r, route)
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
