import type { BusLine, Job, RouteInput } from './input.ts'
import type { BusRide, BusRoute } from './plan.ts'

/** The bus had gone, and the job was not on it. Only what gives `now` knows of a past. */
const isGone = ({ now, rides }: RouteInput, trip: BusRoute, job: number, met: number): boolean =>
  (trip.direction === 'outbound' ? trip.departure : met) < now &&
  !rides.some(
    (r) =>
      r.fixed &&
      r.job === job &&
      r.line === trip.line &&
      r.direction === trip.direction &&
      r.departure === trip.departure,
  )

/** When goods are at the job's place, and what a courier costs; null: they are not there at all, or not as the plan says. */
function byHand(
  input: RouteInput,
  line: BusLine,
  job: Job,
  stop: number,
  ride: BusRide,
  time: number,
  out: boolean,
): { readonly met: number; readonly cost: number } | null {
  if (ride.onward === undefined) return stop === job.place ? { met: time, cost: 0 } : null
  const courier = line.onward
  const matrix = courier === null ? undefined : input.matrices.get(courier.profile)
  if (courier === null || matrix === undefined || ride.onward.stop_index !== stop) return null
  const way = out ? stop * matrix.size + job.place : job.place * matrix.size + stop
  const [seconds, metres] = [matrix.durations[way] ?? -1, matrix.distances?.[way] ?? -1]
  const takes = seconds + courier.handover
  const met = out ? time + takes : time - takes
  const said =
    ride.onward.duration === seconds && ride.onward.distance === metres && ride.onward.arrival === met
  if (seconds < 0 || metres < 0 || metres > courier.maxMetres || !said) return null
  const parcels = (out ? job.delivery : job.pickup)[line.parcelDimension] ?? 0
  return { met, cost: courier.perJob + courier.perParcel * parcels + (courier.perKm * metres) / 1000 }
}

/** Bus trips: on the timetable, room on every stretch, in time for every village, both ways of a job or none. */
export function checkBus(
  input: RouteInput,
  bus: readonly BusRoute[],
  count: (task: string) => void,
  say: (path: string, what: string) => void,
): void {
  const jobs = new Map(input.jobs.map((job) => [job.id, job]))
  const rides = new Map<number, Set<string>>()
  for (const [i, trip] of bus.entries()) {
    const path = `bus[${i}]`
    const line = input.busLines.find((l) => l.id === trip.line)
    const out = trip.direction === 'outbound'
    if (
      line === undefined ||
      !(out ? line.outboundDepartures : line.inboundDepartures).includes(trip.departure)
    ) {
      say(path, 'no such trip')
      continue
    }
    const offsets = out ? line.outboundOffsets : line.inboundOffsets
    const stops = out ? line.stops : line.stops.toReversed()
    if (out && trip.departure < line.sortedAt + line.cutoff) say(path, 'leaves before the goods are ready')
    const load = stops.map(() => new Array<number>(input.dimensions).fill(0))
    let cost = 0
    for (const ride of trip.rides) {
      const job = jobs.get(ride.job)
      const stop = stops[ride.stop]
      const time = trip.departure + (offsets[ride.stop] ?? 0)
      const carried =
        job === undefined || stop === undefined ? null : byHand(input, line, job, stop.place, ride, time, out)
      if (job === undefined || carried === null || !job.ridesBus) {
        say(path, `job ${ride.job} cannot ride to stop ${ride.stop}`)
        continue
      }
      const amount = out ? job.delivery : job.pickup
      const { met } = carried
      if (isGone(input, trip, job.id, met)) say(path, `job ${job.id} rides what has gone`)
      // The keeper holds goods down until the window opens, and goods up from the window until the bus comes.
      const early = out ? met : met - line.hold
      const late = out ? met + line.hold : met
      if (job.windows.length > 0 && !job.windows.some((w) => early <= w.to && late >= w.from))
        say(path, `job ${ride.job} is met at ${met}, outside its windows`)
      const [from, to] = out ? [0, ride.stop] : [ride.stop, stops.length - 1]
      for (let seg = from; seg < to; seg++)
        amount.forEach((x, k) => {
          const row = load[seg]
          if (row !== undefined) row[k] = (row[k] ?? 0) + x
        })
      const fee = (amount[line.parcelDimension] ?? 0) * line.feePerParcel + line.handling + carried.cost
      if (Math.abs(fee - ride.cost) > 1) say(path, `job ${ride.job} costs ${ride.cost}, but it is ${fee}`)
      cost += ride.cost
      const ways = rides.get(ride.job) ?? new Set<string>()
      if (ways.has(trip.direction)) say(path, `job ${ride.job} rides twice`)
      rides.set(ride.job, ways.add(trip.direction))
    }
    for (const [seg, row] of load.entries())
      row.forEach((x, k) => {
        if (x > (line.capacityPerTrip[k] ?? 0)) say(path, `stretch ${seg} carries ${x} of dimension ${k}`)
      })
    if (Math.abs(cost - trip.cost) > 1) say(`${path}.cost`, `${trip.cost}, but it is ${cost}`)
  }
  for (const [id, ways] of rides) {
    const job = jobs.get(id)
    if (job === undefined) continue
    count(`job ${id}`)
    if (job.delivery.some((x) => x > 0) && !ways.has('outbound')) say('bus', `job ${id} has no way down`)
    if (job.pickup.some((x) => x > 0) && !ways.has('inbound')) say('bus', `job ${id} has no way up`)
  }
}
