import type { BusLine, GivenRide, Job, RouteInput } from './input.ts'
import type { BusRide, BusRoute } from './plan.ts'

/** 班次 One departure of a line, one way; its stretches between stops begin at `stretch` in the load table. */
type Trip = {
  readonly line: BusLine
  readonly outbound: boolean
  readonly departure: number
  readonly stretch: number
}

/** By courier: seconds with the handover, seconds on the way, metres, money. All 0 at the stop itself. */
type Leg = {
  readonly seconds: number
  readonly duration: number
  readonly metres: number
  readonly cost: number
}

/** A trip that serves the job in time at one of its stops: `stop` counts in travel order, the job's goods ride stretches `from` to `to`. */
type Chance = {
  readonly trip: number
  readonly stop: number
  readonly place: number
  readonly leg: Leg
  readonly from: number
  readonly to: number
  readonly cost: number
}

/** 搭车 Which trips a job rides, by number; −1: it has nothing to go that way. */
export type Ride = { readonly job: number; readonly down: number; readonly up: number }

/** 公交网 All trips of the day, who could ride them, and what rides them now. */
export type BusNetwork = {
  readonly trips: readonly Trip[]
  readonly down: readonly (readonly Chance[])[]
  readonly up: readonly (readonly Chance[])[]
  readonly jobs: readonly Job[]
  readonly load: Int32Array
  /** By job: the chance taken, or −1. */
  readonly ridesDown: Int32Array
  readonly ridesUp: Int32Array
  /** By job: it rides what has gone. */
  readonly held: Uint8Array
  total: number
  /** Boardings (job) and leavings (−1−job) of this turn, with their chances, for undoing. */
  readonly log: number[]
  totalBefore: number
  foundDown: number
  foundUp: number
  foundCost: number
}

const some = (amounts: readonly number[]): boolean => amounts.some((x) => x > 0)

/** Time of the bus at the stop against the job's windows; the stop's keeper may hold goods for a while. */
function inTime(job: Job, line: BusLine, outbound: boolean, time: number): boolean {
  const from = outbound ? time : time - line.hold
  const to = outbound ? time + line.hold : time
  return job.windows.length === 0 || job.windows.some((w) => from <= w.to && to >= w.from)
}

/** Has the bus gone, for a job that was not on it? */
function isGone(input: RouteInput, job: Job, t: Trip, met: number): boolean {
  if ((t.outbound ? t.departure : met) >= input.now) return false
  const direction = t.outbound ? 'outbound' : 'inbound'
  return !input.rides.some(
    (r) =>
      r.fixed &&
      r.job === job.id &&
      r.line === t.line.id &&
      r.direction === direction &&
      r.departure === t.departure,
  )
}

/** The courier's way between a stop and a place, and what it costs; null: too far, or none goes there. */
function courierWay(input: RouteInput, job: Job, line: BusLine, stop: number, outbound: boolean): Leg | null {
  if (stop === job.place) return AT_STOP
  const matrix = line.onward === null ? undefined : input.matrices.get(line.onward.profile)
  if (line.onward === null || matrix === undefined) return null
  const at = outbound ? stop * matrix.size + job.place : job.place * matrix.size + stop
  const [seconds, metres] = [matrix.durations[at], matrix.distances?.[at] ?? -1]
  const { maxMetres, handover, perKm, perParcel, perJob } = line.onward
  if (seconds < 0 || metres < 0 || metres > maxMetres) return null
  const parcels = (outbound ? job.delivery : job.pickup)[line.parcelDimension] ?? 0
  const cost = perJob + perParcel * parcels + (perKm * metres) / 1000
  return { seconds: seconds + handover, duration: seconds, metres, cost }
}

const AT_STOP: Leg = { seconds: 0, duration: 0, metres: 0, cost: 0 }

/** When the goods are at the job's place, if the bus is at the stop at `time`. */
const meets = (time: number, leg: Leg, outbound: boolean): number =>
  outbound ? time + leg.seconds : time - leg.seconds

/** The cheapest stop of a trip for a job, on foot of it or by courier. */
function chanceOf(input: RouteInput, job: Job, t: Trip, trip: number): Chance[] {
  const { line, outbound } = t
  const amounts = outbound ? job.delivery : job.pickup
  if (amounts.some((x, k) => x > line.capacityPerTrip[k])) return []
  const stops = outbound ? line.stops : line.stops.toReversed()
  const offsets = outbound ? line.outboundOffsets : line.inboundOffsets
  const fee = line.feePerParcel * amounts[line.parcelDimension] + line.handling
  let best: Chance | null = null
  for (const [stop, s] of stops.entries()) {
    const time = t.departure + offsets[stop]
    const leg = courierWay(input, job, line, s.place, outbound)
    if (leg === null) continue
    const met = meets(time, leg, outbound)
    if (isGone(input, job, t, met) || !inTime(job, line, outbound, met)) continue
    const [from, to] = outbound ? [0, stop] : [stop, stops.length - 1]
    const cost = Math.round(fee + leg.cost)
    if (best === null || cost < best.cost)
      best = { trip, stop, place: s.place, from: t.stretch + from, to: t.stretch + to, leg, cost }
  }
  return best === null ? [] : [best]
}

