import { DELIVERY, JOB, NEVER, type Problem } from './problem.ts'
import { walkFits } from './walk.ts'
import { isReload, lastStart, nextStart } from './windows.ts'

export const ABSENT = -1
export const ON_BUS = -2

/**
 * 搜索状态 One plan under change. Routes are doubly linked lists from a vehicle's start node to its end node; what the
 * constant-time checks need is kept by node and refreshed by route. A change is undone from the journal.
 */
export type State = {
  readonly problem: Problem
  readonly next: Int32Array
  readonly prev: Int32Array
  /** Vehicle, `ABSENT` or `ON_BUS`. */
  readonly route: Int32Array
  /** Earliest end of the node's action; latest start; latest end. */
  readonly leave: Int32Array
  readonly latest: Int32Array
  readonly latestEnd: Int32Array
  /** Cost of the way to the next node. */
  readonly leg: Float64Array
  /** By node and dimension: load on leaving, and the most in its trip up to there and from there on. */
  readonly load: Int32Array
  readonly peakTo: Int32Array
  readonly peakFrom: Int32Array
  /** By vehicle. */
  readonly count: Int32Array
  readonly linehauls: Int32Array
  /** The last task of a vehicle that is no backhaul, or its start: where both kinds may still be put. */
  readonly lastLinehaul: Int32Array
  readonly usedReloads: Int32Array
  readonly cost: Float64Array
  /** Ways and time at stops, in money. */
  readonly work: Float64Array
  readonly travel: Int32Array
  readonly distance: Int32Array
  /** By vehicle and dimension, all trips together. */
  readonly dropped: Int32Array
  readonly picked: Int32Array
  /** By kind: no vehicle before this one is empty. */
  readonly firstEmpty: Int32Array
  readonly journal: Journal
  /** The route being refreshed, from its start to its end, laid out in a row. */
  readonly row: Int32Array
  /** Sum of `cost` over the vehicles. */
  total: number
  /** 均衡 A route's work costs so much of its square more: long routes grow dearer than short ones. 0: not balanced. */
  uneven: number
}

type Journal = {
  readonly nodes: Int32Array
  readonly vehicles: Int32Array
  readonly starts: Int32Array
  readonly mark: Int32Array
  routes: number
  used: number
  /** Total before. */
  total: number
  turn: number
}

export function emptyState(problem: Problem): State {
  const { nodes, tasks, vehicles, dimensions } = problem
  const s: State = {
    problem,
    next: new Int32Array(nodes).fill(-1),
    prev: new Int32Array(nodes).fill(-1),
    route: new Int32Array(nodes).fill(ABSENT),
    leave: new Int32Array(nodes),
    latest: new Int32Array(nodes),
    latestEnd: new Int32Array(nodes),
    leg: new Float64Array(nodes),
    load: new Int32Array(nodes * dimensions),
    peakTo: new Int32Array(nodes * dimensions),
    peakFrom: new Int32Array(nodes * dimensions),
    count: new Int32Array(vehicles),
    linehauls: new Int32Array(vehicles),
    lastLinehaul: new Int32Array(vehicles),
    usedReloads: new Int32Array(vehicles),
    cost: new Float64Array(vehicles),
    work: new Float64Array(vehicles),
    travel: new Int32Array(vehicles),
    distance: new Int32Array(vehicles),
    dropped: new Int32Array(vehicles * dimensions),
    picked: new Int32Array(vehicles * dimensions),
    firstEmpty: new Int32Array(problem.kindEnd.length),
    row: new Int32Array(nodes),
    journal: {
      nodes: new Int32Array(2 * nodes),
      vehicles: new Int32Array(vehicles),
      starts: new Int32Array(vehicles + 1),
      mark: new Int32Array(vehicles).fill(-1),
      routes: 0,
      used: 0,
      total: 0,
      turn: 0,
    },
    total: 0,
    uneven: 0,
  }
  for (let v = 0; v < vehicles; v++) {
    const start = tasks + v
    const end = tasks + vehicles + v
    s.next[start] = end
    s.prev[end] = start
    s.route[start] = s.route[end] = v
    refresh(s, v)
  }
  for (let kind = 1; kind < s.firstEmpty.length; kind++) s.firstEmpty[kind] = problem.kindEnd[kind - 1]
  return s
}

export function link(s: State, node: number, after: number, r: number): void {
  const z = s.next[after]
  s.next[after] = node
  s.prev[node] = after
  s.next[node] = z
  s.prev[z] = node
  s.route[node] = r
}

