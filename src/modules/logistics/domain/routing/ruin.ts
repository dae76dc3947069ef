import { alight } from './bus.ts'
import { below, share } from './random.ts'
import { addAbsent, type Search } from './search.ts'
import { ABSENT, ON_BUS, refresh, type State, touch, unlink } from './state.ts'
import { isReload } from './windows.ts'

/** Takes a task, and the other half of a shipment, out of its route. The route is not refreshed. */
function tearOut(g: Search, node: number): void {
  const { s } = g
  const mate = s.problem.mate[node]
  unlink(s, node)
  if (mate >= 0) unlink(s, mate)
  addAbsent(g, mate >= 0 && mate < node ? mate : node)
}

/**
 * Mends a route after tearing out: no trip without a task, no limit broken, no backhauls alone. Where what is left cannot be
 * torn out either, the whole round is given up.
 */
function mend(g: Search, r: number): void {
  const { s } = g
  const p = s.problem
  dropEmptyTrips(s, r)
  while (!refresh(s, r)) {
    const c = worst(s, r)
    if (c < 0) {
      g.stuck = true
      return
    }
    tearOut(g, c)
    dropEmptyTrips(s, r)
  }
  const needsOthers = p.has.backhauls && p.input.options.backhaulNeedsLinehaul && p.given[r].fixed === 0
  if (needsOthers && s.count[r] > 0 && s.linehauls[r] === 0) {
    emptyOut(g, r)
    g.stuck ||= !refresh(s, r)
  }
}

/** Takes everything out that may be. */
function emptyOut(g: Search, r: number): void {
  const { s } = g
  const p = s.problem
  const first = p.tasks + r
  for (let c = s.next[first]; c !== first + p.vehicles; ) {
    const z = s.next[c]
    // A torn pickup takes its delivery along, which may be the next.
    const after = s.problem.mate[c] === z && p.bound[c] === 0 ? s.next[z] : z
    if (c < p.tasks && p.bound[c] === 0) tearOut(g, c)
    c = after
  }
  dropEmptyTrips(s, r)
}

function dropEmptyTrips(s: State, r: number): void {
  const p = s.problem
  if (!p.has.reloads) return
  const first = p.tasks + r
  const end = first + p.vehicles
  for (let c = s.next[first]; c !== end; ) {
    const z = s.next[c]
    const idle = s.prev[c] === first || isReload(p, s.prev[c]) || z === end || isReload(p, z)
    if (isReload(p, c) && p.fixed[c] === 0 && idle) unlink(s, c)
    c = z
  }
}

/** The first task that comes too late, or the first of all. */
function worst(s: State, r: number): number {
  const p = s.problem
  const end = p.tasks + p.vehicles + r
  let first = -1
  for (let c = s.next[p.tasks + r]; c !== end; c = s.next[c]) {
    if (c >= p.tasks || p.bound[c] === 1) continue
    if (first < 0) first = c
    if (p.has.times && s.leave[c] > s.latestEnd[c]) return c
  }
  return first
}

const LONGEST_STRING = 10
const RUINED = 10
const SPLIT = 0.5
const DEEPEN = 0.01
/** Share of the rounds that empty vehicles: where using one costs money or there are several kinds, and elsewhere. */
const CLOSING = { fleet: 0.04, plain: 0.01 } as const
const CLOSE_TWO = 0.5
/** Share of those rounds in which rides on buses look as if they cost nothing. */
const OFFER_RIDES = 0.5
const LARGEST_CLOSED = 60

/** Tears strings of neighbouring tasks out of neighbouring routes (SISR, Christiaens and Vanden Berghe 2020). */
export function ruin(g: Search, turn: number): void {
  const { s, dice: d } = g
  const p = s.problem
  if (p.tasks === 0) return
  g.seeker.offered = -1
  g.ridesOffered = false
  if (share(d) < (g.fleetCounts ? CLOSING.fleet : CLOSING.plain) && closeRoutes(g)) return
  const longest = Math.max(1, Math.min(LONGEST_STRING, g.averageTasks))
  const strings = Math.floor(1 + share(d) * ((4 * RUINED) / (1 + longest) - 1))
  const seed = below(d, p.tasks)
  const { width, list } = g.close
  let riders = Math.floor(1 + share(d) * longest)
  let torn = 0
  for (let i = -1; i < width && torn < strings; i++) {
    const c = i < 0 ? seed : list[seed * width + i]
    const r = s.route[c]
    if (r === ON_BUS && g.bus !== null && g.bus.held[c] === 0 && riders-- > 0) {
      alight(g.bus, c)
      s.route[c] = ABSENT
      addAbsent(g, c)
    }
    if (r < 0 || g.ruined[r] === turn || p.bound[c] === 1) continue
    g.ruined[r] = turn
    touch(s, r)
    tearString(g, r, c, longest)
    mend(g, r)
    torn++
  }
}

/**
 * Empties a vehicle, sometimes two neighbours, so that their fixed costs come up for decision. An unused vehicle of some
 * kind is offered for nothing, and rides on the bus are: task by task, the dearer of two kinds would never be begun, whatever
 * it saved in the end.
 */
function closeRoutes(g: Search): boolean {
  const { s, dice: d } = g
  const p = s.problem
  const c = below(d, p.tasks)
  const r = s.route[c]
  if (r < 0 || s.count[r] > LARGEST_CLOSED) return false
  closeRoute(g, r)
  if (share(d) < CLOSE_TWO) {
    const other = neighbouringRoute(g, c, r)
    if (other >= 0 && s.count[other] + g.absents <= LARGEST_CLOSED) closeRoute(g, other)
  }
  g.seeker.offered = below(d, 1 + p.kindEnd.length) - 1
  g.ridesOffered = g.bus !== null && share(d) < OFFER_RIDES
  return true
}

function closeRoute(g: Search, r: number): void {
  touch(g.s, r)
  emptyOut(g, r)
  g.stuck ||= !refresh(g.s, r)
}

/** The route of the nearest task that was not in the task's own. */
function neighbouringRoute(g: Search, c: number, own: number): number {
  const { width, list } = g.close
  for (let i = c * width; i < c * width + width; i++) {
    const r = g.s.route[list[i]]
    if (r >= 0 && r !== own) return r
  }
  return -1
}

function tearString(g: Search, r: number, c: number, longest: number): void {
  const { s, dice: d, string } = g
  const p = s.problem
  const end = p.tasks + p.vehicles + r
  let size = 0
  let at = 0
  for (let b = s.next[p.tasks + r]; b !== end; b = s.next[b]) {
    if (b >= p.tasks || p.bound[b] === 1) continue
    if (b === c) at = size
    string[size++] = b
  }
  const length = Math.floor(1 + share(d) * Math.min(size, longest))
  let kept = 0
  if (length > 1 && length < size && share(d) < SPLIT) {
    kept = 1
    while (length + kept < size && share(d) < DEEPEN) kept++
  }
  const span = length + kept
  const lowest = Math.max(0, at - span + 1)
  const highest = Math.min(at, size - span)
  const from = lowest + below(d, highest - lowest + 1)
  const hole = kept === 0 ? -1 : from + 1 + below(d, length - 1)
  for (let i = from; i < from + span; i++) {
    if (hole >= 0 && i >= hole && i < hole + kept) continue
    if (s.route[string[i]] === r) tearOut(g, string[i])
  }
}