const chancesOf = (input: RouteInput, job: Job, trips: readonly Trip[], outbound: boolean): Chance[] =>
  trips.flatMap((t, trip) => (t.outbound === outbound ? chanceOf(input, job, t, trip) : []))

/** Null where no line can take anything: lines count whose first stop is where some vehicle loads. */
export function busNetworkOf(input: RouteInput): BusNetwork | null {
  const hubs = new Set(input.vehicles.map((v) => v.start))
  let stretch = 0
  const trips: Trip[] = []
  for (const line of input.busLines) {
    if (!hubs.has(line.stops[0]?.place ?? -1)) continue
    const add = (outbound: boolean, departure: number): void => {
      trips.push({ line, outbound, departure, stretch })
      stretch += line.stops.length
    }
    for (const d of line.outboundDepartures) if (d >= line.sortedAt + line.cutoff) add(true, d)
    for (const d of line.inboundDepartures) add(false, d)
  }
  const chances = (outbound: boolean) =>
    input.jobs.map((job) => (job.ridesBus ? chancesOf(input, job, trips, outbound) : []))
  const [down, up] = [chances(true), chances(false)]
  if (![...down, ...up].some((x) => x.length > 0)) return null
  return {
    trips,
    down,
    up,
    jobs: input.jobs,
    load: new Int32Array(stretch * input.dimensions),
    ridesDown: new Int32Array(input.jobs.length).fill(-1),
    ridesUp: new Int32Array(input.jobs.length).fill(-1),
    held: new Uint8Array(input.jobs.length),
    total: 0,
    log: [],
    totalBefore: 0,
    foundDown: -1,
    foundUp: -1,
    foundCost: Number.POSITIVE_INFINITY,
  }
}

/** Rides that the request brings and that still hold, the ones that have gone first: nobody takes their room. */
export function givenRides(b: BusNetwork, input: RouteInput): Ride[] {
  const chosen = (job: number, chances: readonly Chance[], direction: GivenRide['direction']): number => {
    const ride = input.rides.find((r) => r.job === job && r.direction === direction)
    if (ride === undefined) return -1
    return chances.findIndex(({ trip }) => {
      const { line, departure } = b.trips[trip]
      return line.id === ride.line && departure === ride.departure
    })
  }
  const rides = b.jobs.flatMap((job, c): Ride[] => {
    const [down, up] = [chosen(job.id, b.down[c], 'outbound'), chosen(job.id, b.up[c], 'inbound')]
    const whole = (down >= 0 || !some(job.delivery)) && (up >= 0 || !some(job.pickup))
    if (!whole || (down < 0 && up < 0)) return []
    b.held[c] = input.rides.some((r) => r.job === job.id && r.fixed) ? 1 : 0
    return [{ job: c, down, up }]
  })
  return rides.toSorted((x, y) => b.held[y.job] - b.held[x.job])
}

function hasRoom(b: BusNetwork, amounts: readonly number[], chance: Chance): boolean {
  const capacity = b.trips[chance.trip].line.capacityPerTrip
  const D = capacity.length
  for (let i = chance.from; i < chance.to; i++)
    for (let k = 0; k < D; k++) if (b.load[i * D + k] + amounts[k] > capacity[k]) return false
  return true
}

function cheapest(b: BusNetwork, chances: readonly Chance[], amounts: readonly number[]): number {
  let found = -1
  for (let i = 0; i < chances.length; i++)
    if ((found < 0 || chances[i].cost < chances[found].cost) && hasRoom(b, amounts, chances[i])) found = i
  return found
}

/** Is there room on both trips of a ride? */
export const fitsRide = (b: BusNetwork, c: number, down: number, up: number): boolean =>
  (down < 0 || hasRoom(b, b.jobs[c].delivery, b.down[c][down])) &&
  (up < 0 || hasRoom(b, b.jobs[c].pickup, b.up[c][up]))

/** Does some trip serve the job in time, both ways if it goes both ways, whoever rides it now? */
export const mayRide = (b: BusNetwork, c: number): boolean => {
  const job = b.jobs[c]
  if (job === undefined) return false
  const [goesDown, goesUp] = [some(job.delivery), some(job.pickup)]
  return (goesDown || goesUp) && (!goesDown || b.down[c].length > 0) && (!goesUp || b.up[c].length > 0)
}

