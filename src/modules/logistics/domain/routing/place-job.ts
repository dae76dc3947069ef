import type { Neighbours } from './neighbours.ts'
import { NEVER, type Problem } from './problem.ts'
import { type Dice, share } from './random.ts'
import { type State, withUneven } from './state.ts'
import { walkFits } from './walk.ts'
import { isReload, lastStart, nextStart } from './windows.ts'

/** 最省位置 The cheapest place found for a task, and what the search for it needs. */
export type Seeker = {
  readonly near: Neighbours
  readonly besideHub: Uint8Array
  readonly dice: Dice
  /** Positions until the next is overlooked (SISR's blink). */
  blink: number
  readonly seen: Int32Array
  round: number
  /** Where: after which node of which vehicle, for how much more; vehicle −1: nowhere. */
  vehicle: number
  after: number
  /** Shipments: after which node the delivery goes (the pickup itself, perhaps). */
  afterMate: number
  /** A new trip: 1 reload then task, 2 task then reload. */
  trip: number
  /** The reload node of that trip. */
  reload: number
  cost: number
  /** An unused vehicle of this kind looks as if it cost nothing to use; −1: none does. */
  offered: number
}

const BLINK = 0.01

export const newSeeker = (p: Problem, near: Neighbours, d: Dice): Seeker => ({
  near,
  besideHub: Uint8Array.from({ length: p.tasks }, (_, c) => (isBesideHub(p, near, c) ? 1 : 0)),
  dice: d,
  blink: 0,
  seen: new Int32Array(p.nodes).fill(-1),
  round: 0,
  vehicle: -1,
  after: -1,
  afterMate: -1,
  trip: 0,
  reload: -1,
  cost: Number.POSITIVE_INFINITY,
  offered: -1,
})

/** What using an unused vehicle of a kind costs, as the seeker sees it. */
export const openingOf = (p: Problem, k: Seeker, r: number): number =>
  p.kindOf[r] === k.offered ? 0 : p.classes[p.classOf[r]].fixed

/** Is some vehicle's start or end no farther than the farthest of the task's neighbours? */
function isBesideHub(p: Problem, near: Neighbours, c: number): boolean {
  const { cost } = p.classes[0]
  const from = p.place[c] * p.stride
  let farthest = 0
  for (let i = 0; i < near.width; i++)
    farthest = Math.max(farthest, cost[from + p.place[near.list[c * near.width + i]]])
  for (let node = p.tasks; node < p.tasks + 2 * p.vehicles; node++)
    if (cost[from + p.place[node]] <= farthest) return true
  return false
}

export function startSeeking(k: Seeker): void {
  k.vehicle = -1
  k.cost = Number.POSITIVE_INFINITY
  k.trip = 0
  k.round++
}

/** One position in a hundred is overlooked, so that the cheapest does not always win. */
export function blinks(k: Seeker): boolean {
  if (--k.blink > 0) return false
  k.blink = Math.ceil(Math.log(1 - share(k.dice)) / Math.log(1 - BLINK))
  return true
}

/** The cheapest feasible place for a job, beside its neighbours, in an unused vehicle, or on a new trip. */
export function seekJob(s: State, k: Seeker, c: number): void {
  const { width, list } = k.near
  const { route, prev } = s
  const { seen } = k
  startSeeking(k)
  for (let i = c * width, last = i + width; i < last; i++) {
    const q = list[i]
    if (route[q] < 0) continue
    if (seen[q] !== k.round) tryAfter(s, k, c, q)
    const b = prev[q]
    if (seen[b] !== k.round) tryAfter(s, k, c, b)
  }
  if (k.besideHub[c] === 1) tryEnds(s, k, c)
  if (s.problem.has.backhauls) tryTurns(s, k, c)
  tryUnused(s, k, c)
  if (s.problem.has.reloads) tryTrips(s, k, c)
}

/** First and last of every used vehicle: for tasks as near to its hub as to each other. */
function tryEnds(s: State, k: Seeker, c: number): void {
  const { tasks, vehicles } = s.problem
  for (let r = 0; r < vehicles; r++) {
    if (s.count[r] === 0) continue
    const start = tasks + r
    const last = s.prev[start + vehicles]
    if (k.seen[start] !== k.round) tryAfter(s, k, c, start)
    if (k.seen[last] !== k.round) tryAfter(s, k, c, last)
  }
}

/** Between the last delivery and the first backhaul of every used vehicle: the one place open to both. */
function tryTurns(s: State, k: Seeker, c: number): void {
  for (let r = 0; r < s.problem.vehicles; r++)
    if (s.count[r] > 0 && k.seen[s.lastLinehaul[r]] !== k.round) tryAfter(s, k, c, s.lastLinehaul[r])
}

