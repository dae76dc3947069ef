import type { Effort } from './anneal.ts'
import { problemOf } from './build-problem.ts'
import { busNetworkOf, busRoutes } from './bus.ts'
import { findPlan } from './genetic/find.ts'
import type { RouteInput } from './input.ts'
import type { Plan } from './plan.ts'
import type { Problem } from './problem.ts'
import { reasonsOf } from './reasons.ts'
import { nearnessOf } from './search.ts'
import type { Skeleton } from './skeleton.ts'
import { writePlan } from './write-plan.ts'

/** The answer of a finished search: timetables, bus trips, and why tasks are left out. */
export function answerOf(
  problem: Problem,
  best: Skeleton,
  work: { readonly iterations: number; readonly solvingMs: number },
): Plan {
  const bus = busNetworkOf(problem.input)
  return writePlan(
    problem,
    best,
    bus === null ? [] : busRoutes(bus, best.rides),
    reasonsOf(problem, best, bus),
    work,
  )
}

/** Plans a checked request. The caller gives the clock; with `iterations` the plan does not depend on it. */
export function solve(input: RouteInput, effort: Effort): Plan {
  const began = effort.now()
  const problem = problemOf(input)
  const { best, iterations } = findPlan(problem, effort, nearnessOf(problem))
  return answerOf(problem, best, { iterations, solvingMs: effort.now() - began })
}