/** The cheapest ride of a job, both ways; `foundCost` is infinite if there is none. */
export function seekRide(b: BusNetwork, c: number): void {
  b.foundCost = Number.POSITIVE_INFINITY
  const job = b.jobs[c]
  const [goesDown, goesUp] = [some(job.delivery), some(job.pickup)]
  if (!goesDown && !goesUp) return
  b.foundDown = goesDown ? cheapest(b, b.down[c], job.delivery) : -1
  b.foundUp = goesUp ? cheapest(b, b.up[c], job.pickup) : -1
  if ((goesDown && b.foundDown < 0) || (goesUp && b.foundUp < 0)) return
  b.foundCost = costOf(b, c, b.foundDown, b.foundUp)
}

const costOf = (b: BusNetwork, c: number, down: number, up: number): number =>
  (down < 0 ? 0 : b.down[c][down].cost) + (up < 0 ? 0 : b.up[c][up].cost)

function carry(b: BusNetwork, amounts: readonly number[], chance: Chance, sign: number): void {
  const D = amounts.length
  for (let i = chance.from; i < chance.to; i++)
    for (let k = 0; k < D; k++) b.load[i * D + k] += sign * amounts[k]
}

function set(b: BusNetwork, c: number, down: number, up: number, sign: number): void {
  const job = b.jobs[c]
  if (down >= 0) carry(b, job.delivery, b.down[c][down], sign)
  if (up >= 0) carry(b, job.pickup, b.up[c][up], sign)
  b.total += sign * costOf(b, c, down, up)
  b.ridesDown[c] = sign > 0 ? down : -1
  b.ridesUp[c] = sign > 0 ? up : -1
}

/** Takes the ride just found. */
export function board(b: BusNetwork, c: number): void {
  b.log.push(c, b.foundDown, b.foundUp)
  set(b, c, b.foundDown, b.foundUp, 1)
}

export function alight(b: BusNetwork, c: number): void {
  const [down, up] = [b.ridesDown[c], b.ridesUp[c]]
  b.log.push(-1 - c, down, up)
  set(b, c, down, up, -1)
}

export function openBusTurn(b: BusNetwork): void {
  b.log.length = 0
  b.totalBefore = b.total
}

/** Undoes this turn; calls back for who rides again. */
export function undoBus(b: BusNetwork, ridesAgain: (c: number) => void, rodeNot: (c: number) => void): void {
  for (let i = b.log.length - 3; i >= 0; i -= 3) {
    const [who, down, up] = [b.log[i], b.log[i + 1], b.log[i + 2]]
    if (who >= 0) {
      set(b, who, down, up, -1)
      rodeNot(who)
    } else {
      set(b, -1 - who, down, up, 1)
      ridesAgain(-1 - who)
    }
  }
  b.total = b.totalBefore
}

export function ridesOf(b: BusNetwork): Ride[] {
  return b.jobs.flatMap((_, c) => {
    const [down, up] = [b.ridesDown[c], b.ridesUp[c]]
    return down < 0 && up < 0 ? [] : [{ job: c, down, up }]
  })
}

const onwardOf = ({ leg, place }: Chance, time: number, outbound: boolean) =>
  leg === AT_STOP
    ? {}
    : {
        onward: {
          stop_index: place,
          arrival: meets(time, leg, outbound),
          duration: leg.duration,
          distance: leg.metres,
        },
      }

/** Rides as they are written in the answer: by trip, in the order of the timetable. */
export function busRoutes(b: BusNetwork, rides: readonly Ride[]): BusRoute[] {
  const byTrip = new Map<number, BusRide[]>()
  const add = (c: number, chance: Chance, amount: readonly number[]): void => {
    const trip = b.trips[chance.trip]
    const offsets = trip.outbound ? trip.line.outboundOffsets : trip.line.inboundOffsets
    const { id, place, location, description } = b.jobs[c]
    const ride = {
      job: id,
      location_index: place,
      ...(location === null ? {} : { location }),
      ...(description === null ? {} : { description }),
      stop: chance.stop,
      arrival: trip.departure + offsets[chance.stop],
      ...onwardOf(chance, trip.departure + offsets[chance.stop], trip.outbound),
      amount,
      cost: chance.cost,
    }
    byTrip.set(chance.trip, [...(byTrip.get(chance.trip) ?? []), ride])
  }
  for (const { job, down, up } of rides) {
    if (down >= 0) add(job, b.down[job][down], b.jobs[job].delivery)
    if (up >= 0) add(job, b.up[job][up], b.jobs[job].pickup)
  }
  return [...byTrip]
    .toSorted(([x], [y]) => x - y)
    .map(([trip, found]) => {
      const { line, outbound, departure } = b.trips[trip]
      return {
        mode: 'bus',
        line: line.id,
        direction: outbound ? 'outbound' : 'inbound',
        departure,
        cost: found.reduce((sum, r) => sum + r.cost, 0),
        rides: found.toSorted((x, y) => x.stop - y.stop || x.job - y.job),
      }
    })
}
