import { type Fields, isFields } from '../../../../kernel/fields.ts'
import type { FieldReader } from './fields.ts'
import type { Break, PlannedStep, StepKind, Vehicle, VehicleCosts } from './input.ts'
import { type Amounts, readWindow, readWindows } from './read-tasks.ts'

const VEHICLE_KEYS = [
  'id',
  'profile',
  'type',
  'description',
  'start',
  'end',
  'start_index',
  'end_index',
  'capacity',
  'skills',
  'time_window',
  'breaks',
  'speed_factor',
  'max_tasks',
  'max_travel_time',
  'max_distance',
  'max_working_time',
  'max_trips',
  'reloads',
  'costs',
  'steps',
]
/** Each may be used on every trip; more places than a county has depots only slow the search. */
const MOST_RELOADS = 8
const BREAK_KEYS = ['id', 'time_windows', 'service', 'description', 'max_load']
const COST_KEYS = ['fixed', 'per_hour', 'per_task_hour', 'per_km']
const STEP_KEYS = ['type', 'id', 'fixed', 'location_index', 'service_at', 'service_after', 'service_before']
const STEP_KINDS: readonly StepKind[] = ['start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end']

function readBreaks(read: FieldReader, x: unknown, path: string, amounts: Amounts): Break[] {
  return read.list(x, path).flatMap((item, i) => {
    const at = `${path}[${i}]`
    const f = read.fields(item, at, BREAK_KEYS)
    if (f === null) return []
    const maxLoad = f.max_load === undefined ? null : amounts.of(f.max_load, `${at}.max_load`)
    return [
      {
        id: read.whole(f.id, `${at}.id`, null, Number.MAX_SAFE_INTEGER),
        windows: readWindows(read, f.time_windows, `${at}.time_windows`),
        service: read.whole(f.service, `${at}.service`, 0),
        description: read.text(f.description, `${at}.description`),
        maxLoad,
      },
    ]
  })
}

function readCosts(read: FieldReader, x: unknown, path: string): VehicleCosts {
  const f = x === undefined ? {} : (read.fields(x, path, COST_KEYS) ?? {})
  return {
    fixed: read.whole(f.fixed, `${path}.fixed`, 0),
    perHour: read.whole(f.per_hour, `${path}.per_hour`, 3600),
    perTaskHour: read.whole(f.per_task_hour, `${path}.per_task_hour`, 0),
    perKm: read.whole(f.per_km, `${path}.per_km`, 0),
  }
}

/** Where a step says it is. */
export const placeOf = (read: FieldReader, f: Fields, at: string): number | null =>
  f.location_index === undefined || f.location_index === null
    ? null
    : read.whole(f.location_index, `${at}.location_index`, 0)

/** Steps that change what is aboard: what can be fixed. */
export const isWork = ({ type }: PlannedStep): boolean =>
  type === 'job' || type === 'pickup' || type === 'delivery' || type === 'reload'

/** `fixed` steps come first: how many tasks and reloads they are. */
function readFixed(read: FieldReader, x: unknown, path: string, steps: readonly PlannedStep[]): number {
  const flags = read
    .list(x, path)
    .map((item, i) => isFields(item) && read.flag(item.fixed, `${path}[${i}].fixed`, false))
  const last = flags.lastIndexOf(true)
  const gap = flags.indexOf(false)
  if (gap >= 0 && gap < last) read.say('logistics.route_fixed_first', `${path}[${last}].fixed`)
  return steps.slice(0, last + 1).filter(isWork).length
}

function readSteps(read: FieldReader, x: unknown, path: string): PlannedStep[] {
  return read.list(x, path).flatMap((item, i) => {
    const at = `${path}[${i}]`
    const f = read.fields(item, at, STEP_KEYS)
    if (f === null) return []
    const type = STEP_KINDS.find((kind) => kind === f.type)
    if (type === undefined) {
      const wanted = STEP_KINDS.join('|')
      read.say('logistics.route_shape', `${at}.type`, { wanted, wantedEn: wanted })
      return []
    }
    const needsId = type === 'job' || type === 'pickup' || type === 'delivery' || type === 'break'
    const id = read.whole(f.id, `${at}.id`, needsId ? null : 0, Number.MAX_SAFE_INTEGER)
    return [{ type, id, place: placeOf(read, f, at) }]
  })
}