/** Every position of every used vehicle: when nothing was found among the neighbours. */
export function seekEverywhere(s: State, k: Seeker, c: number): void {
  const { tasks, vehicles } = s.problem
  for (let r = 0; r < vehicles; r++) {
    if (s.count[r] === 0) continue
    for (let q = tasks + r; q !== tasks + vehicles + r; q = s.next[q])
      if (k.seen[q] !== k.round) tryAfter(s, k, c, q)
  }
}

/** Most places are too dear: that is asked first, of two numbers beside each other in memory. */
function tryAfter(s: State, k: Seeker, c: number, b: number): void {
  k.seen[b] = k.round
  const p = s.problem
  const r = s.route[b]
  const kind = p.classes[p.classOf[r]]
  const { place } = p
  const z = s.next[b]
  const row = place[c] * p.stride
  let more = kind.costInto[row + place[b]] + kind.cost[row + place[z]] - s.leg[b]
  if (kind.taskRate > 0) more += kind.taskRate * actionSeconds(p, r, b, c, z)
  if (s.uneven > 0) more = withUneven(s, r, more)
  if (more < k.cost && fits(s, k, c, b)) {
    k.cost = more
    k.vehicle = r
    k.after = b
  }
}

/** May job `c` stand after `b`? */
function fits(s: State, k: Seeker, c: number, b: number): boolean {
  const p = s.problem
  const r = s.route[b]
  const z = s.next[b]
  if (p.allowed[p.kindOf[r] * p.tasks + c] === 0) return false
  if (p.has.fixed && p.fixed[z] === 1) return false
  if (blinks(k)) return false
  if (p.dimensions > 0 && !fitsLoad(s, r, b, c)) return false
  if (p.has.backhauls && !fitsOrder(s, r, b, c, z)) return false
  if (p.has.times && !fitsTimes(s, r, b, c, z)) return false
  if (p.has.limits) {
    const { time, distance } = p.classes[p.classOf[r]]
    const there = p.place[b] * p.stride + p.place[c]
    const on = p.place[c] * p.stride + p.place[z]
    if (!fitsLimits(s, r, time[there] + time[on], distance[there] + distance[on], b, 1)) return false
  }
  return p.walked[r] === 0 || walkFits(s, r, b, c, -1, -1)
}

function fitsTimes(s: State, r: number, b: number, c: number, z: number): boolean {
  const p = s.problem
  const { time, service, setup } = p.classes[p.classOf[r]]
  const { place, stride } = p
  const here = place[c]
  const start = nextStart(p, c, s.leave[b] + time[place[b] * stride + here])
  if (start > p.due[c]) return false
  const done = start + service[c] + (place[b] === here ? 0 : setup[c])
  const by =
    setup[z] === 0
      ? s.latest[z]
      : lastStart(p, z, s.latestEnd[z] - service[z] - (here === place[z] ? 0 : setup[z]))
  return done + time[here * stride + place[z]] <= by
}

/** Seconds of setup and service that `c` between `b` and `z` adds. */
export function actionSeconds(p: Problem, r: number, b: number, c: number, z: number): number {
  const { service, setup } = p.classes[p.classOf[r]]
  const { place } = p
  return (
    service[c] +
    (place[b] === place[c] ? 0 : setup[c]) +
    (place[c] === place[z] ? 0 : setup[z]) -
    (place[b] === place[z] ? 0 : setup[z])
  )
}

/** Job `c` after `b`: its goods are aboard before it (deliveries) or after it (pickups), within its trip. */
function fitsLoad(s: State, r: number, b: number, c: number): boolean {
  const p = s.problem
  const D = p.dimensions
  const inside = p.has.twoWay || p.has.mates || p.has.reloads
  for (let k = 0; k < D; k++) {
    const capacity = p.capacity[r * D + k]
    const drop = p.drop[c * D + k]
    const pick = p.pick[c * D + k]
    if (inside) {
      if (s.peakTo[b * D + k] + drop > capacity || s.peakFrom[b * D + k] + pick > capacity) return false
    } else if (s.dropped[r * D + k] + drop > capacity || s.picked[r * D + k] + pick > capacity) return false
  }
  return true
}

/** Backhauls come after everything else of the route. */
function fitsOrder(s: State, r: number, b: number, c: number, z: number): boolean {
  const p = s.problem
  if (p.backhaul[c] === 0) return p.backhaul[b] === 0
  if (p.input.options.backhaulNeedsLinehaul && s.linehauls[r] === 0) return false
  return z >= p.tasks || p.backhaul[z] === 1
}

