import type { Break, PlannedStep, RouteInput, Stop, TimeWindow, Vehicle } from './input.ts'
import type { Plan, PlanRoute, PlanStep, Violation, ViolationCause } from './plan.ts'

type Task = {
  readonly stop: Stop
  readonly skills: readonly number[]
  readonly vehicles: readonly number[]
  readonly priority: number
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  readonly on: readonly number[]
  readonly off: readonly number[]
  readonly pair: number
  readonly backhaul: boolean
}

function tasksOf(input: RouteInput): ReadonlyMap<string, Task> {
  const none = new Array<number>(input.dimensions).fill(0)
  const all = new Map<string, Task>()
  for (const job of input.jobs)
    all.set(`job ${job.id}`, {
      stop: job,
      skills: job.skills,
      vehicles: job.vehicles,
      priority: job.priority,
      delivery: job.delivery,
      pickup: job.pickup,
      on: job.pickup,
      off: job.delivery,
      pair: -1,
      backhaul: job.backhaul,
    })
  for (const [pair, s] of input.shipments.entries()) {
    const shared = {
      skills: s.skills,
      vehicles: s.vehicles,
      pair,
      backhaul: false,
      delivery: none,
      pickup: none,
    }
    all.set(`pickup ${s.pickup.id}`, {
      ...shared,
      stop: s.pickup,
      priority: s.priority,
      on: s.amount,
      off: none,
    })
    all.set(`delivery ${s.delivery.id}`, {
      ...shared,
      stop: s.delivery,
      priority: 0,
      on: none,
      off: s.amount,
    })
  }
  return all
}

const plus = (a: readonly number[], b: readonly number[], sign = 1): number[] =>
  a.map((x, k) => x + sign * (b[k] ?? 0))

/** When work may begin: in the first window not yet over; too late for all, at once, with the delay. */
function begin(
  windows: readonly TimeWindow[],
  at: number,
): { readonly start: number; readonly delay: number } {
  if (windows.length === 0) return { start: at, delay: 0 }
  const open = windows.find((w) => at <= w.to)
  const last = windows.reduce((latest, w) => Math.max(latest, w.to), 0)
  return open === undefined ? { start: at, delay: at - last } : { start: Math.max(at, open.from), delay: 0 }
}

/** One vehicle's own order, timed as early as it can go; limits are measured, not kept. */
class Judge {
  readonly #input: RouteInput
  readonly #v: Vehicle
  readonly #tasks: ReadonlyMap<string, Task>
  readonly #steps: PlanStep[] = []
  readonly #route: Violation[] = []
  #place: number | null
  #free: number
  #load: number[]
  #travel = 0
  #metres = 0
  #ways = 0
  #aboard = new Set<number>()
  #back = false

  constructor(input: RouteInput, v: Vehicle, tasks: ReadonlyMap<string, Task>) {
    this.#input = input
    this.#v = v
    this.#tasks = tasks
    this.#place = v.start
    this.#free = v.window?.from ?? 0
    this.#load = this.#tripLoad(0)
  }

  #tripLoad(from: number): number[] {
    let load = new Array<number>(this.#input.dimensions).fill(0)
    for (const { type, id } of this.#v.steps.slice(from)) {
      if (type === 'reload') break
      load = plus(load, this.#tasks.get(`${type} ${id}`)?.delivery ?? [])
    }
    return load
  }

  #say(
    step: PlannedStep,
    place: number | null,
    arrival: number,
    setup: number,
    service: number,
    waiting: number,
    violations: Violation[],
  ): void {
    if (this.#load.some((x, k) => x > (this.#v.capacity[k] ?? 0))) violations.push({ cause: 'load' })
    this.#steps.push({
      type: step.type,
      ...(step.type === 'start' || step.type === 'end' || step.type === 'reload' ? {} : { id: step.id }),
      ...(place === null ? {} : { location_index: place }),
      arrival,
      duration: this.#travel,
      setup,
      service,
      waiting_time: waiting,
      distance: this.#metres,
      load: [...this.#load],
      violations,
    })
  }

