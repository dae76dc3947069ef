import type { Fields } from '../../../../kernel/fields.ts'
import type { FieldReader } from './fields.ts'
import { LARGEST_INSTANT } from './fields.ts'
import type { Job, Shipment, Stop, TimeWindow } from './input.ts'

const STOP_KEYS = [
  'id',
  'location',
  'location_index',
  'description',
  'setup',
  'service',
  'setup_per_type',
  'service_per_type',
  'time_windows',
]
const JOB_KEYS = [...STOP_KEYS, 'delivery', 'pickup', 'skills', 'priority', 'backhaul', 'bus', 'vehicles']
const SHIPMENT_KEYS = ['pickup', 'delivery', 'amount', 'skills', 'priority', 'vehicles']

export function readWindow(read: FieldReader, x: unknown, path: string): TimeWindow {
  const pair = read.list(x, path)
  if (pair.length !== 2) {
    read.say('logistics.route_shape', path, { wanted: '［开始, 结束］', wantedEn: '[start, end]' })
    return { from: 0, to: LARGEST_INSTANT }
  }
  const from = read.whole(pair[0], `${path}[0]`, 0, LARGEST_INSTANT)
  const to = read.whole(pair[1], `${path}[1]`, LARGEST_INSTANT, LARGEST_INSTANT)
  if (to < from) read.say('logistics.route_window', path)
  return { from, to: Math.max(from, to) }
}

export function readWindows(read: FieldReader, x: unknown, path: string): TimeWindow[] {
  return read
    .list(x, path)
    .map((w, i) => readWindow(read, w, `${path}[${i}]`))
    .toSorted((a, b) => a.from - b.from)
}

function perType(read: FieldReader, x: unknown, path: string): ReadonlyMap<string, number> {
  const found = x === undefined || x === null ? {} : read.fields(x, path, Object.keys(x))
  return new Map(Object.entries(found ?? {}).map(([type, s]) => [type, read.whole(s, `${path}.${type}`, 0)]))
}

function readStop(read: FieldReader, f: Fields, path: string): Stop {
  const location = read.location(f.location, `${path}.location`)
  if (f.location_index === undefined) read.say('logistics.route_place_missing', path)
  return {
    id: read.whole(f.id, `${path}.id`, null, Number.MAX_SAFE_INTEGER),
    place: read.whole(f.location_index, `${path}.location_index`, 0),
    location,
    description: read.text(f.description, `${path}.description`),
    setup: read.whole(f.setup, `${path}.setup`, 0),
    service: read.whole(f.service, `${path}.service`, 0),
    setupPerType: perType(read, f.setup_per_type, `${path}.setup_per_type`),
    servicePerType: perType(read, f.service_per_type, `${path}.service_per_type`),
    windows: readWindows(read, f.time_windows, `${path}.time_windows`),
  }
}

/** Every amount list of a request has one length; the first one met says which. */
export class Amounts {
  dimensions = -1
  readonly #read: FieldReader

  constructor(read: FieldReader) {
    this.#read = read
  }

  of(x: unknown, path: string): number[] {
    if (x === undefined || x === null) return []
    const amounts = this.#read.wholes(x, path)
    if (this.dimensions === -1) this.dimensions = amounts.length
    else if (amounts.length !== this.dimensions)
      this.#read.say('logistics.route_amounts', path, { found: amounts.length, wanted: this.dimensions })
    return amounts
  }

  /** A missing list is all zero. */
  filled(amounts: readonly number[]): readonly number[] {
    return Array.from({ length: Math.max(0, this.dimensions) }, (_, k) => amounts[k] ?? 0)
  }
}

export function readJobs(read: FieldReader, x: unknown, amounts: Amounts): Job[] {
  const jobs = read.list(x, 'jobs').flatMap((item, i): Job[] => {
    const path = `jobs[${i}]`
    const f = read.fields(item, path, JOB_KEYS)
    if (f === null) return []
    return [
      {
        ...readStop(read, f, path),
        delivery: amounts.of(f.delivery, `${path}.delivery`),
        pickup: amounts.of(f.pickup, `${path}.pickup`),
        skills: read.wholes(f.skills, `${path}.skills`),
        priority: read.whole(f.priority, `${path}.priority`, 0, 100),
        backhaul: read.flag(f.backhaul, `${path}.backhaul`, false),
        ridesBus: read.flag(f.bus, `${path}.bus`, true),
        vehicles: read.wholes(f.vehicles, `${path}.vehicles`, Number.MAX_SAFE_INTEGER),
      },
    ]
  })
  read.distinct(jobs.map((job, i) => ({ id: job.id, path: `jobs[${i}]` })))
  return jobs
}

export function readShipments(read: FieldReader, x: unknown, amounts: Amounts): Shipment[] {
  const shipments = read.list(x, 'shipments').flatMap((item, i): Shipment[] => {
    const path = `shipments[${i}]`
    const f = read.fields(item, path, SHIPMENT_KEYS)
    const pickup = f && read.fields(f.pickup, `${path}.pickup`, STOP_KEYS)
    const delivery = f && read.fields(f.delivery, `${path}.delivery`, STOP_KEYS)
    if (f === null || pickup === null || delivery === null) return []
    return [
      {
        pickup: readStop(read, pickup, `${path}.pickup`),
        delivery: readStop(read, delivery, `${path}.delivery`),
        amount: amounts.of(f.amount, `${path}.amount`),
        skills: read.wholes(f.skills, `${path}.skills`),
        priority: read.whole(f.priority, `${path}.priority`, 0, 100),
        vehicles: read.wholes(f.vehicles, `${path}.vehicles`, Number.MAX_SAFE_INTEGER),
      },
    ]
  })
  for (const side of ['pickup', 'delivery'] as const)
    read.distinct(shipments.map((s, i) => ({ id: s[side].id, path: `shipments[${i}].${side}` })))
  return shipments
}
