import { JOB, type Problem } from './problem.ts'
import { firstDeparture, newWalk, pauseStart, walkFrom } from './walk.ts'
import { isReload, nextStart } from './windows.ts'

/** 时刻 One line of a route's timetable: a node, or (`pause` ≥ 0) a break before the next node. Times since the epoch. */
export type Moment = {
  readonly node: number
  readonly pause: number
  readonly arrival: number
  readonly start: number
  readonly setup: number
  readonly service: number
  /** Travelled so far. */
  readonly travel: number
  readonly distance: number
  /** Aboard on leaving, per dimension. */
  readonly load: readonly number[]
}

/** The latest departure that reaches the end as early as the earliest one does: no waiting that could be slept through. */
function departureOf(p: Problem, r: number, nodes: readonly number[]): number {
  const w = newWalk()
  w.nodes = Int32Array.from(nodes)
  w.length = nodes.length
  const earliest = Math.max(0, firstDeparture(w, p, r))
  const end = walkFrom(w, p, r, earliest)
  let lowest = earliest
  let highest = Math.min(p.due[p.tasks + r], end)
  while (lowest < highest) {
    const middle = Math.ceil((lowest + highest) / 2)
    if (walkFrom(w, p, r, middle) === end) lowest = middle
    else highest = middle - 1
  }
  return lowest
}

/** How many breaks are taken just before each node. */
function pausesBefore(p: Problem, r: number, nodes: readonly number[], departure: number): number[] {
  const w = newWalk()
  w.nodes = Int32Array.from(nodes)
  w.length = nodes.length
  walkFrom(w, p, r, departure)
  const wide = p.breaks[r].length + 1
  const pauses = nodes.map(() => 0)
  let k = wide - 1
  for (let i = nodes.length - 1; i > 0; i--) {
    pauses[i] = w.taken[i * wide + k]
    k -= pauses[i]
  }
  return pauses
}

/** Loads on leaving each node of a route. */
function loadsOf(p: Problem, nodes: readonly number[]): number[][] {
  const D = p.dimensions
  const loads = nodes.map(() => new Array<number>(D).fill(0))
  for (let k = 0; k < D; k++) {
    let trip = 0
    for (let i = nodes.length - 1; i >= 0; i--) {
      const c = nodes[i]
      if (i === 0 || isReload(p, c)) {
        loads[i][k] = trip
        trip = 0
      } else if (c < p.tasks && p.role[c] === JOB) trip += p.drop[c * D + k]
    }
    for (let i = 1; i < nodes.length - 1; i++) {
      const c = nodes[i]
      if (!isReload(p, c)) loads[i][k] = loads[i - 1][k] + p.pick[c * D + k] - p.drop[c * D + k]
    }
    loads[nodes.length - 1][k] = loads[nodes.length - 2]?.[k] ?? 0
  }
  return loads
}

/** When vehicle `r` is where, serving `tasks` in this order. */
export function timetable(p: Problem, r: number, tasks: Int32Array): Moment[] {
  const nodes = [p.tasks + r, ...tasks, p.tasks + p.vehicles + r]
  const { time, distance, service, setup } = p.classes[p.classOf[r]]
  const loads = loadsOf(p, nodes)
  const departure = departureOf(p, r, nodes)
  const pauses = pausesBefore(p, r, nodes, departure)
  const moments: Moment[] = []
  const say = (
    node: number,
    pause: number,
    arrival: number,
    start: number,
    work: readonly number[],
    far: readonly number[],
    load: number[],
  ): void => {
    moments.push({
      node,
      pause,
      arrival,
      start,
      setup: work[0],
      service: work[1],
      travel: far[0],
      distance: far[1],
      load,
    })
  }
  say(nodes[0], -1, departure, departure, [0, 0], [0, 0], loads[0])
  let leave = departure
  let travel = 0
  let metres = 0
  let taken = 0
  for (let i = 1; i < nodes.length; i++) {
    const [b, c] = [nodes[i - 1], nodes[i]]
    const at = p.place[b] * p.stride + p.place[c]
    let there = leave + time[at]
    let free = leave
    let driven = 0
    for (let k = 0; k < pauses[i]; k++) {
      const pause = p.breaks[r][taken]
      const begin = pauseStart(pause.windows, free)
      const arrival = Math.min(begin, there)
      driven += arrival - free
      say(-1, taken++, arrival, begin, [0, pause.service], [travel + driven, metres], loads[i - 1])
      there = Math.max(there, begin) + pause.service
      free = begin + pause.service
    }
    const start = nextStart(p, c, there)
    const unpack = p.place[b] === p.place[c] ? 0 : setup[c]
    travel += time[at]
    metres += distance[at]
    say(c, -1, there, start, [unpack, service[c]], [travel, metres], loads[i])
    leave = start + unpack + service[c]
  }
  return moments
}
