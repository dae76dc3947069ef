import { granted, type Outcome, refused } from '../../../../kernel/refusal.ts'
import { FieldReader, LARGEST, LARGEST_INSTANT } from './fields.ts'
import type { Matrix, RouteInput, RouteOptions } from './input.ts'
import { MOST_TASKS, MOST_VEHICLES } from './limits.ts'
import { checkProfiles, knownMatrices, readBusLines, readMatrices } from './read-matrices.ts'
import { withPrevious } from './read-previous.ts'
import { Amounts, readJobs, readShipments } from './read-tasks.ts'
import { readVehicles } from './read-vehicles.ts'

const TOP_KEYS = [
  'jobs',
  'shipments',
  'vehicles',
  'matrices',
  'distances',
  'bus_lines',
  'options',
  'previous',
  'now',
]
const OPTION_KEYS = [
  'time_limit_ms',
  'iterations',
  'seed',
  'threads',
  'strict',
  'backhaul_needs_linehaul',
  'balance',
  'may_wait',
  'alternatives',
]

function readOptions(read: FieldReader, x: unknown): RouteOptions {
  const f = x === undefined ? {} : (read.fields(x, 'options', OPTION_KEYS) ?? {})
  read.flag(f.strict, 'options.strict', false)
  return {
    timeLimitMs: read.whole(f.time_limit_ms, 'options.time_limit_ms', 10_000, 3_600_000, 1),
    iterations: read.whole(f.iterations, 'options.iterations', 0),
    seed: read.whole(f.seed, 'options.seed', 1),
    threads: read.whole(f.threads, 'options.threads', 1, 64, 1),
    balance: read.whole(f.balance, 'options.balance', 0, 100),
    mayWait: read.whole(f.may_wait, 'options.may_wait', 0, MOST_TASKS),
    alternatives: read.whole(f.alternatives, 'options.alternatives', 0, 4),
    backhaulNeedsLinehaul: read.flag(f.backhaul_needs_linehaul, 'options.backhaul_needs_linehaul', false),
  }
}

function checkPlaces(read: FieldReader, input: RouteInput, size: number): void {
  const look = (place: number | null, path: string): void => {
    if (place !== null && place >= size) read.say('logistics.route_place', path, { found: place, size })
  }
  for (const [i, job] of input.jobs.entries()) look(job.place, `jobs[${i}].location_index`)
  for (const [i, s] of input.shipments.entries())
    for (const side of ['pickup', 'delivery'] as const)
      look(s[side].place, `shipments[${i}].${side}.location_index`)
  for (const [i, v] of input.vehicles.entries()) {
    look(v.start, `vehicles[${i}].start_index`)
    look(v.end, `vehicles[${i}].end_index`)
    for (const [j, reload] of v.reloads.entries())
      look(reload.place, `vehicles[${i}].reloads[${j}].location_index`)
  }
  for (const [i, line] of input.busLines.entries())
    for (const [j, stop] of line.stops.entries())
      look(stop.place, `bus_lines[${i}].stops[${j}].location_index`)
}

function checkSteps(read: FieldReader, input: RouteInput): void {
  const known = new Map<string, ReadonlySet<number>>([
    ['job', new Set(input.jobs.map((job) => job.id))],
    ['pickup', new Set(input.shipments.map((s) => s.pickup.id))],
    ['delivery', new Set(input.shipments.map((s) => s.delivery.id))],
  ])
  const planned = new Set<string>()
  for (const [i, v] of input.vehicles.entries())
    for (const [j, { type, id }] of v.steps.entries()) {
      const ids = known.get(type)
      if (ids === undefined) continue
      if (!ids.has(id) || planned.has(`${type} ${id}`))
        read.say('logistics.route_step', `vehicles[${i}].steps[${j}]`, { type, id })
      planned.add(`${type} ${id}`)
    }
}

/** Tasks that name their vehicles name vehicles that are there. */
function checkNamed(read: FieldReader, input: RouteInput): void {
  const known = new Set(input.vehicles.map((v) => v.id))
  const look = (vehicles: readonly number[], path: string): void => {
    for (const [k, id] of vehicles.entries())
      if (!known.has(id)) read.say('logistics.route_vehicle', `${path}.vehicles[${k}]`, { id })
  }
  for (const [i, job] of input.jobs.entries()) look(job.vehicles, `jobs[${i}]`)
  for (const [i, s] of input.shipments.entries()) look(s.vehicles, `shipments[${i}]`)
}

const asksStrict = (json: unknown): boolean => {
  const lenient = new FieldReader(false)
  const options = lenient.fields(lenient.fields(json, '', [])?.options, 'options', [])
  return options?.strict === true
}

/**
 * Reads a routing request in VROOM's JSON with our optional keys (docs/rules/routing.md). Places are matrix indices:
 * a request without matrices is numbered first (read-places.ts) and brings them in `measured`. Every problem found is
 * refused at once, each with its path.
 */
export function readRouteInput(json: unknown, measured?: ReadonlyMap<string, Matrix>): Outcome<RouteInput> {
  const read = new FieldReader(asksStrict(json))
  const f = read.fields(json, '', TOP_KEYS)
  if (f === null) return refused(...read.refused)
  const many = (x: unknown, path: string, most: number): boolean => {
    const found = read.list(x, path).length
    if (found > most) read.say('logistics.route_too_large', path, { found, most })
    return found > most
  }
  const over = [
    many(f.jobs, 'jobs', MOST_TASKS),
    many(f.shipments, 'shipments', MOST_TASKS / 2),
    many(f.vehicles, 'vehicles', MOST_VEHICLES),
  ]
  if (over.includes(true)) return refused(...read.refused)
  const amounts = new Amounts(read)
  const jobs = readJobs(read, f.jobs, amounts)
  const shipments = readShipments(read, f.shipments, amounts)
  const vehicles = readVehicles(read, f.vehicles, amounts)
  if (vehicles.length === 0) read.say('logistics.route_missing', 'vehicles')
  const { matrices, size } =
    measured === undefined ? readMatrices(read, f.matrices) : knownMatrices(read, measured)
  const dimensions = Math.max(0, amounts.dimensions)
  // A vehicle without capacity carries anything, as a task without amounts weighs nothing.
  const unbounded = Array.from({ length: dimensions }, () => LARGEST)
  const input: RouteInput = {
    jobs: jobs.map((job) => ({
      ...job,
      delivery: amounts.filled(job.delivery),
      pickup: amounts.filled(job.pickup),
    })),
    shipments: shipments.map((s) => ({ ...s, amount: amounts.filled(s.amount) })),
    vehicles: vehicles.map((v) => ({ ...v, capacity: v.capacity.length === 0 ? unbounded : v.capacity })),
    matrices,
    busLines: readBusLines(read, f.bus_lines, dimensions),
    rides: [],
    now: read.whole(f.now, 'now', 0, LARGEST_INSTANT),
    dimensions,
    options: readOptions(read, f.options),
  }
  const begun = withPrevious(read, input, f.previous)
  checkProfiles(read, vehicles, input.busLines, matrices)
  checkPlaces(read, input, size)
  checkSteps(read, begun)
  checkNamed(read, begun)
  return read.refused.length > 0 ? refused(...read.refused) : granted(begun)
}
