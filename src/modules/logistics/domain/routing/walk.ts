import { NEVER, type Problem } from './problem.ts'
import { nextStart } from './windows.ts'

const LATE = 2 * NEVER

/** Routes as lists: each node's next. */
type Linked = { readonly problem: Problem; readonly next: Int32Array }

/** 逐点推演 A route as a row of nodes, walked forwards for every number of breaks already taken. */
export type Walk = {
  nodes: Int32Array
  length: number
  /** Earliest end of each node's action with k breaks taken, at `i·(breaks+1)+k`. */
  leave: Int32Array
  /** How many breaks the earliest way there takes just before the node. */
  taken: Int8Array
}

export const newWalk = (): Walk => ({
  nodes: new Int32Array(256),
  length: 0,
  leave: new Int32Array(1024),
  taken: new Int8Array(1024),
})

const shared = newWalk()

/** Lays out route `r` with `c` after `p` and `d` after `q` (−1: nothing; `q` may be `c`). */
export function layOut(w: Walk, s: Linked, r: number, p: number, c: number, q: number, d: number): void {
  const end = s.problem.tasks + s.problem.vehicles + r
  w.length = 0
  for (let b = s.problem.tasks + r; ; b = s.next[b]) {
    if (w.length + 4 > w.nodes.length) {
      const wider = new Int32Array(2 * w.nodes.length)
      wider.set(w.nodes)
      w.nodes = wider
    }
    w.nodes[w.length++] = b
    if (b === p && c >= 0) {
      w.nodes[w.length++] = c
      if (q === c && d >= 0) w.nodes[w.length++] = d
    }
    if (b === q && d >= 0 && q !== c) w.nodes[w.length++] = d
    if (b === end) break
  }
}

/** Walks from the given second. Returns when the end is reached with every break taken, or `LATE`. */
export function walkFrom(w: Walk, problem: Problem, r: number, departure: number): number {
  const p = problem
  const { place, stride } = p
  const { time, service, setup } = p.classes[p.classOf[r]]
  const breaks = p.breaks[r]
  const B = breaks.length
  const wide = B + 1
  if (w.leave.length < w.length * wide) {
    w.leave = new Int32Array(2 * w.length * wide)
    w.taken = new Int8Array(2 * w.length * wide)
  }
  w.leave.fill(LATE, 0, w.length * wide)
  w.leave[0] = departure
  for (let i = 1; i < w.length; i++) {
    const b = w.nodes[i - 1]
    const c = w.nodes[i]
    const drive = time[place[b] * stride + place[c]]
    const action = service[c] + (place[b] === place[c] ? 0 : setup[c])
    for (let k = 0; k <= B; k++) {
      const from = w.leave[(i - 1) * wide + k]
      if (from >= LATE) continue
      let free = from
      let there = from + drive
      for (let j = k; ; j++) {
        const start = nextStart(p, c, there)
        if (start > p.due[c]) break
        const at = i * wide + j
        if (start + action < w.leave[at]) {
          w.leave[at] = start + action
          w.taken[at] = j - k
        }
        if (j === B || !mayRest(w, p, r, i - 1, j)) break
        const pause = breaks[j]
        const begin = pauseStart(pause.windows, free)
        if (begin < 0) break
        there = Math.max(there, begin) + pause.service
        free = begin + pause.service
      }
    }
  }
  return w.leave[(w.length - 1) * wide + B]
}

/** Earliest second from `free` on at which a break with these windows may begin, or −1. */
export function pauseStart(
  windows: readonly { readonly from: number; readonly to: number }[],
  free: number,
): number {
  if (windows.length === 0) return free
  for (const { from, to } of windows) if (free <= to) return Math.max(free, from)
  return -1
}

/** Is what is aboard after the i-th node little enough for the break? */
function mayRest(w: Walk, p: Problem, r: number, i: number, pause: number): boolean {
  const most = p.breaks[r][pause].maxLoad
  if (most === null) return true
  const D = p.dimensions
  for (let k = 0; k < D; k++) {
    let aboard = 0
    for (let j = 1; j < w.length - 1; j++) {
      const c = w.nodes[j]
      if (j <= i) aboard += p.pick[c * D + k] - (p.role[c] === 2 ? p.drop[c * D + k] : 0)
      else if (p.role[c] === 0) aboard += p.drop[c * D + k]
    }
    if (aboard > most[k]) return false
  }
  return true
}

/**
 * Leaves as early as its working time allows: any departure that keeps the working time W is at least (earliest end − W),
 * so raising the departure to that bound until it holds finds the first one, or none.
 */
export function firstDeparture(w: Walk, p: Problem, r: number, working = p.given[r].maxWorkingTime): number {
  const latest = p.due[p.tasks + r]
  let departure = p.ready[p.tasks + r]
  // Without windows it would be raised for ever; with them, each raise passes at least one.
  for (let tries = 0; tries < 20; tries++) {
    const end = walkFrom(w, p, r, departure)
    if (end >= LATE) return -1
    if (end - departure <= working) return departure
    departure = end - working
    if (departure > latest) return -1
  }
  return -1
}

/** Does route `r`, with `c` put after `p` and `d` after `q`, keep windows, breaks and working time? */
export function walkFits(s: Linked, r: number, p: number, c: number, q: number, d: number): boolean {
  layOut(shared, s, r, p, c, q, d)
  return firstDeparture(shared, s.problem, r) >= 0
}
