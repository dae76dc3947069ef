import { type BusNetwork, board, busNetworkOf, openBusTurn, seekRide, undoBus } from './bus.ts'
import type { Neighbours } from './neighbours.ts'
import { neighboursByCost, neighboursByFit } from './neighbours.ts'
import { type LeftOut, penaltiesOf } from './penalties.ts'
import { blinks, newSeeker, type Seeker, seekEverywhere, seekJob } from './place-job.ts'
import { seekPair, seekPairEverywhere } from './place-pair.ts'
import type { Problem } from './problem.ts'
import { below, dice, share } from './random.ts'
import { ABSENT, emptyState, link, ON_BUS, openTurn, refresh, touch, undo } from './state.ts'

/** 搜索 A plan, the tasks left out, and all that ruin and recreate need. Absent shipments stand by their pickup. */
export type Search = LeftOut & {
  readonly seeker: Seeker
  readonly bus: BusNetwork | null
  readonly close: Neighbours
  absentPriority: number
  /** How often in a row a task found no place. */
  readonly refused: Int32Array
  /** Tasks that no vehicle can do even alone: never tried. */
  readonly hopeless: Uint8Array
  readonly keys: Float64Array
  readonly string: Int32Array
  readonly ruined: Int32Array
  /** Using a vehicle costs money, or there are several kinds: which are used is worth asking often. */
  readonly fleetCounts: boolean
  averageTasks: number
  /** Rides on the bus look as if they cost nothing in this round. */
  ridesOffered: boolean
  /** Tasks were left out when this round began. */
  wanting: boolean
  /** This round tore a hole that nothing mends: it is taken back. */
  stuck: boolean
}

/** How many neighbours a task is put beside, and how many are known to be torn out with it. */
const NEAR = 25
const CLOSE = 400

/** Who is near whom, once for all searches of a problem. */
export type Nearness = { readonly fit: Neighbours; readonly close: Neighbours }

export const nearnessOf = (p: Problem): Nearness => ({
  fit: neighboursByFit(p, NEAR),
  close: neighboursByCost(p, CLOSE),
})

export function newSearch(problem: Problem, seed: number, nearness: Nearness): Search {
  const d = dice(seed)
  const s = emptyState(problem)
  const n = problem.tasks
  const penalty = penaltiesOf(problem)
  const g: Search = {
    s,
    seeker: newSeeker(problem, nearness.fit, d),
    bus: busNetworkOf(problem.input),
    close: nearness.close,
    dice: d,
    absent: new Int32Array(n),
    absents: 0,
    penalty,
    leastPenalty: penalty.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    absentCost: 0,
    absentPriority: 0,
    refused: new Int32Array(n),
    hopeless: new Uint8Array(n),
    keys: new Float64Array(n),
    string: new Int32Array(problem.nodes),
    ruined: new Int32Array(problem.vehicles).fill(-1),
    fleetCounts: problem.kindEnd.length > 1 || problem.classes.some((k) => k.fixed > 0),
    averageTasks: 10,
    ridesOffered: false,
    wanting: false,
    stuck: false,
  }
  // Nothing may be overlooked while it is asked whether a task can be done at all.
  g.seeker.blink = Number.POSITIVE_INFINITY
  const needsOthers = problem.input.options.backhaulNeedsLinehaul
  for (let c = 0; c < n; c++) {
    if (problem.role[c] === 2) continue
    seek(g, c)
    const rides = g.bus !== null && c < problem.input.jobs.length && canRide(g.bus, c)
    if (g.seeker.vehicle < 0 && !rides && !(needsOthers && problem.backhaul[c] === 1)) g.hopeless[c] = 1
    else addAbsent(g, c)
  }
  g.seeker.blink = 1
  return g
}

function canRide(b: BusNetwork, c: number): boolean {
  seekRide(b, c)
  return b.foundCost < Number.POSITIVE_INFINITY
}

export const addAbsent = (g: Search, c: number): void => {
  g.absent[g.absents++] = c
  g.absentCost += g.penalty[c]
  g.absentPriority += g.s.problem.priority[c]
}

/** The task is planned after all. */
export function dropAbsent(g: Search, c: number): void {
  const at = g.absent.subarray(0, g.absents).indexOf(c)
  if (at < 0) return
  g.absent[at] = g.absent[--g.absents]
  g.absentCost -= g.penalty[c]
  g.absentPriority -= g.s.problem.priority[c]
}

function seek(g: Search, c: number): void {
  const { s, seeker } = g
  const pair = s.problem.mate[c] >= 0
  if (pair) seekPair(s, seeker, c)
  else seekJob(s, seeker, c)
  if (seeker.vehicle >= 0 || s.problem.tasks <= NEAR) return
  // Who found no place anywhere last time will hardly find one now.
  if (g.refused[c] > 0 && share(g.dice) > 0.1) return
  if (pair) seekPairEverywhere(s, seeker, c)
  else seekEverywhere(s, seeker, c)
}