export function unlink(s: State, node: number): void {
  const p = s.prev[node]
  const z = s.next[node]
  s.next[p] = z
  s.prev[z] = p
  s.route[node] = ABSENT
}

/** Remembers a route as it is before its first change of this turn. */
export function touch(s: State, r: number): void {
  const j = s.journal
  if (j.mark[r] === j.turn) return
  j.mark[r] = j.turn
  j.vehicles[j.routes] = r
  j.starts[j.routes++] = j.used
  const end = s.problem.tasks + s.problem.vehicles + r
  for (let c = s.next[s.problem.tasks + r]; c !== end; c = s.next[c]) j.nodes[j.used++] = c
  j.starts[j.routes] = j.used
}

export function openTurn(s: State): void {
  const j = s.journal
  j.turn++
  j.routes = 0
  j.used = 0
  j.total = s.total
}

/** Puts every touched route back. Tasks that were absent before are the caller's to know. */
export function undo(s: State): void {
  const j = s.journal
  const { tasks, vehicles } = s.problem
  for (let i = 0; i < j.routes; i++) {
    const r = j.vehicles[i]
    const end = tasks + vehicles + r
    for (let c = s.next[tasks + r]; c !== end; c = s.next[c]) if (s.route[c] === r) s.route[c] = ABSENT
  }
  for (let i = 0; i < j.routes; i++) {
    const r = j.vehicles[i]
    const end = tasks + vehicles + r
    let p = tasks + r
    for (let at = j.starts[i]; at < j.starts[i + 1]; at++) {
      const c = j.nodes[at]
      s.next[p] = c
      s.prev[c] = p
      s.route[c] = r
      p = c
    }
    s.next[p] = end
    s.prev[end] = p
    refresh(s, r)
  }
  s.total = j.total
}

/** Recomputes what is kept of a route. `false`: it breaks a limit (a way got longer by leaving a stop out). */
export function refresh(s: State, r: number): boolean {
  const p = s.problem
  const { place, stride } = p
  const { row } = s
  const k = p.classes[p.classOf[r]]
  const end = p.tasks + p.vehicles + r
  let cost = 0
  let count = 0
  let travel = 0
  let distance = 0
  let last = 0
  for (let c = p.tasks + r; c !== end; c = s.next[c]) {
    row[last++] = c
    const at = place[c] * stride + place[s.next[c]]
    s.leg[c] = k.cost[at]
    cost += k.cost[at]
    travel += k.time[at]
    distance += k.distance[at]
    if (c < p.tasks) count++
  }
  row[last] = end
  if (k.taskRate > 0) cost += k.taskRate * taskSeconds(s, r)
  s.work[r] = count === 0 ? 0 : cost
  cost = count === 0 ? 0 : cost + s.uneven * cost * cost + k.fixed
  s.total += cost - s.cost[r]
  s.cost[r] = cost
  s.count[r] = count
  s.travel[r] = travel
  s.distance[r] = distance
  if (count === 0 && r < s.firstEmpty[p.kindOf[r]]) s.firstEmpty[p.kindOf[r]] = r
  if (p.dimensions > 0) {
    if (p.has.reloads || p.has.mates) refreshTrips(s, r)
    else refreshLoads(s, r, last)
  }
  if (p.has.backhauls) countLinehauls(s, r)
  if (p.has.reloads) countReloads(s, r)
  const fits = !p.has.times || refreshTimes(s, r, last)
  if (!p.has.limits) return fits
  return fits && (count === 0 || (travel <= p.maxTravel[r] && distance <= p.maxDistance[r]))
}

/** What `more` work in a route costs, with what it makes the days of the vehicles uneven. */
export const withUneven = (s: State, r: number, more: number): number =>
  more + s.uneven * more * (2 * s.work[r] + more)

/** Routes are balanced from now on: `share` of the mean route's work. */
export function balance(s: State, uneven: number): void {
  s.uneven = uneven
  for (let r = 0; r < s.problem.vehicles; r++) refresh(s, r)
}

function taskSeconds(s: State, r: number): number {
  const p = s.problem
  const k = p.classes[p.classOf[r]]
  const end = p.tasks + p.vehicles + r
  let seconds = 0
  for (let c = s.next[p.tasks + r]; c !== end; c = s.next[c])
    seconds += k.service[c] + (p.place[c] === p.place[s.prev[c]] ? 0 : k.setup[c])
  return seconds
}

function countLinehauls(s: State, r: number): void {
  const p = s.problem
  const end = p.tasks + p.vehicles + r
  let linehauls = 0
  let last = p.tasks + r
  for (let c = s.next[last]; c !== end; c = s.next[c])
    if (c < p.tasks && p.backhaul[c] === 0) {
      linehauls++
      last = c
    }
  s.linehauls[r] = linehauls
  s.lastLinehaul[r] = last
}

