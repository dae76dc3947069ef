import { type Effort, type Found, plan } from '../anneal.ts'
import type { Problem } from '../problem.ts'
import type { Nearness } from '../search.ts'
import { better, type Skeleton } from '../skeleton.ts'
import { evolve } from './evolve.ts'
import { type Plain, plainOf } from './plain.ts'
import type { Tour } from './tour.ts'

/** Stops up to which children of plans find more than ruin and recreate alone in the same time. */
const SMALL = 160
/**
 * Share of the effort for the plan that joins the first generation, and shows whether everything can be planned at all. With
 * backhauls ruin and recreate finds about as much, and both one after the other find more than either.
 */
const ANCESTRY = { plain: 0.05, backhauls: 0.5 } as const
/** Rounds of ruin and recreate that take as long as one child. */
const ROUNDS_A_CHILD = 120

const skeletonOf = ({ problem }: Plain, t: Tour): Skeleton => ({
  routes: Array.from({ length: problem.vehicles }, (_, r) =>
    (t.routes[r] ?? new Int32Array(0)).map((c) => c - 1),
  ),
  rides: [],
  lostPriority: 0,
  lost: 0,
  excess: 0,
  cost: t.cost,
})

const stopsOf = ({ routes }: Skeleton): Int32Array[] =>
  routes.filter((route) => route.length > 0).map((route) => route.map((c) => c + 1))

/** A part of an effort; counted in rounds or by the clock, as the whole is. */
const portion = (effort: Effort, from: number, to: number): Effort => {
  const { iterations, milliseconds, progress } = effort
  return {
    ...effort,
    iterations: iterations > 0 ? Math.max(1, Math.floor(iterations * (to - from))) : 0,
    milliseconds: milliseconds * (to - from),
    ...(progress === undefined
      ? {}
      : { progress: (used, best) => progress(from + used * (to - from), best) }),
  }
}

/** Children of the plan found so far and of random ones, for the rest of the effort. */
function descend(plain: Plain, effort: Effort, first: Found): Found {
  const began = effort.now()
  let children = 0
  let best = first.best
  const tour = evolve(plain, effort.seed, [stopsOf(first.best), stopsOf(first.last)], (count, t) => {
    children = count
    if (t !== null && t.cost < best.cost - 1e-6) best = skeletonOf(plain, t)
    const used =
      effort.iterations > 0
        ? (count * ROUNDS_A_CHILD) / effort.iterations
        : (effort.now() - began) / effort.milliseconds
    return used < 1 && effort.progress?.(used, best) !== false
  })
  if (tour !== null && tour.cost < best.cost - 1e-6) best = skeletonOf(plain, tour)
  return { best, last: best, iterations: first.iterations + children * ROUNDS_A_CHILD, uneven: 0 }
}

/** The best plan an effort finds: of small plain problems by children of plans, of all others by ruin and recreate. */
export function findPlan(problem: Problem, effort: Effort, nearness: Nearness): Found {
  const plain = problem.tasks > SMALL ? null : plainOf(problem)
  if (plain === null) return plan(problem, effort, nearness)
  const ancestry = problem.has.backhauls ? ANCESTRY.backhauls : ANCESTRY.plain
  const first = plan(problem, portion(effort, 0, ancestry), nearness)
  const rest = portion(effort, ancestry, 1)
  if (first.best.lost === 0 && first.last.lost === 0) return descend(plain, rest, first)
  const found = plan(problem, { ...rest, start: first.best, part: effort.part ?? [ancestry, 1] }, nearness)
  return better(first.best, found.best) ? { ...found, best: first.best } : found
}