/** Puts the task where the seeker found room. */
function put(g: Search, c: number): void {
  const { s, seeker } = g
  const r = seeker.vehicle
  touch(s, r)
  if (s.count[r] === 0) seeker.offered = -1
  if (seeker.trip > 0) {
    const [x, y] = seeker.trip === 1 ? [seeker.reload, c] : [c, seeker.reload]
    link(s, x, seeker.after, r)
    link(s, y, x, r)
  } else {
    link(s, c, seeker.after, r)
    if (s.problem.mate[c] >= 0) link(s, c + 1, seeker.afterMate, r)
  }
  refresh(s, r)
}

/**
 * Puts absent tasks back, in an order drawn anew each time, each at its cheapest place; some may stay out. A plan that is
 * dearer than `most` before all are back will not get cheaper: the round is given up.
 */
export function recreate(g: Search, most = Number.POSITIVE_INFINITY): void {
  const { absent, seeker } = g
  sortAbsent(g)
  const tried = g.absents
  g.absents = 0
  g.absentCost = 0
  g.absentPriority = 0
  for (let i = 0; i < tried; i++) {
    const c = absent[i]
    if (worth(g) > most) {
      g.stuck = true
      return
    }
    seek(g, c)
    if (seeker.vehicle < 0) seeker.cost = Number.POSITIVE_INFINITY
    if (g.bus !== null && ridesCheaper(g, g.bus, c)) {
      board(g.bus, c)
      g.s.route[c] = ON_BUS
      g.refused[c] = 0
    } else if (seeker.vehicle >= 0 && seeker.cost < g.penalty[c]) {
      put(g, c)
      g.refused[c] = 0
    } else {
      addAbsent(g, c)
      g.refused[c]++
    }
  }
}

function ridesCheaper(g: Search, b: BusNetwork, c: number): boolean {
  if (c >= b.jobs.length || blinks(g.seeker)) return false
  seekRide(b, c)
  if (b.foundCost === Number.POSITIVE_INFINITY) return false
  return (g.ridesOffered ? 0 : b.foundCost) < Math.min(g.seeker.cost, g.penalty[c])
}

/** What the search makes small. */
export const worth = (g: Search): number => g.s.total + g.absentCost + (g.bus?.total ?? 0)

/** What the plan costs. */
export const price = (g: Search): number => g.s.total + (g.bus?.total ?? 0)

export function beginTurn(g: Search): void {
  g.stuck = false
  g.wanting = g.absents > 0
  openTurn(g.s)
  if (g.bus !== null) openBusTurn(g.bus)
}

export function takeBack(g: Search): void {
  const { route } = g.s
  if (g.bus !== null) {
    undoBus(
      g.bus,
      () => {},
      (c) => {
        route[c] = ABSENT
      },
    )
  }
  undo(g.s)
  if (g.bus !== null)
    for (let c = 0; c < g.bus.jobs.length; c++)
      if (g.bus.ridesDown[c] >= 0 || g.bus.ridesUp[c] >= 0) route[c] = ON_BUS
}

function sortAbsent(g: Search): void {
  const { absent, absents, keys } = g
  const way = sortWay(g)
  for (let i = 0; i < absents; i++) keys[i] = sortKey(g, way, absent[i])
  for (let i = 1; i < absents; i++) {
    const key = keys[i]
    const c = absent[i]
    let j = i - 1
    for (; j >= 0 && keys[j] > key; j--) {
      keys[j + 1] = keys[j]
      absent[j + 1] = absent[j]
    }
    keys[j + 1] = key
    absent[j + 1] = c
  }
}

/** How often, while tasks are left out, those that are dearest to leave out come first. */
const DEAREST_FIRST = 0.2

/** 0 random, 1 demand, 2 far, 3 near, 4 window length, 5 window start, 6 window end, 7 penalty. */
function sortWay(g: Search): number {
  if (g.wanting && share(g.dice) < DEAREST_FIRST) return 7
  const roll = below(g.dice, g.s.problem.has.times ? 17 : 11)
  if (roll < 4) return 0
  if (roll < 8) return 1
  if (roll < 10) return 2
  if (roll < 11) return 3
  return roll < 13 ? 4 : roll < 15 ? 5 : 6
}

function sortKey(g: Search, way: number, c: number): number {
  const p = g.s.problem
  if (way === 0) return share(g.dice)
  if (way === 7) return -g.penalty[c] * (0.5 + share(g.dice))
  if (way === 1) {
    let size = 0
    for (let k = 0; k < p.dimensions; k++)
      size += (p.drop[c * p.dimensions + k] + p.pick[c * p.dimensions + k]) / (1 + p.capacity[k])
    return -size
  }
  if (way < 4) {
    const hub = p.place[p.tasks] === p.stride - 1 ? p.place[p.tasks + p.vehicles] : p.place[p.tasks]
    const far = p.classes[0].cost[hub * p.stride + p.place[c]]
    return way === 2 ? -far : far
  }
  if (way === 4) return p.due[c] - p.ready[c]
  return way === 5 ? p.ready[c] : -p.due[c]
}
