import { begunRoutes, markFixed } from './begun.ts'
import type { Job, RouteInput, Shipment, Stop, Vehicle } from './input.ts'
import { DELIVERY, JOB, NEVER, PICKUP, PROHIBITIVE, type Problem, type VehicleClass } from './problem.ts'

/** Equal vehicles are of one kind; one that some task names, or that has begun, is not like any other. */
const kindKey = (v: Vehicle, named: ReadonlySet<number>): string =>
  JSON.stringify({
    ...v,
    id: named.has(v.id) || v.fixed > 0 ? v.id : 0,
    description: null,
    startLocation: null,
    endLocation: null,
    steps: [],
    breaks: v.breaks.map((b) => ({ ...b, id: 0 })),
  })

const classKey = (v: Vehicle): string => JSON.stringify([v.profile, v.speedFactor, v.costs, v.type])

/** Whole seconds at a vehicle's own speed, rounded up: a plan is never too early. */
export const atSpeed = (seconds: number, factor: number): number => Math.ceil(seconds / factor - 1e-9)

/** A table by column; the table itself where it is its own mirror. */
export function transposed(table: Float64Array, stride: number): Float64Array {
  const mirror = new Float64Array(table.length)
  let same = true
  for (let i = 0; i < stride; i++)
    for (let j = 0; j < stride; j++) {
      const value = table[i * stride + j]
      mirror[j * stride + i] = value
      same &&= value === table[j * stride + i]
    }
  return same ? table : mirror
}

type Stops = readonly { readonly stop: Stop; readonly role: number }[]

function vehicleClass(
  input: RouteInput,
  v: Vehicle,
  stops: Stops,
  nodes: number,
  stride: number,
): VehicleClass {
  const matrix = input.matrices.get(v.profile)
  const size = stride - 1
  const cost = new Float64Array(stride * stride)
  const time = new Int32Array(stride * stride)
  const distance = new Int32Array(stride * stride)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const from = i * size + j
      const to = i * stride + j
      const seconds = matrix?.durations[from] ?? -1
      const metres = matrix?.distances?.[from] ?? 0
      const own = matrix?.costs?.[from]
      const closed = seconds < 0 || metres < 0 || (own !== undefined && own < 0)
      time[to] = closed ? NEVER : atSpeed(seconds, v.speedFactor)
      distance[to] = closed ? 0 : metres
      cost[to] = closed
        ? PROHIBITIVE
        : (own ?? (v.costs.perHour * time[to]) / 3600 + (v.costs.perKm * metres) / 1000)
    }
  const service = new Int32Array(nodes)
  const setup = new Int32Array(nodes)
  for (const [c, { stop }] of stops.entries()) {
    service[c] = stop.servicePerType.get(v.type) ?? stop.service
    setup[c] = stop.setupPerType.get(v.type) ?? stop.setup
  }
  const costInto = transposed(cost, stride)
  return {
    cost,
    costInto,
    time,
    distance,
    service,
    setup,
    fixed: v.costs.fixed,
    taskRate: v.costs.perTaskHour / 3600,
  }
}

function groupVehicles(input: RouteInput) {
  const groups = new Map<string, Vehicle[]>()
  const named = new Set([...input.jobs, ...input.shipments].flatMap((task) => task.vehicles))
  for (const v of input.vehicles) {
    const key = kindKey(v, named)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [v])
    else group.push(v)
  }
  const given = [...groups.values()].flat()
  const kindOf = Int32Array.from([...groups.values()].flatMap((group, kind) => group.map(() => kind)))
  const kindEnd = new Int32Array(groups.size)
  kindOf.forEach((kind, v) => {
    kindEnd[kind] = v + 1
  })
  return { given, kindOf, kindEnd }
}

/** The first second that anything names: instants since 1970 become small. */
function epochOf(input: RouteInput, stops: Stops): number {
  const firsts = [
    ...stops.flatMap(({ stop }) => stop.windows.slice(0, 1).map((w) => w.from)),
    ...input.vehicles.flatMap((v) => (v.window === null ? [] : [v.window.from])),
  ]
  const first = firsts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  // Without instants of our own century there is no reason to move the origin, and vehicles without a window start at it.
  return Number.isFinite(first) && first > NEVER / 4 ? first : 0
}

