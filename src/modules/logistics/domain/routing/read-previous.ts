import { isFields } from '../../../../kernel/fields.ts'
import { type FieldReader, LARGEST_INSTANT } from './fields.ts'
import type { Break, GivenRide, PlannedStep, RouteInput, Vehicle } from './input.ts'
import { isWork, placeOf } from './read-vehicles.ts'

/** A step as an earlier answer has it; `begins` and `ends`: its action, waiting not counted. */
type PastStep = PlannedStep & { readonly arrival: number; readonly begins: number; readonly ends: number }

const KINDS: readonly PlannedStep['type'][] = ['start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end']

function readStep(read: FieldReader, x: unknown, path: string): PastStep[] {
  const f = read.fields(x, path, Object.keys(x ?? {}))
  const type = KINDS.find((kind) => kind === f?.type)
  if (f === null || type === undefined) return []
  const second = (key: 'arrival' | 'waiting_time' | 'setup' | 'service'): number =>
    read.whole(f[key], `${path}.${key}`, 0, LARGEST_INSTANT)
  const arrival = second('arrival')
  const begins = arrival + second('waiting_time')
  const ends = begins + second('setup') + second('service')
  const id = read.whole(f.id, `${path}.id`, 0, Number.MAX_SAFE_INTEGER)
  return [{ type, id, place: placeOf(read, f, path), arrival, begins, ends }]
}

/** What a vehicle set out for before `now` is fixed: it is there, or on its way. The rest is where a search begins. */
function underWay(v: Vehicle, steps: readonly PastStep[], now: number): Vehicle {
  const later =
    v.window === null
      ? { from: now, to: LARGEST_INSTANT }
      : { ...v.window, from: Math.max(now, v.window.from) }
  const first = steps[0]
  const kept = steps.map(({ type, id, place }) => ({ type, id, place }))
  if (first === undefined || first.arrival >= now)
    return { ...v, window: now > 0 ? later : v.window, steps: kept }
  // A break on the way does not mean that it has not set out.
  const setOut = (i: number): boolean =>
    (steps.slice(0, i).findLast(({ type }) => type !== 'break')?.ends ?? first.arrival) < now
  const fixed = steps.filter((step, i) => isWork(step) && setOut(i)).length
  const last = steps.length - 1
  return {
    ...v,
    steps: kept,
    fixed,
    left: first.arrival,
    // Where a route is open, its last stop is where it is over.
    closed: setOut(steps[last]?.type === 'end' ? last : steps.length),
    breaks: v.breaks.map((rest) => heldBreak(rest, steps, now)),
  }
}

/** A break begun before `now` was begun when it was; any other begins later. */
function heldBreak(rest: Break, steps: readonly PastStep[], now: number): Break {
  const taken = steps.find((s) => s.type === 'break' && s.id === rest.id)
  if (taken !== undefined && taken.begins < now)
    return { ...rest, windows: [{ from: taken.begins, to: taken.begins }] }
  const windows = rest.windows.length === 0 ? [{ from: 0, to: LARGEST_INSTANT }] : rest.windows
  return {
    ...rest,
    windows: windows.filter((w) => w.to >= now).map((w) => ({ from: Math.max(now, w.from), to: w.to })),
  }
}

function readRides(read: FieldReader, x: unknown, input: RouteInput, now: number): GivenRide[] {
  return read.list(x, 'previous.bus').flatMap((item, i) => {
    const path = `previous.bus[${i}]`
    const f = read.fields(item, path, Object.keys(item ?? {})) ?? {}
    const line = read.whole(f.line, `${path}.line`, null, Number.MAX_SAFE_INTEGER)
    const departure = read.whole(f.departure, `${path}.departure`, null, LARGEST_INSTANT)
    const direction = f.direction === 'inbound' ? ('inbound' as const) : ('outbound' as const)
    const timetable = input.busLines.find(({ id }) => id === line)
    const runs = direction === 'inbound' ? timetable?.inboundDepartures : timetable?.outboundDepartures
    // A trip that no longer runs carries nobody: its riders are planned anew.
    if (runs?.includes(departure) !== true) return []
    return read.list(f.rides, `${path}.rides`).flatMap((ride, j) => {
      const r = read.fields(ride, `${path}.rides[${j}]`, Object.keys(ride ?? {})) ?? {}
      const job = read.whole(r.job, `${path}.rides[${j}].job`, null, Number.MAX_SAFE_INTEGER)
      const met = isFields(r.onward) ? r.onward.arrival : r.arrival
      const at = read.whole(met, `${path}.rides[${j}].arrival`, 0, LARGEST_INSTANT)
      const gone = (direction === 'outbound' ? departure : at) < now
      return input.jobs.some(({ id }) => id === job) ? [{ job, line, direction, departure, fixed: gone }] : []
    })
  })
}

/**
 * 重排 The answer to an earlier request, given back under `previous`: the search begins from it. With `now`, what had begun by
 * then stays as it was, and everything else happens later: a bus missed, a job added at noon.
 */
export function withPrevious(read: FieldReader, input: RouteInput, x: unknown): RouteInput {
  const { now } = input
  const f = x === undefined || x === null ? {} : (read.fields(x, 'previous', Object.keys(x)) ?? {})
  const past = new Map<number, readonly PastStep[]>()
  for (const [i, item] of read.list(f.routes, 'previous.routes').entries()) {
    const path = `previous.routes[${i}]`
    const route = read.fields(item, path, Object.keys(item ?? {})) ?? {}
    const vehicle = read.whole(route.vehicle, `${path}.vehicle`, null, Number.MAX_SAFE_INTEGER)
    const steps = read.list(route.steps, `${path}.steps`)
    past.set(
      vehicle,
      steps.flatMap((step, j) => readStep(read, step, `${path}.steps[${j}]`)),
    )
  }
  const vehicles = input.vehicles.map((v) =>
    v.steps.length > 0 ? v : stillKnown(input, underWay(v, past.get(v.id) ?? [], now)),
  )
  return {
    ...input,
    vehicles,
    rides: readRides(read, f.bus, input, now),
  }
}

/** Tasks that were taken out of the request since are no steps any more, unless they are done: then they must be there. */
function stillKnown(input: RouteInput, v: Vehicle): Vehicle {
  const ids = {
    job: new Set(input.jobs.map(({ id }) => id)),
    pickup: new Set(input.shipments.map(({ pickup }) => pickup.id)),
    delivery: new Set(input.shipments.map(({ delivery }) => delivery.id)),
  }
  let work = 0
  const steps = v.steps.filter((step) => {
    if (isWork(step)) work++
    const { type, id } = step
    const named = type === 'job' || type === 'pickup' || type === 'delivery'
    return !named || work <= v.fixed || ids[type].has(id)
  })
  return { ...v, steps }
}