  /** Goes there; `false` if there is no way. */
  #go(place: number | null): boolean {
    const m = this.#input.matrices.get(this.#v.profile)
    if (m === undefined || this.#place === null || place === null) {
      this.#place = place
      return true
    }
    const at = this.#place * m.size + place
    this.#place = place
    const raw = m.durations[at] ?? -1
    if (raw < 0) return false
    const seconds = Math.ceil(raw / this.#v.speedFactor - 1e-9)
    const metres = Math.max(0, m.distances?.[at] ?? 0)
    this.#free += seconds
    this.#travel += seconds
    this.#metres += metres
    this.#ways +=
      m.costs?.[at] ?? (seconds * this.#v.costs.perHour) / 3600 + (metres * this.#v.costs.perKm) / 1000
    return true
  }

  #task(step: PlannedStep, task: Task): void {
    const moved = this.#place !== task.stop.place
    const violations: Violation[] = []
    if (!this.#go(task.stop.place)) violations.push({ cause: 'unreachable' })
    const arrival = this.#free
    const { start, delay } = begin(task.stop.windows, arrival)
    if (delay > 0) violations.push({ cause: 'delay', duration: delay })
    if (!task.skills.every((s) => this.#v.skills.includes(s))) violations.push({ cause: 'skills' })
    if (task.vehicles.length > 0 && !task.vehicles.includes(this.#v.id)) violations.push({ cause: 'vehicle' })
    if (step.type === 'pickup') this.#aboard.add(task.pair)
    if (step.type === 'delivery' && !this.#aboard.delete(task.pair)) violations.push({ cause: 'precedence' })
    if (!task.backhaul && this.#back) violations.push({ cause: 'backhaul_order' })
    this.#back ||= task.backhaul
    this.#load = plus(plus(this.#load, task.on), task.off, -1)
    const setup = moved ? (task.stop.setupPerType.get(this.#v.type) ?? task.stop.setup) : 0
    const service = task.stop.servicePerType.get(this.#v.type) ?? task.stop.service
    this.#free = start + setup + service
    this.#say(step, task.stop.place, arrival, setup, service, start - arrival, violations)
  }

  #pause(step: PlannedStep, rest: Break): void {
    const arrival = this.#free
    const { start, delay } = begin(rest.windows, arrival)
    const violations: Violation[] = delay > 0 ? [{ cause: 'delay', duration: delay }] : []
    if (rest.maxLoad?.some((most, k) => (this.#load[k] ?? 0) > most)) violations.push({ cause: 'max_load' })
    this.#free = start + rest.service
    this.#say(step, null, arrival, 0, rest.service, start - arrival, violations)
  }

  #reload(step: PlannedStep, i: number): void {
    const { reloads } = this.#v
    const at = reloads.find((r) => r.place === step.place) ?? reloads[0]
    this.#go(at?.place ?? this.#place)
    const arrival = this.#free
    const service = at?.service ?? 0
    this.#load = this.#tripLoad(i + 1)
    this.#back = false
    this.#free = arrival + service
    this.#say(step, this.#place, arrival, 0, service, 0, [])
  }

  run(): PlanRoute {
    const v = this.#v
    const departure = this.#free
    if (v.start !== null) this.#say({ type: 'start', id: 0, place: v.start }, v.start, departure, 0, 0, 0, [])
    for (const [i, step] of v.steps.entries()) {
      const task = this.#tasks.get(`${step.type} ${step.id}`)
      const rest = step.type === 'break' ? v.breaks.find((b) => b.id === step.id) : undefined
      if (task !== undefined) this.#task(step, task)
      else if (rest !== undefined) this.#pause(step, rest)
      else if (step.type === 'reload') this.#reload(step, i)
    }
    if (v.end !== null) {
      const violations: Violation[] = this.#go(v.end) ? [] : [{ cause: 'unreachable' }]
      this.#say({ type: 'end', id: 0, place: v.end }, v.end, this.#free, 0, 0, 0, violations)
    }
    this.#limits(departure)
    return this.#written()
  }

  #limits(departure: number): void {
    const v = this.#v
    const over = (cause: ViolationCause, by: number): void => {
      if (by > 0) this.#route.push({ cause, duration: by })
    }
    if (v.window !== null) over('delay', this.#free - v.window.to)
    over('max_travel_time', this.#travel - v.maxTravelTime)
    over('max_distance', this.#metres - v.maxDistance)
    over('max_working_time', this.#free - departure - v.maxWorkingTime)
    if (this.#worked().length > v.maxTasks) this.#route.push({ cause: 'max_tasks' })
    if (v.breaks.some((b) => !v.steps.some((s) => s.type === 'break' && s.id === b.id)))
      this.#route.push({ cause: 'missing_break' })
    if (this.#aboard.size > 0) this.#route.push({ cause: 'precedence' })
  }

  #worked(): Task[] {
    return this.#v.steps.flatMap((s) => this.#tasks.get(`${s.type} ${s.id}`) ?? [])
  }

  #written(): PlanRoute {
    const sum = (of: (s: PlanStep) => number): number => this.#steps.reduce((all, s) => all + of(s), 0)
    const none = new Array<number>(this.#input.dimensions).fill(0)
    const { fixed, perTaskHour } = this.#v.costs
    const [setup, service] = [sum((s) => s.setup), sum((s) => (s.type === 'break' ? 0 : s.service))]
    return {
      vehicle: this.#v.id,
      cost: Math.round(fixed + this.#ways + (perTaskHour * (setup + service)) / 3600),
      setup,
      service,
      duration: this.#travel,
      waiting_time: sum((s) => s.waiting_time),
      priority: this.#worked().reduce((all, t) => all + t.priority, 0),
      distance: this.#metres,
      delivery: this.#worked().reduce((all, t) => plus(all, t.off), none),
      pickup: this.#worked().reduce((all, t) => plus(all, t.on), none),
      violations: [...this.#route, ...this.#steps.flatMap((s) => s.violations)],
      steps: this.#steps,
    }
  }
}

/**
 * 核对 Times the steps that vehicles bring, in their own order and as early as can be, and says what they break. Every
 * limit is soft here. Tasks in nobody's steps are unassigned.
 */
export function judgeSteps(input: RouteInput): Plan {
  const tasks = tasksOf(input)
  const routes = input.vehicles.filter((v) => v.steps.length > 0).map((v) => new Judge(input, v, tasks).run())
  const planned = new Set(routes.flatMap((r) => r.steps.map((s) => `${s.type} ${s.id}`)))
  const sum = (of: (r: PlanRoute) => number): number => routes.reduce((all, r) => all + of(r), 0)
  const none = new Array<number>(input.dimensions).fill(0)
  const unassigned = [...tasks].flatMap(([key, { stop }]) => {
    if (planned.has(key)) return []
    const type = key.startsWith('job')
      ? ('job' as const)
      : key.startsWith('pickup')
        ? ('pickup' as const)
        : ('delivery' as const)
    return [{ id: stop.id, type, location_index: stop.place, reasons: [] }]
  })
  return {
    code: 0,
    summary: {
      cost: sum((r) => r.cost),
      routes: routes.length,
      unassigned: unassigned.length,
      setup: sum((r) => r.setup),
      service: sum((r) => r.service),
      duration: sum((r) => r.duration),
      waiting_time: sum((r) => r.waiting_time),
      priority: sum((r) => r.priority),
      distance: sum((r) => r.distance),
      delivery: routes.reduce((all, r) => plus(all, r.delivery), none),
      pickup: routes.reduce((all, r) => plus(all, r.pickup), none),
      violations: routes.flatMap((r) => r.violations),
      bus_cost: 0,
      computing_times: { loading: 0, solving: 0, routing: 0 },
      iterations: 0,
    },
    unassigned,
    routes,
    bus: [],
  }
}
