import { adopt } from './adopt.ts'
import { givenRides, ridesOf } from './bus.ts'
import { excessOf, reprice } from './penalties.ts'
import type { Problem } from './problem.ts'
import { share } from './random.ts'
import { ruin } from './ruin.ts'
import {
  beginTurn,
  type Nearness,
  newSearch,
  price,
  recreate,
  type Search,
  takeBack,
  worth,
} from './search.ts'
import { better, type Merit, type Skeleton } from './skeleton.ts'
import { ABSENT, balance } from './state.ts'

export type Effort = {
  /** Ends the search after so many rounds, whatever the clock says; 0: by the clock alone. */
  readonly iterations: number
  readonly milliseconds: number
  /** Milliseconds on any clock that only goes forward. */
  readonly now: () => number
  readonly seed: number
  /** A plan to begin from, instead of the `steps` of the request. */
  readonly start?: Pick<Skeleton, 'routes' | 'rides'>
  /** How uneven routes are counted, as an earlier part found it (Found). */
  readonly uneven?: number
  /** Which part of the cooling this is, when several searches take turns; all of it is [0, 1]. */
  readonly part?: readonly [number, number]
  /** Called every few rounds; `false` stops the search. */
  readonly progress?: (share: number, best: Skeleton) => boolean
}

/** The best plan met, and the one the search stood at when it ended: where it goes on. */
export type Found = {
  readonly best: Skeleton
  readonly last: Skeleton
  readonly iterations: number
  readonly uneven: number
}

export function skeletonOf(g: Search): Skeleton {
  const { s } = g
  const p = s.problem
  let lost = 0
  let lostPriority = 0
  for (let c = 0; c < p.tasks; c++)
    if (s.route[c] === ABSENT && p.role[c] !== 2) {
      lost++
      lostPriority += p.priority[c]
    }
  const routes = Array.from({ length: p.vehicles }, (_, r) => {
    const nodes: number[] = []
    if (s.count[r] > 0)
      for (let c = s.next[p.tasks + r]; c !== p.tasks + p.vehicles + r; c = s.next[c]) nodes.push(c)
    return Int32Array.from(nodes)
  })
  let cost = g.bus?.total ?? 0
  for (let r = 0; r < p.vehicles; r++) cost += s.cost[r]
  const excess = excessOf(g)
  return { routes, rides: g.bus === null ? [] : ridesOf(g.bus), lostPriority, lost, excess, cost }
}

const meritOf = (g: Search): Merit => ({
  lostPriority: g.absentPriority,
  excess: excessOf(g),
  cost: price(g),
})

/** Average cost of a way between stops, without what using the vehicles costs if ways cost anything: the measure of temperature. */
function meanLeg(g: Search): number {
  const { s } = g
  let ways = 0
  let work = 0
  let cost = 0
  for (let r = 0; r < s.problem.vehicles; r++)
    if (s.count[r] > 0) {
      ways += s.count[r] + 1
      work += s.work[r]
      cost += s.cost[r]
    }
  return ways === 0 ? 1 : (work > 0 ? work : cost) / ways
}

function measure(g: Search): void {
  let used = 0
  let tasks = 0
  for (let r = 0; r < g.s.problem.vehicles; r++)
    if (g.s.count[r] > 0) {
      used++
      tasks += g.s.count[r]
    }
  g.averageTasks = used === 0 ? 1 : tasks / used
}

/** A route of twice the mean work costs `balance` percent of that work more than two of the mean. */
function unevenOf({ s }: Search): number {
  const used = s.work.filter((work) => work > 0)
  const mean = used.reduce((sum, work) => sum + work, 0) / Math.max(1, used.length)
  return mean > 0 ? s.problem.input.options.balance / 100 / (2 * mean) : 0
}

/** Rounds after which leaving tasks out gets dearer or cheaper. */
const REPRICE = 256

/** Temperatures in mean costs of a way. */
const HOT = { first: 1, last: 0.02 } as const

const WHOLE = [0, 1] as const
/** From a given plan the cooling begins half way: what is already promised should mostly stay. */
const WARM = [0.5, 1] as const

const isBegun = ({ routes, rides }: Pick<Skeleton, 'routes' | 'rides'>): boolean =>
  rides.length > 0 || routes.some((r) => r.length > 0)

/** Ruins and recreates under falling temperature; keeps the best plan met. Same seed and iterations, same plan. */
export function plan(problem: Problem, effort: Effort, nearness: Nearness): Found {
  const g = newSearch(problem, effort.seed, nearness)
  const { absent } = g
  const begun = { routes: problem.begun, rides: g.bus === null ? [] : givenRides(g.bus, problem.input) }
  adopt(g, effort.start ?? begun)
  recreate(g)
  if (problem.input.options.balance > 0) balance(g.s, effort.uneven ?? unevenOf(g))
  beginTurn(g)
  measure(g)
  const heat = meanLeg(g)
  const [from, to] = effort.part ?? (isBegun(begun) ? WARM : WHOLE)
  let best = skeletonOf(g)
  const began = effort.now()
  const before = new Int32Array(absent.length)
  let current = worth(g)
  let lowest = meritOf(g)
  let used = 0
  let turn = 0
  let temperature = heat * HOT.first
  for (; ; turn++) {
    if (turn % 64 === 0) {
      used = effort.iterations > 0 ? turn / effort.iterations : (effort.now() - began) / effort.milliseconds
      if (used >= 1) break
      temperature = heat * HOT.first * (HOT.last / HOT.first) ** (from + used * (to - from))
      if (turn % REPRICE === 0) {
        reprice(g, lowest.excess)
        current = worth(g)
      }
      if (turn % 4096 === 0) measure(g)
      if (effort.progress?.(used, best) === false) break
    }
    const wereAbsent = g.absents
    const wereCost = g.absentCost
    const werePriority = g.absentPriority
    before.set(absent.subarray(0, wereAbsent))
    beginTurn(g)
    ruin(g, turn)
    const most = current - temperature * Math.log(share(g.dice))
    if (!g.stuck) recreate(g, most)
    const now = worth(g)
    if (!g.stuck && now < most) {
      current = now
      if (better(meritOf(g), lowest)) {
        best = skeletonOf(g)
        lowest = meritOf(g)
      }
    } else {
      takeBack(g)
      g.absents = wereAbsent
      g.absentCost = wereCost
      g.absentPriority = werePriority
      absent.set(before.subarray(0, wereAbsent))
    }
  }
  return { best, last: skeletonOf(g), iterations: turn, uneven: g.s.uneven }
}