const stopsOf = (input: RouteInput): Stops => [
  ...input.jobs.map((stop) => ({ stop, role: JOB })),
  ...input.shipments.flatMap((s) => [
    { stop: s.pickup, role: PICKUP },
    { stop: s.delivery, role: DELIVERY },
  ]),
]

type Clock = (t: number) => number

/** Places and windows of the tasks; the other nodes stand nowhere, at any time. */
function placesAndWindows(stops: Stops, nodes: number, nowhere: number, clock: Clock) {
  const place = new Int32Array(nodes).fill(nowhere)
  const ready = new Int32Array(nodes)
  const due = new Int32Array(nodes).fill(NEVER)
  const manyWindows = new Uint8Array(nodes)
  const windows = stops.map(({ stop }, c) => {
    place[c] = stop.place
    const all = stop.windows.map((w) => ({ from: clock(w.from), to: clock(w.to) }))
    if (all.length === 0) return null
    ready[c] = all[0].from
    due[c] = all.reduce((last, w) => Math.max(last, w.to), 0)
    if (all.length === 1) return null
    manyWindows[c] = 1
    return all
  })
  return { place, ready, due, manyWindows, windows }
}

function goods(input: RouteInput, nodes: number, tasks: number) {
  const D = input.dimensions
  const drop = new Int32Array(nodes * D)
  const pick = new Int32Array(nodes * D)
  const backhaul = new Uint8Array(nodes)
  const priority = new Int32Array(tasks)
  const mate = new Int32Array(nodes).fill(-1)
  for (const [c, job] of input.jobs.entries()) {
    drop.set(job.delivery, c * D)
    pick.set(job.pickup, c * D)
    backhaul[c] = job.backhaul ? 1 : 0
    priority[c] = job.priority
  }
  for (const [i, s] of input.shipments.entries()) {
    const c = input.jobs.length + 2 * i
    pick.set(s.amount, c * D)
    drop.set(s.amount, (c + 1) * D)
    priority[c] = s.priority
    mate[c] = c + 1
    mate[c + 1] = c
  }
  return { drop, pick, backhaul, priority, mate }
}

function reloadNodes(given: readonly Vehicle[], first: number) {
  const reloads = Int32Array.from(given, (v) => (v.reloads.length === 0 ? 0 : v.maxTrips - 1))
  const firstReload = new Int32Array(given.length)
  let nodes = first
  for (const [v, count] of reloads.entries()) {
    firstReload[v] = nodes
    nodes += count * given[v].reloads.length
  }
  return { reloads, firstReload, nodes }
}

type Grounds = Pick<
  Problem,
  'tasks' | 'vehicles' | 'place' | 'ready' | 'due' | 'classes' | 'classOf' | 'firstReload' | 'reloads'
>

/** Where and when vehicles start, end and load again. */
function placeVehicles(p: Grounds, given: readonly Vehicle[], clock: Clock): void {
  for (const [i, v] of given.entries()) {
    const [start, end] = [p.tasks + i, p.tasks + p.vehicles + i]
    for (const node of [start, end]) {
      p.ready[node] = v.window === null ? 0 : clock(v.window.from)
      p.due[node] = v.window === null ? NEVER : clock(v.window.to)
    }
    if (v.left !== null) p.ready[start] = p.due[start] = clock(v.left)
    if (v.start !== null) p.place[start] = v.start
    if (v.end !== null) p.place[end] = v.end
    for (const [at, { place, service }] of v.reloads.entries())
      for (let again = 0; again < p.reloads[i]; again++) {
        const node = p.firstReload[i] + at * p.reloads[i] + again
        p.place[node] = place
        p.classes[p.classOf[i]].service[node] = service
      }
  }
}