function countReloads(s: State, r: number): void {
  const p = s.problem
  const end = p.tasks + p.vehicles + r
  let used = 0
  for (let c = s.next[p.tasks + r]; c !== end; c = s.next[c]) if (isReload(p, c)) used++
  s.usedReloads[r] = used
}

/** One trip of jobs: what they bring is aboard from the start, what they fetch to the end. */
function refreshLoads(s: State, r: number, last: number): void {
  const p = s.problem
  const D = p.dimensions
  const { row, load, peakTo, peakFrom } = s
  const { drop, pick } = p
  for (let k = 0; k < D; k++) {
    let dropped = 0
    let picked = 0
    for (let i = 1; i < last; i++) {
      const at = row[i] * D + k
      dropped += drop[at]
      picked += pick[at]
    }
    s.dropped[r * D + k] = dropped
    s.picked[r * D + k] = picked
    if (!p.has.twoWay) continue
    let aboard = dropped
    let peak = dropped
    load[row[0] * D + k] = peakTo[row[0] * D + k] = dropped
    for (let i = 1; i < last; i++) {
      const at = row[i] * D + k
      aboard += pick[at] - drop[at]
      load[at] = aboard
      if (aboard > peak) peak = aboard
      peakTo[at] = peak
    }
    peak = 0
    for (let i = last - 1; i >= 0; i--) {
      const at = row[i] * D + k
      if (load[at] > peak) peak = load[at]
      peakFrom[at] = peak
    }
  }
}

/** Several trips, or shipments among the jobs. */
function refreshTrips(s: State, r: number): void {
  const p = s.problem
  const D = p.dimensions
  const first = p.tasks + r
  const end = first + p.vehicles
  const { load, peakTo, peakFrom } = s
  for (let k = 0; k < D; k++) {
    let trip = 0
    let dropped = 0
    let picked = 0
    for (let c = s.prev[end]; ; c = s.prev[c]) {
      if (c === first || isReload(p, c)) {
        load[c * D + k] = trip
        trip = 0
        if (c === first) break
      } else if (p.role[c] === JOB) trip += p.drop[c * D + k]
      dropped += p.role[c] === DELIVERY ? 0 : p.drop[c * D + k]
      picked += p.role[c] === JOB ? p.pick[c * D + k] : 0
    }
    s.dropped[r * D + k] = dropped
    s.picked[r * D + k] = picked
    let aboard = load[first * D + k]
    let peak = aboard
    peakTo[first * D + k] = peak
    for (let c = s.next[first]; c !== end; c = s.next[c]) {
      if (isReload(p, c)) {
        aboard = peak = load[c * D + k]
      } else {
        aboard += p.pick[c * D + k] - p.drop[c * D + k]
        load[c * D + k] = aboard
        if (aboard > peak) peak = aboard
      }
      peakTo[c * D + k] = peak
    }
    peak = 0
    for (let c = s.prev[end]; ; c = s.prev[c]) {
      const here = load[c * D + k]
      if (here > peak) peak = here
      peakFrom[c * D + k] = peak
      if (c === first) break
      if (isReload(p, c)) peak = 0
    }
  }
}

function refreshTimes(s: State, r: number, last: number): boolean {
  const p = s.problem
  const { place, stride, due } = p
  const { time, service, setup } = p.classes[p.classOf[r]]
  const { row, leave, latest, latestEnd } = s
  let fits = true
  leave[row[0]] = p.ready[row[0]]
  for (let i = 1; i <= last; i++) {
    const b = row[i - 1]
    const c = row[i]
    const start = nextStart(p, c, leave[b] + time[place[b] * stride + place[c]])
    if (start > due[c]) fits = false
    const done = start + service[c] + (place[b] === place[c] ? 0 : setup[c])
    leave[c] = Math.min(done, 2 * NEVER)
  }
  latest[row[last]] = latestEnd[row[last]] = due[row[last]]
  for (let i = last - 1; i >= 0; i--) {
    const c = row[i]
    const z = row[i + 1]
    const by = latest[z] - time[place[c] * stride + place[z]]
    latestEnd[c] = Math.max(by, -NEVER)
    if (i > 0)
      latest[c] = lastStart(p, c, latestEnd[c] - service[c] - (place[row[i - 1]] === place[c] ? 0 : setup[c]))
  }
  if (fits && p.walked[r] === 1 && s.count[r] > 0) return walkFits(s, r, -1, -1, -1, -1)
  return fits || s.count[r] === 0
}
