import { checkBus } from './check-bus.ts'
import type { RouteInput, Stop, TimeWindow, Vehicle } from './input.ts'
import type { Plan, PlanRoute, PlanStep } from './plan.ts'

/**
 * 校验问题 What is wrong with a plan. This file knows the request and the answer only: it shares no code with the search,
 * recomputes everything the slow way, and is run on a plan before anybody drives it.
 */
export type Fault = { readonly path: string; readonly what: string }

type Say = (path: string, what: string) => void

const inside = (windows: readonly TimeWindow[], t: number): boolean =>
  windows.length === 0 || windows.some((w) => w.from <= t && t <= w.to)

/** One unit of rounding per route. */
const near = (a: number, b: number, slack: number): boolean => Math.abs(a - b) <= slack

type Travel = { readonly seconds: number; readonly metres: number; readonly cost: number }

/** The way from one place to another for a vehicle, or null where there is none. `null` places are nowhere and cost nothing. */
function way(input: RouteInput, v: Vehicle, from: number | null, to: number | null): Travel | null {
  if (from === null || to === null) return { seconds: 0, metres: 0, cost: 0 }
  const m = input.matrices.get(v.profile)
  if (m === undefined) return null
  const at = from * m.size + to
  const raw = m.durations[at] ?? -1
  const metres = m.distances === null ? 0 : (m.distances[at] ?? -1)
  const own = m.costs === null ? null : (m.costs[at] ?? -1)
  if (raw < 0 || metres < 0 || (own !== null && own < 0)) return null
  const seconds = Math.ceil(raw / v.speedFactor - 1e-9)
  return {
    seconds,
    metres,
    cost: own ?? (seconds * v.costs.perHour) / 3600 + (metres * v.costs.perKm) / 1000,
  }
}

type Known = {
  readonly stop: Stop
  readonly skills: readonly number[]
  readonly vehicles: readonly number[]
  readonly backhaul: boolean
  readonly loadedFirst: readonly number[]
  readonly on: readonly number[]
  readonly off: readonly number[]
  readonly priority: number
  /** Shipments: which one. */
  readonly pair: number
}

function tasksOf(input: RouteInput): ReadonlyMap<string, Known> {
  const none = new Array<number>(input.dimensions).fill(0)
  const known = new Map<string, Known>()
  for (const job of input.jobs)
    known.set(`job ${job.id}`, {
      stop: job,
      skills: job.skills,
      vehicles: job.vehicles,
      backhaul: job.backhaul,
      loadedFirst: job.delivery,
      on: job.pickup,
      off: job.delivery,
      priority: job.priority,
      pair: -1,
    })
  for (const [pair, s] of input.shipments.entries()) {
    const shared = { skills: s.skills, vehicles: s.vehicles, backhaul: false, loadedFirst: none, pair }
    known.set(`pickup ${s.pickup.id}`, {
      ...shared,
      stop: s.pickup,
      on: s.amount,
      off: none,
      priority: s.priority,
    })
    known.set(`delivery ${s.delivery.id}`, {
      ...shared,
      stop: s.delivery,
      on: none,
      off: s.amount,
      priority: 0,
    })
  }
  return known
}

type Stand = {
  place: number | null
  leave: number
  free: number
  driven: number
  travel: number
  metres: number
  cost: number
}

/** Follows one route step by step. */
class RouteCheck {
  readonly #input: RouteInput
  readonly #v: Vehicle
  readonly #known: ReadonlyMap<string, Known>
  readonly #say: Say
  #load: number[] = []
  #pauses = new Set<number>()
  #aboard = new Set<number>()
  #backhauls = 0
  #linehauls = 0
  #work = 0

  constructor(input: RouteInput, v: Vehicle, known: ReadonlyMap<string, Known>, path: string, say: Say) {
    this.#input = input
    this.#v = v
    this.#known = known
    this.#say = (at, what) => say(`${path}${at}`, what)
  }