function features(input: RouteInput, classes: readonly VehicleClass[]): Problem['has'] {
  const { jobs, shipments, vehicles } = input
  const stops = stopsOf(input)
  const some = (amounts: readonly number[]): boolean => amounts.some((x) => x > 0)
  return {
    times:
      stops.some(({ stop }) => stop.windows.length > 0) ||
      vehicles.some((v) => v.window !== null || v.left !== null || isWalked(v)) ||
      classes.some((k) => k.time.includes(NEVER)),
    setups: classes.some((k) => k.setup.some((s) => s > 0)),
    mates: shipments.length > 0,
    backhauls: jobs.some((j) => j.backhaul),
    reloads: vehicles.some((v) => v.reloads.length > 0),
    twoWay: jobs.some((j) => some(j.delivery)) && (jobs.some((j) => some(j.pickup)) || shipments.length > 0),
    limits: vehicles.some((v) => v.maxTasks < NEVER || v.maxTravelTime < NEVER || v.maxDistance < NEVER),
    taskCosts: vehicles.some((v) => v.costs.perTaskHour > 0),
    fixed: vehicles.some((v) => v.fixed > 0 || v.closed),
  }
}

const isWalked = (v: Vehicle): boolean => v.breaks.length > 0 || v.maxWorkingTime < NEVER

/** Builds the arrays. Unbounded windows end at `NEVER`. */
export function problemOf(input: RouteInput): Problem {
  const stops = stopsOf(input)
  const tasks = stops.length
  const { given, kindOf, kindEnd } = groupVehicles(input)
  const vehicles = given.length
  const { reloads, firstReload, nodes } = reloadNodes(given, tasks + 2 * vehicles)
  const nowhere = [...input.matrices.values()][0]?.size ?? 0
  const stride = nowhere + 1
  const epoch = epochOf(input, stops)
  const clock: Clock = (t) => Math.min(NEVER, Math.max(0, t - epoch))
  const classKeys = [...new Set(given.map(classKey))]
  const classOf = Int32Array.from(given, (v) => classKeys.indexOf(classKey(v)))
  const classes = classKeys.map((_, k) =>
    vehicleClass(input, given[classOf.indexOf(k)], stops, nodes, stride),
  )
  const problem: Problem = {
    input,
    tasks,
    vehicles,
    nodes,
    dimensions: input.dimensions,
    stride,
    epoch,
    ...placesAndWindows(stops, nodes, nowhere, clock),
    ...goods(input, nodes, tasks),
    role: Uint8Array.from({ length: nodes }, (_, c) => stops[c]?.role ?? JOB),
    classes,
    given,
    classOf,
    kindOf,
    kindEnd,
    capacity: Int32Array.from(given.flatMap((v) => [...v.capacity])),
    maxTasks: Float64Array.from(given, (v) => v.maxTasks),
    maxTravel: Float64Array.from(given, (v) => v.maxTravelTime),
    maxDistance: Float64Array.from(given, (v) => v.maxDistance),
    walked: Uint8Array.from(given, (v) => (isWalked(v) ? 1 : 0)),
    breaks: given.map((v) =>
      v.breaks.map((b) => ({
        ...b,
        windows: b.windows.map((w) => ({ from: clock(w.from), to: clock(w.to) })),
      })),
    ),
    firstReload,
    reloads,
    allowed: allowedTasks(input, given, kindOf, kindEnd.length, tasks),
    fixed: new Uint8Array(nodes),
    bound: new Uint8Array(nodes),
    begun: begunRoutes(input, given, firstReload),
    has: features(input, classes),
  }
  placeVehicles(problem, given, clock)
  markFixed(problem)
  return problem
}

function allowedTasks(
  input: RouteInput,
  given: readonly Vehicle[],
  kindOf: Int32Array,
  kinds: number,
  n: number,
): Uint8Array {
  const allowed = new Uint8Array(kinds * n)
  const fits = (v: Vehicle, task: Job | Shipment, ...amounts: (readonly number[])[]): boolean =>
    (task.vehicles.length === 0 || task.vehicles.includes(v.id)) &&
    task.skills.every((s) => v.skills.includes(s)) &&
    amounts.every((a) => a.every((x, k) => x <= v.capacity[k]))
  for (let kind = 0; kind < kinds; kind++) {
    const v = given[kindOf.indexOf(kind)]
    input.jobs.forEach((job, c) => {
      allowed[kind * n + c] = fits(v, job, job.delivery, job.pickup) ? 1 : 0
    })
    input.shipments.forEach((s, i) => {
      const c = input.jobs.length + 2 * i
      allowed[kind * n + c] = allowed[kind * n + c + 1] = fits(v, s, s.amount) ? 1 : 0
    })
  }
  return allowed
}
