import { emptyVehicle } from './place-job.ts'
import { PROHIBITIVE, type Problem } from './problem.ts'
import { type Dice, share } from './random.ts'
import type { State } from './state.ts'

/** 未排任务 The tasks left out, and what leaving out each task costs in the search. */
export type LeftOut = {
  readonly s: State
  readonly dice: Dice
  readonly absent: Int32Array
  absents: number
  /** By task; rises while it stays out. */
  readonly penalty: Float64Array
  readonly leastPenalty: number
  absentCost: number
}

/**
 * What leaving a task out costs in the search: at first more than fetching it alone with any vehicle would, and more for a
 * task of higher priority. Less steep than priorities are meant: where the few that matter could never be left out, the
 * search could not move. What is answered is judged by priorities themselves.
 */
export const steepness = (priority: number): number => 1 + priority / 10

export function penaltiesOf(p: Problem): Float64Array {
  let dearest = 1
  for (const k of p.classes) {
    let leg = 0
    for (const cost of k.cost) if (cost < PROHIBITIVE && cost > leg) leg = cost
    dearest = Math.max(dearest, k.fixed + 2 * leg)
  }
  return Float64Array.from(p.priority, (priority) => dearest * steepness(priority))
}

/** How many more are left out than may wait. */
export const excessOf = (g: LeftOut): number => Math.max(0, g.absents - g.s.problem.input.options.mayWait)

/**
 * Now and then leaving tasks out gets dearer, or cheaper, so that the search crosses gaps between plans that it could not
 * step over: dearer while more is left out than in the best plan, cheaper when nothing is, by chance when it is as much.
 */
export function reprice(g: LeftOut, least: number): void {
  const excess = excessOf(g)
  if (excess > least || (excess > 0 && share(g.dice) < 0.5)) insist(g)
  else relent(g)
}

const DEARER = 0.1
/** A task of priority 20 gets dearer twice as fast as one of none. */
const DEARER_BY_PRIORITY = 0.005
const DEAREST = 1e4

/** Makes it dearer to go on leaving out the same tasks: others will have to make room, and find another place. */
function insist(g: LeftOut): void {
  const { priority } = g.s.problem
  g.absentCost = 0
  for (let i = 0; i < g.absents; i++) {
    const c = g.absent[i]
    if (g.penalty[c] < DEAREST * g.leastPenalty * (1 + priority[c]))
      g.penalty[c] *= 1 + DEARER + DEARER_BY_PRIORITY * priority[c]
    g.absentCost += g.penalty[c]
  }
}

const CHEAPER = 0.9
const CHEAPEST = 0.02

/**
 * Leaving any task out gets cheaper; a task of some priority never waits to save money. Where none may wait, only when every vehicle is used, and more than the loads decides
 * what fits: where loads alone do, it made plans dearer.
 */
function relent(g: LeftOut): void {
  const { kindEnd, has, priority, input } = g.s.problem
  if (input.options.mayWait === 0) {
    if (!has.mates && !has.times) return
    for (let kind = 0; kind < kindEnd.length; kind++) if (emptyVehicle(g.s, kind) >= 0) return
  }
  for (let c = 0; c < g.penalty.length; c++)
    if (input.options.mayWait === 0 || priority[c] === 0)
      g.penalty[c] = Math.max(CHEAPEST * g.leastPenalty * steepness(priority[c]), CHEAPER * g.penalty[c])
  g.absentCost = 0
  for (let i = 0; i < g.absents; i++) g.absentCost += g.penalty[g.absent[i]]
}
