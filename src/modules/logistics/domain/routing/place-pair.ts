import { blinks, emptyVehicle, fitsLimits, openingOf, type Seeker, startSeeking } from './place-job.ts'
import { type State, withUneven } from './state.ts'
import { walkFits } from './walk.ts'
import { isReload, lastStart, nextStart } from './windows.ts'

/** The cheapest feasible place for a shipment: its pickup `c` beside a neighbour, its delivery anywhere after. */
export function seekPair(s: State, k: Seeker, c: number): void {
  const { width, list } = k.near
  startSeeking(k)
  for (const half of [c, c + 1])
    for (let i = half * width, last = i + width; i < last; i++) {
      const q = list[i]
      if (s.route[q] < 0) continue
      if (k.seen[q] !== k.round) tryPickup(s, k, c, q)
      const b = s.prev[q]
      if (k.seen[b] !== k.round) tryPickup(s, k, c, b)
    }
  const p = s.problem
  for (let kind = 0; kind < p.kindEnd.length; kind++) {
    const r = emptyVehicle(s, kind)
    if (r >= 0) tryPickup(s, k, c, p.tasks + r)
  }
}

/** Every position of every used vehicle. */
export function seekPairEverywhere(s: State, k: Seeker, c: number): void {
  const { tasks, vehicles } = s.problem
  for (let r = 0; r < vehicles; r++)
    if (s.count[r] > 0)
      for (let q = tasks + r; q !== tasks + vehicles + r; q = s.next[q])
        if (k.seen[q] !== k.round) tryPickup(s, k, c, q)
}

const roomFor = (s: State, r: number, b: number, c: number): boolean => {
  const p = s.problem
  const D = p.dimensions
  for (let k = 0; k < D; k++) if (s.load[b * D + k] + p.pick[c * D + k] > p.capacity[r * D + k]) return false
  return true
}

/** Pickup `c` after `b`; then forward along the route, carrying time and load, for the delivery. */
function tryPickup(s: State, k: Seeker, c: number, b: number): void {
  k.seen[b] = k.round
  const p = s.problem
  const r = s.route[b]
  if (p.allowed[p.kindOf[r] * p.tasks + c] === 0) return
  const kind = p.classes[p.classOf[r]]
  const { cost, time, service, setup } = kind
  const { place, stride } = p
  const z = s.next[b]
  if (p.has.fixed && p.fixed[z] === 1) return
  const [lb, lc, lz] = [place[b], place[c], place[z]]
  const empty = s.count[r] === 0
  const opening = empty ? openingOf(p, k, r) + s.leg[b] : 0
  let more = opening + cost[lb * stride + lc] - s.leg[b]
  if (kind.taskRate > 0) more += kind.taskRate * (service[c] + service[c + 1] + setup[c] + setup[c + 1])
  if (!empty && more + cost[lc * stride + lz] >= k.cost) return
  if (blinks(k)) return
  if (p.dimensions > 0 && !roomFor(s, r, b, c)) return
  if (p.has.backhauls && p.backhaul[b] === 1) return
  let leave = 0
  if (p.has.times) {
    const start = nextStart(p, c, s.leave[b] + time[lb * stride + lc])
    if (start > p.due[c]) return
    leave = start + service[c] + (lb === lc ? 0 : setup[c])
  }
  deliverDirectly(s, k, r, b, c, z, more, leave)
  carryOn(s, k, r, b, c, more, leave)
}

function deliverDirectly(
  s: State,
  k: Seeker,
  r: number,
  b: number,
  c: number,
  z: number,
  more: number,
  leave: number,
): void {
  const p = s.problem
  const { cost, time, distance } = p.classes[p.classOf[r]]
  const { place, stride } = p
  const d = c + 1
  const [bc, cd, dz] = [
    place[b] * stride + place[c],
    place[c] * stride + place[d],
    place[d] * stride + place[z],
  ]
  const all = withUneven(s, r, more + cost[cd] + cost[dz])
  if (all >= k.cost || blinks(k)) return
  if (p.has.times && !fitsDelivery(s, r, c, d, z, leave)) return
  if (
    p.has.limits &&
    !fitsLimits(s, r, time[bc] + time[cd] + time[dz], distance[bc] + distance[cd] + distance[dz], b, 2)
  )
    return
  if (p.walked[r] === 1 && !walkFits(s, r, b, c, c, d)) return
  take(k, r, b, c, all)
}

function carryOn(s: State, k: Seeker, r: number, b: number, c: number, more: number, leaveC: number): void {
  const p = s.problem
  const { cost, time, service, setup, distance } = p.classes[p.classOf[r]]
  const { place, stride, tasks } = p
  const d = c + 1
  const last = place[d]
  let before = c
  let leave = leaveC
  let q = s.next[b]
  const through = more + cost[place[c] * stride + place[q]]
  const detour = time[place[b] * stride + place[c]] + time[place[c] * stride + place[q]]
  const metres = distance[place[b] * stride + place[c]] + distance[place[c] * stride + place[q]]
  while (q < tasks && !isReload(p, q) && p.backhaul[q] === 0) {
    if (p.has.times) {
      const arrival = leave + time[place[before] * stride + place[q]]
      const start = nextStart(p, q, arrival)
      const action = service[q] + (place[before] === place[q] ? 0 : setup[q])
      // Without the delivery the rest of the route must already be in time; with it, all the more.
      if (start > p.due[q] || start + action > s.latestEnd[q]) return
      leave = start + action
    }
    if (p.dimensions > 0 && !roomFor(s, r, q, c)) return
    const z = s.next[q]
    const added = through + cost[place[q] * stride + last] + cost[last * stride + place[z]] - s.leg[q]
    const all = s.uneven > 0 ? withUneven(s, r, added) : added
    if (all < k.cost && !blinks(k) && (!p.has.times || fitsDelivery(s, r, q, d, z, leave))) {
      const add =
        time[place[q] * stride + last] + time[last * stride + place[z]] - time[place[q] * stride + place[z]]
      const addMetres =
        distance[place[q] * stride + last] +
        distance[last * stride + place[z]] -
        distance[place[q] * stride + place[z]]
      if (
        (!p.has.limits || fitsLimits(s, r, detour + add, metres + addMetres, b, 2)) &&
        (p.walked[r] === 0 || walkFits(s, r, b, c, q, d))
      )
        take(k, r, b, q, all)
    }
    before = q
    q = z
  }
}

/** Delivery `d` between `q` (left at `leave`) and `z`. */
function fitsDelivery(s: State, r: number, q: number, d: number, z: number, leave: number): boolean {
  const p = s.problem
  const { time, service, setup } = p.classes[p.classOf[r]]
  const { place, stride } = p
  const start = nextStart(p, d, leave + time[place[q] * stride + place[d]])
  if (start > p.due[d]) return false
  const done = start + service[d] + (place[q] === place[d] ? 0 : setup[d])
  const by =
    setup[z] === 0
      ? s.latest[z]
      : lastStart(p, z, s.latestEnd[z] - service[z] - (place[d] === place[z] ? 0 : setup[z]))
  return done + time[place[d] * stride + place[z]] <= by
}

function take(k: Seeker, r: number, after: number, afterMate: number, cost: number): void {
  k.cost = cost
  k.vehicle = r
  k.after = after
  k.afterMate = afterMate
  k.trip = 0
}
