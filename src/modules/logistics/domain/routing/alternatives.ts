import { transposed } from './build-problem.ts'
import type { Problem, VehicleClass } from './problem.ts'
import type { Skeleton } from './skeleton.ts'

/** How much dearer the ways of earlier plans look, so that others are found. */
const AVOIDED = 1.3

const legsOf = (p: Problem, r: number, route: Int32Array): number[] =>
  [p.tasks + r, ...route, p.tasks + p.vehicles + r].map((node) => p.place[node])

/** 备选方案 The same problem with the ways that earlier plans drive made dearer, both directions. */
export function avoiding(p: Problem, plans: readonly Pick<Skeleton, 'routes'>[]): Problem {
  const classes = p.classes.map((k): VehicleClass => ({ ...k, cost: k.cost.slice() }))
  for (const { routes } of plans) {
    // Once a plan: a way that two plans drive is twice as much in the way of a third.
    const met = new Set<number>()
    for (const [r, route] of routes.entries()) {
      if (route.length === 0) continue
      const places = legsOf(p, r, route)
      for (let i = 1; i < places.length; i++)
        for (const at of [places[i - 1] * p.stride + places[i], places[i] * p.stride + places[i - 1]]) {
          if (met.has(at)) continue
          met.add(at)
          for (const k of classes) k.cost[at] *= AVOIDED
        }
    }
  }
  return { ...p, classes: classes.map((k) => ({ ...k, costInto: transposed(k.cost, p.stride) })) }
}

/** Do two plans send the vehicles the same ways and the same jobs by bus? Equal vehicles may have changed places. */
export function isSame(p: Problem, a: Skeleton, b: Skeleton): boolean {
  const said = ({ routes, rides }: Skeleton): string =>
    JSON.stringify([
      routes.flatMap((route, r) => (route.length === 0 ? [] : [`${p.kindOf[r]}: ${route.join(' ')}`])).sort(),
      rides.map(({ job, down, up }) => [job, down, up]),
    ])
  return said(a) === said(b)
}
