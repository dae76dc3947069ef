import { type Effort, plan } from './anneal.ts'
import { busNetworkOf, busRoutes } from './bus.ts'
import type { RouteInput } from './input.ts'
import type { Plan } from './plan.ts'
import { problemOf } from './problem.ts'
import { reasonsOf } from './reasons.ts'
import { writePlan } from './write-plan.ts'

/** Plans a checked request. The caller gives the clock; with `iterations` the plan does not depend on it. */
export function solve(input: RouteInput, effort: Effort): Plan {
  const began = effort.now()
  const problem = problemOf(input)
  const { best, iterations } = plan(problem, effort)
  const bus = busNetworkOf(input)
  return writePlan(problem, best, bus === null ? [] : busRoutes(bus, best.rides), reasonsOf(problem, best), {
    iterations,
    solvingMs: effort.now() - began,
  })
}
