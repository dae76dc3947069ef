import type { Skeleton } from './anneal.ts'
import { board } from './bus.ts'
import { missOf } from './misses.ts'
import type { Problem } from './problem.ts'
import { dropAbsent, type Search } from './search.ts'
import { link, ON_BUS, refresh } from './state.ts'
import { isReload } from './windows.ts'

/** The routes that the request's vehicles bring as `steps`: node numbers by vehicle. */
export function givenRoutes(p: Problem): Int32Array[] {
  const node = new Map<string, number>()
  for (const [c, job] of p.input.jobs.entries()) node.set(`job ${job.id}`, c)
  p.input.shipments.forEach((s, i) => {
    node.set(`pickup ${s.pickup.id}`, p.input.jobs.length + 2 * i)
    node.set(`delivery ${s.delivery.id}`, p.input.jobs.length + 2 * i + 1)
  })
  return p.given.map((v, r) => {
    let reload = p.firstReload[r]
    const last = reload + p.reloads[r]
    return Int32Array.from(
      v.steps.flatMap(({ type, id }) => {
        if (type === 'reload') return reload < last ? [reload++] : []
        const c = node.get(`${type} ${id}`)
        return c === undefined ? [] : [c]
      }),
    )
  })
}

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

/** Begins from a plan: every route and ride of it that holds is taken over, the rest stays to be planned. */
export function adopt(g: Search, start: Pick<Skeleton, 'routes' | 'rides'>): void {
  const { s } = g
  const p = s.problem
  for (const [r, route] of start.routes.entries()) {
    if (route.length === 0 || !isWhole(p, route)) continue
    const nodes = [p.tasks + r, ...route, p.tasks + p.vehicles + r]
    if ([...route].some((c) => c < p.tasks && (s.route[c] >= 0 || missOf(p, { r, nodes, task: c }) !== null)))
      continue
    let after = p.tasks + r
    for (const c of route) {
      link(s, c, after, r)
      after = c
      if (c < p.tasks) dropAbsent(g, c)
    }
    refresh(s, r)
  }
  if (g.bus === null) return
  for (const { job, down, up } of start.rides) {
    g.bus.foundDown = down
    g.bus.foundUp = up
    board(g.bus, job)
    s.route[job] = ON_BUS
    dropAbsent(g, job)
  }
}