  run(route: PlanRoute): void {
    const steps = [...route.steps]
    const v = this.#v
    const say = this.#say
    const first = steps[0]
    const last = steps.at(-1)
    if (first === undefined || last === undefined) {
      say('', 'no steps')
      return
    }
    if (v.start !== null && (first.type !== 'start' || first.location_index !== v.start))
      say('.steps[0]', 'does not begin at the start')
    if (v.end !== null && (last.type !== 'end' || last.location_index !== v.end))
      say('.steps', 'does not finish at the end')
    const stand: Stand = {
      place: v.start,
      leave: first.arrival,
      free: first.arrival,
      driven: 0,
      travel: 0,
      metres: 0,
      cost: 0,
    }
    this.#stays(steps, first)
    this.#load = this.#tripLoad(steps, 0)
    this.#fits(0)
    if (first.type === 'start' && first.load.some((x, k) => x !== this.#load[k]))
      say('.steps[0]', 'load is not what it says')
    for (const [i, step] of steps.entries()) {
      if (step.type === 'start') continue
      if (step.type === 'break') this.#pause(step, i, stand)
      else this.#arrive(step, i, stand, steps)
    }
    this.#finish(route, first, last, stand)
  }

  /** What was done or under way stays, and nothing else begins before now. */
  #stays(steps: readonly PlanStep[], first: PlanStep): void {
    const v = this.#v
    const works = (type: string): boolean => ['job', 'pickup', 'delivery', 'reload'].includes(type)
    const name = ({ type, id }: { readonly type: string; readonly id?: number }): string =>
      type === 'reload' ? type : `${type} ${id}`
    const done = v.steps.filter((s) => works(s.type)).slice(0, v.fixed)
    const planned = steps.filter((s) => works(s.type))
    for (const [i, step] of done.entries()) {
      const there = planned[i]
      if (there === undefined || name(there) !== name(step))
        this.#say('', `${name(step)} does not stay where it is`)
    }
    if (v.closed && planned.length > done.length) this.#say('', 'goes on though it was on its way home')
    if (v.left !== null && first.arrival !== v.left) this.#say('', `left at ${v.left}`)
    const { now } = this.#input
    if (v.left === null && v.fixed === 0 && first.arrival < now) this.#say('', 'leaves in the past')
    const next = planned[done.length]
    const before = next === undefined ? undefined : steps[steps.indexOf(next) - 1]
    if (
      before !== undefined &&
      before.arrival + before.waiting_time + before.setup + before.service < now &&
      v.fixed > 0
    )
      this.#say('', 'sets out in the past')
  }

  /** What the jobs up to the next reload bring. */
  #tripLoad(steps: readonly PlanStep[], from: number): number[] {
    const load = new Array<number>(this.#input.dimensions).fill(0)
    for (let i = from; i < steps.length; i++) {
      const step = steps[i]
      if (step === undefined || (step.type === 'reload' && i > from)) break
      const task = this.#known.get(`${step.type} ${step.id}`)
      task?.loadedFirst.forEach((x, k) => {
        load[k] = (load[k] ?? 0) + x
      })
    }
    return load
  }

  #fits(i: number): void {
    for (const [k, x] of this.#load.entries())
      if (x > (this.#v.capacity[k] ?? 0) || x < 0)
        this.#say(`.steps[${i}]`, `load ${x} of dimension ${k} against ${this.#v.capacity[k]}`)
  }

  #pause(step: PlanStep, i: number, stand: Stand): void {
    const at = `.steps[${i}]`
    const rest = this.#v.breaks.find((b) => b.id === step.id)
    if (rest === undefined || this.#pauses.has(rest.id)) {
      this.#say(at, 'a break nobody asked for')
      return
    }
    this.#pauses.add(rest.id)
    const begin = step.arrival + step.waiting_time
    if (step.arrival < stand.free) this.#say(at, 'break before the work is done')
    if (!inside(rest.windows, begin)) this.#say(at, `break at ${begin}, outside its windows`)
    if (step.service !== rest.service) this.#say(at, 'break of another length')
    if (rest.maxLoad?.some((most, k) => (this.#load[k] ?? 0) > most))
      this.#say(at, 'too much aboard for a break')
    stand.driven += step.arrival - stand.free
    stand.free = begin + rest.service
  }

  #arrive(step: PlanStep, i: number, stand: Stand, steps: readonly PlanStep[]): void {
    const at = `.steps[${i}]`
    const v = this.#v
    const task = this.#known.get(`${step.type} ${step.id}`)
    const place =
      step.type === 'end'
        ? v.end
        : step.type === 'reload'
          ? (step.location_index ?? null)
          : (task?.stop.place ?? null)
    const go = way(this.#input, v, stand.place, place)
    if (go === null) {
      this.#say(at, 'no way there')
      return
    }
    if (stand.driven > go.seconds) this.#say(at, 'drives on during a break')
    const earliest = stand.free + Math.max(0, go.seconds - stand.driven)
    if (step.arrival !== earliest) this.#say(at, `arrival ${step.arrival}, but it is ${earliest}`)
    stand.travel += go.seconds
    stand.metres += go.metres
    stand.cost += go.cost
    if (step.duration !== stand.travel) this.#say(at, `travelled ${step.duration}, but it is ${stand.travel}`)
    if (step.distance !== stand.metres) this.#say(at, `distance ${step.distance}, but it is ${stand.metres}`)
    const start = step.arrival + step.waiting_time
    if (step.waiting_time < 0) this.#say(at, 'waits less than nothing')
    let seconds = 0
    if (task !== undefined) seconds = this.#serve(task, step, at, start, stand.place !== place)
    else if (step.type === 'reload') seconds = this.#reload(step, i, steps)
    stand.place = place
    stand.free = stand.leave = start + seconds
    stand.driven = 0
    this.#fits(i)
    if (step.load.some((x, k) => x !== this.#load[k])) this.#say(at, 'load is not what it says')
  }

  #reload(step: PlanStep, i: number, steps: readonly PlanStep[]): number {
    if (this.#aboard.size > 0) this.#say(`.steps[${i}]`, 'a shipment is aboard at a reload')
    this.#load = this.#tripLoad(steps, i)
    this.#backhauls = 0
    const there = this.#v.reloads.find((r) => r.place === step.location_index && r.service === step.service)
    if (there === undefined) this.#say(`.steps[${i}]`, 'reload at another place or of another length')
    this.#work += step.service
    return step.service
  }

  #serve(task: Known, step: PlanStep, at: string, start: number, moved: boolean): number {
    const { stop } = task
    const service = stop.servicePerType.get(this.#v.type) ?? stop.service
    const setup = moved ? (stop.setupPerType.get(this.#v.type) ?? stop.setup) : 0
    if (step.service !== service || step.setup !== setup)
      this.#say(at, `work ${step.setup}+${step.service}, but it is ${setup}+${service}`)
    if (!inside(stop.windows, start)) this.#say(at, `starts at ${start}, outside its windows`)
    if (task.vehicles.length > 0 && !task.vehicles.includes(this.#v.id))
      this.#say(at, 'meant for other vehicles')
    if (!task.skills.every((s) => this.#v.skills.includes(s))) this.#say(at, 'a skill is missing')
    if (step.type === 'delivery' && !this.#aboard.delete(task.pair))
      this.#say(at, 'delivered before it was picked up')
    if (step.type === 'pickup') this.#aboard.add(task.pair)
    if (task.backhaul) this.#backhauls++
    else {
      this.#linehauls++
      if (this.#backhauls > 0) this.#say(at, 'comes after a backhaul')
    }
    for (const k of this.#load.keys())
      this.#load[k] = (this.#load[k] ?? 0) + (task.on[k] ?? 0) - (task.off[k] ?? 0)
    this.#work += service + setup
    return service + setup
  }

  #finish(route: PlanRoute, first: PlanStep, last: PlanStep, stand: Stand): void {
    const v = this.#v
    const say = this.#say
    const end = v.end === null ? stand.leave : last.arrival
    if (this.#aboard.size > 0) say('', 'ends with a shipment aboard')
    if (v.breaks.length !== this.#pauses.size) say('', 'a break is missing')
    if (v.window !== null && (first.arrival < v.window.from || end > v.window.to))
      say('', `works ${first.arrival} to ${end}, outside its shift`)
    const tasks = route.steps.filter(
      (s) => s.type === 'job' || s.type === 'pickup' || s.type === 'delivery',
    ).length
    const reloads = route.steps.filter((s) => s.type === 'reload').length
    if (tasks > v.maxTasks) say('', `${tasks} tasks, at most ${v.maxTasks}`)
    if (reloads > (v.reloads.length === 0 ? 0 : v.maxTrips - 1)) say('', 'too many trips')
    if (stand.travel > v.maxTravelTime) say('', `travels ${stand.travel} s, at most ${v.maxTravelTime}`)
    if (stand.metres > v.maxDistance) say('', `travels ${stand.metres} m, at most ${v.maxDistance}`)
    if (end - first.arrival > v.maxWorkingTime)
      say('', `works ${end - first.arrival} s, at most ${v.maxWorkingTime}`)
    if (this.#input.options.backhaulNeedsLinehaul && this.#linehauls === 0 && v.fixed === 0)
      say('', 'backhauls only')
    const work = this.#work
    const cost = v.costs.fixed + stand.cost + (v.costs.perTaskHour * work) / 3600
    if (!near(cost, route.cost, 1)) say('.cost', `${route.cost}, but it is ${cost}`)
  }
}

/** Every fault of a plan for this request; none: it may be driven. */
export function checkPlan(input: RouteInput, plan: Plan): Fault[] {
  const faults: Fault[] = []
  const say: Say = (path, what) => faults.push({ path, what })
  const known = tasksOf(input)
  const vehicles = new Map(input.vehicles.map((v) => [v.id, v]))
  const done = new Map<string, number>()
  const count = (task: string): void => {
    done.set(task, (done.get(task) ?? 0) + 1)
  }
  const used = new Set<number>()
  for (const [i, route] of plan.routes.entries()) {
    const path = `routes[${i}]`
    const v = vehicles.get(route.vehicle)
    if (v === undefined || used.has(route.vehicle))
      say(path, `vehicle ${route.vehicle} is unknown or used twice`)
    used.add(route.vehicle)
    for (const step of route.steps) {
      const task = `${step.type} ${step.id}`
      if (known.has(task)) count(task)
      else if (step.type === 'job' || step.type === 'pickup' || step.type === 'delivery')
        say(path, `${task} is unknown`)
    }
    if (v !== undefined) new RouteCheck(input, v, known, path, say).run(route)
  }
  checkBus(input, plan.bus, count, say)
  for (const u of plan.unassigned) count(`${u.type} ${u.id}`)
  for (const task of known.keys())
    if (done.get(task) !== 1) say('', `${task} is in the plan ${done.get(task) ?? 0} times`)
  for (const v of input.vehicles)
    if (v.fixed > 0 && !used.has(v.id)) say('', `vehicle ${v.id} has begun and is not in the plan`)
  const left = new Set(plan.unassigned.map((u) => `${u.type} ${u.id}`))
  const priority = [...known].reduce((sum, [task, t]) => sum + (left.has(task) ? 0 : t.priority), 0)
  if (priority !== plan.summary.priority)
    say('summary.priority', `${plan.summary.priority}, but it is ${priority}`)
  const cost = plan.routes.reduce((sum, r) => sum + r.cost, 0) + plan.bus.reduce((sum, b) => sum + b.cost, 0)
  if (!near(cost, plan.summary.cost, 1)) say('summary.cost', `${plan.summary.cost}, but it is ${cost}`)
  return faults
}