function readReloads(read: FieldReader, f: Fields, path: string, start: number | null): Vehicle['reloads'] {
  const given = read.list(f.reloads, `${path}.reloads`)
  if (given.length === 0) return start === null ? [] : [{ place: start, service: 0 }]
  const reloads = given.slice(0, MOST_RELOADS).map((x, i) => {
    const at = `${path}.reloads[${i}]`
    const r = read.fields(x, at, ['location', 'location_index', 'service']) ?? {}
    return {
      place: read.whole(r.location_index, `${at}.location_index`, start),
      service: read.whole(r.service, `${at}.service`, 0),
    }
  })
  // A place is known by where it is: given twice, the quicker counts.
  return reloads
    .toSorted((a, b) => a.service - b.service)
    .filter((a, i, all) => all.findIndex((b) => b.place === a.place) === i)
}

function readVehicle(read: FieldReader, f: Fields, path: string, amounts: Amounts): Vehicle {
  const end = (x: unknown, at: string): number | null =>
    x === undefined || x === null ? null : read.whole(x, at, 0)
  const start = end(f.start_index, `${path}.start_index`)
  const finish = end(f.end_index, `${path}.end_index`)
  if (start === null && finish === null) read.say('logistics.route_no_ends', path)
  const limit = (x: unknown, at: string): number =>
    x === undefined || x === null ? Number.POSITIVE_INFINITY : read.whole(x, at, null)
  const hasReload = f.reloads !== undefined
  const steps = readSteps(read, f.steps, `${path}.steps`)
  const maxTrips = read.whole(f.max_trips, `${path}.max_trips`, hasReload ? 10 : 1, 50, 1)
  return {
    id: read.whole(f.id, `${path}.id`, null, Number.MAX_SAFE_INTEGER),
    profile: read.text(f.profile, `${path}.profile`) ?? 'car',
    type: read.text(f.type, `${path}.type`) ?? '',
    description: read.text(f.description, `${path}.description`),
    start,
    end: finish,
    startLocation: read.location(f.start, `${path}.start`),
    endLocation: read.location(f.end, `${path}.end`),
    capacity: amounts.of(f.capacity, `${path}.capacity`),
    skills: read.wholes(f.skills, `${path}.skills`),
    window:
      f.time_window === undefined || f.time_window === null
        ? null
        : readWindow(read, f.time_window, `${path}.time_window`),
    breaks: readBreaks(read, f.breaks, `${path}.breaks`, amounts),
    speedFactor: read.number(f.speed_factor, `${path}.speed_factor`, 1, 5, 0.01),
    maxTasks: limit(f.max_tasks, `${path}.max_tasks`),
    maxTravelTime: limit(f.max_travel_time, `${path}.max_travel_time`),
    maxDistance: limit(f.max_distance, `${path}.max_distance`),
    maxWorkingTime: limit(f.max_working_time, `${path}.max_working_time`),
    maxTrips,
    reloads: maxTrips > 1 ? readReloads(read, f, path, start) : [],
    costs: readCosts(read, f.costs, `${path}.costs`),
    steps,
    fixed: readFixed(read, f.steps, `${path}.steps`, steps),
    closed: false,
    left: null,
  }
}

export function readVehicles(read: FieldReader, x: unknown, amounts: Amounts): Vehicle[] {
  const vehicles = read.list(x, 'vehicles').flatMap((item, i) => {
    const f = read.fields(item, `vehicles[${i}]`, VEHICLE_KEYS)
    return f === null ? [] : [readVehicle(read, f, `vehicles[${i}]`, amounts)]
  })
  read.distinct(vehicles.map((v, i) => ({ id: v.id, path: `vehicles[${i}]` })))
  return vehicles
}