export function fitsLimits(
  s: State,
  r: number,
  seconds: number,
  metres: number,
  b: number,
  tasks: number,
): boolean {
  const p = s.problem
  if (s.count[r] + tasks > p.maxTasks[r]) return false
  const kind = p.classes[p.classOf[r]]
  const was = p.place[b] * p.stride + p.place[s.next[b]]
  const empty = s.count[r] === 0
  const travel = empty ? seconds : s.travel[r] + seconds - kind.time[was]
  const distance = empty ? metres : s.distance[r] + metres - kind.distance[was]
  return travel <= p.maxTravel[r] && distance <= p.maxDistance[r]
}

/** The first empty vehicle of a kind, or −1. */
export function emptyVehicle(s: State, kind: number): number {
  let r = s.firstEmpty[kind]
  const last = s.problem.kindEnd[kind]
  while (r < last && s.count[r] > 0) r++
  s.firstEmpty[kind] = r
  return r < last ? r : -1
}

/** An unused vehicle of each kind competes by cost, not only when nothing else fits. */
function tryUnused(s: State, k: Seeker, c: number): void {
  const p = s.problem
  for (let kind = 0; kind < p.kindEnd.length; kind++) {
    if (p.allowed[kind * p.tasks + c] === 0) continue
    const r = emptyVehicle(s, kind)
    if (r < 0) continue
    const fixed = openingOf(p, k, r)
    const before = k.cost
    const saved = s.leg[p.tasks + r]
    k.cost -= fixed + saved
    const was = k.vehicle
    k.vehicle = -1
    tryAfter(s, k, c, p.tasks + r)
    // An unused vehicle saves no way by being used: it had none.
    k.cost = k.vehicle === -1 ? before : k.cost + fixed + saved
    if (k.vehicle === -1) k.vehicle = was
  }
}

/** A trip of its own for `c`, in a vehicle that may load again. */
function tryTrips(s: State, k: Seeker, c: number): void {
  const p = s.problem
  for (let r = 0; r < p.vehicles; r++) {
    if (s.count[r] === 0 || s.usedReloads[r] >= p.reloads[r] || p.allowed[p.kindOf[r] * p.tasks + c] === 0)
      continue
    const end = p.tasks + p.vehicles + r
    for (let at = 0; at < p.given[r].reloads.length; at++) {
      const R = freeReload(s, r, at)
      for (let b = p.tasks + r; b !== end; b = s.next[b]) {
        if (isReload(p, b) || b === p.tasks + r) tryTwo(s, k, r, b, c, R, c, 2)
        if (s.next[b] === end) tryTwo(s, k, r, b, R, c, c, 1)
      }
    }
  }
}

/** A reload node of a vehicle's place number `at` that no trip uses; there is one while trips are left. */
function freeReload(s: State, r: number, at: number): number {
  const first = s.problem.firstReload[r] + at * s.problem.reloads[r]
  for (let i = 0; i < s.problem.reloads[r]; i++) if (s.route[first + i] < 0) return first + i
  return -1
}

/** `x` then `y` after `b`; one of them is the reload, the other the task `c`. */
function tryTwo(
  s: State,
  k: Seeker,
  r: number,
  b: number,
  x: number,
  y: number,
  c: number,
  trip: number,
): void {
  const p = s.problem
  const kind = p.classes[p.classOf[r]]
  const { place, stride } = p
  const z = s.next[b]
  if (p.has.fixed && p.fixed[z] === 1) return
  const [bx, xy, yz] = [
    place[b] * stride + place[x],
    place[x] * stride + place[y],
    place[y] * stride + place[z],
  ]
  let more = kind.cost[bx] + kind.cost[xy] + kind.cost[yz] - s.leg[b]
  if (kind.taskRate > 0) more += kind.taskRate * (kind.service[x] + kind.service[y] + kind.setup[c])
  if (s.uneven > 0) more = withUneven(s, r, more)
  if (more >= k.cost || blinks(k)) return
  const seconds = kind.time[bx] + kind.time[xy] + kind.time[yz]
  const metres = kind.distance[bx] + kind.distance[xy] + kind.distance[yz]
  if (p.has.limits && !fitsLimits(s, r, seconds, metres, b, 1)) return
  if (p.has.times) {
    const startX = nextStart(p, x, s.leave[b] + kind.time[bx])
    if (startX > p.due[x]) return
    const startY = nextStart(p, y, startX + kind.service[x] + kind.setup[x] + kind.time[xy])
    if (startY > p.due[y]) return
    if (
      startY + kind.service[y] + kind.setup[y] + kind.time[yz] >
      lastStart(p, z, s.latestEnd[z] - kind.service[z] - kind.setup[z])
    )
      return
  }
  if (p.walked[r] === 1 && !walkFits(s, r, b, x, x, y)) return
  if (seconds >= NEVER) return
  k.cost = more
  k.vehicle = r
  k.after = b
  k.trip = trip
  k.reload = x === c ? y : x
}
