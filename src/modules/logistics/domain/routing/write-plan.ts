import type { StepKind, Stop } from './input.ts'
import type { BusRoute, Plan, PlanRoute, PlanStep, Unassigned } from './plan.ts'
import { DELIVERY, JOB, type Problem } from './problem.ts'
import type { Skeleton } from './skeleton.ts'
import { type Moment, timetable } from './timetable.ts'

export const stopOf = (p: Problem, c: number): Stop => {
  const { jobs, shipments } = p.input
  if (p.role[c] === JOB) return jobs[c]
  const s = shipments[(c - jobs.length) >> 1]
  return p.role[c] === DELIVERY ? s.delivery : s.pickup
}

export const kindOfTask = (p: Problem, c: number): 'job' | 'pickup' | 'delivery' =>
  p.role[c] === JOB ? 'job' : p.role[c] === DELIVERY ? 'delivery' : 'pickup'

const placed = (location: readonly number[] | null, description: string | null) => ({
  ...(location === null ? {} : { location }),
  ...(description === null ? {} : { description }),
})

function stepOf(p: Problem, r: number, m: Moment): PlanStep {
  const v = p.given[r]
  const timed = {
    arrival: m.arrival + p.epoch,
    duration: m.travel,
    setup: m.setup,
    service: m.service,
    waiting_time: m.start - m.arrival,
    distance: m.distance,
    load: m.load,
    violations: [],
  }
  if (m.pause >= 0) {
    const pause = v.breaks[m.pause]
    return { type: 'break', id: pause.id, ...placed(null, pause.description), ...timed }
  }
  if (m.node < p.tasks) {
    const stop = stopOf(p, m.node)
    const where = { location_index: stop.place, ...placed(stop.location, stop.description) }
    return { type: kindOfTask(p, m.node), id: stop.id, ...where, ...timed }
  }
  const type: StepKind =
    m.node < p.tasks + p.vehicles ? 'start' : m.node < p.tasks + 2 * p.vehicles ? 'end' : 'reload'
  const place = p.place[m.node]
  const location = type === 'start' ? v.startLocation : type === 'end' ? v.endLocation : null
  return { type, location_index: place, ...placed(location, null), ...timed }
}

/** Money of a route: fixed, ways, time at stops; a whole number. */
function costOf(p: Problem, r: number, moments: readonly Moment[]): number {
  const k = p.classes[p.classOf[r]]
  const nodes = moments.filter((m) => m.pause < 0)
  const ways = nodes
    .slice(1)
    .reduce((sum, m, i) => sum + k.cost[p.place[nodes[i].node] * p.stride + p.place[m.node]], 0)
  const seconds = nodes.reduce((sum, m) => sum + m.setup + m.service, 0)
  return Math.round(k.fixed + ways + k.taskRate * seconds)
}

const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0)

function sumAmounts(p: Problem, tasks: Iterable<number>, amounts: Int32Array, but: number): number[] {
  const total = new Array<number>(p.dimensions).fill(0)
  for (const c of tasks)
    if (c < p.tasks && p.role[c] !== but)
      for (let k = 0; k < p.dimensions; k++) total[k] += amounts[c * p.dimensions + k]
  return total
}

function routeOf(p: Problem, r: number, tasks: Int32Array): PlanRoute {
  const v = p.given[r]
  const moments = timetable(p, r, tasks)
  const all = moments.map((m) => stepOf(p, r, m))
  const last = moments[moments.length - 1]
  return {
    vehicle: v.id,
    ...placed(null, v.description),
    cost: costOf(p, r, moments),
    setup: sum(all.map((s) => s.setup)),
    service: sum(all.map((s) => s.service)),
    duration: last.travel,
    waiting_time: sum(all.map((s) => s.waiting_time)),
    priority: sum([...tasks].map((c) => (c < p.tasks && p.role[c] !== DELIVERY ? p.priority[c] : 0))),
    distance: last.distance,
    delivery: sumAmounts(p, tasks, p.drop, -1),
    pickup: sumAmounts(p, tasks, p.pick, -1),
    violations: [],
    // An open route's missing end has no place to be stepped on.
    steps: all.filter(
      (s) => !(s.type === 'start' && v.start === null) && !(s.type === 'end' && v.end === null),
    ),
  }
}

/** The skeleton as an answer in VROOM's JSON, with reasons for what is left out. */
export function writePlan(
  p: Problem,
  best: Skeleton,
  bus: readonly BusRoute[],
  unassigned: readonly Unassigned[],
  effort: { readonly iterations: number; readonly solvingMs: number },
): Plan {
  const routes = best.routes.flatMap((tasks, r) => (tasks.length === 0 ? [] : [routeOf(p, r, tasks)]))
  const busCost = sum(bus.map((b) => b.cost))
  const total = (
    key: 'cost' | 'setup' | 'service' | 'duration' | 'waiting_time' | 'priority' | 'distance',
  ): number => sum(routes.map((r) => r[key]))
  const amounts = (key: 'delivery' | 'pickup'): number[] =>
    Array.from({ length: p.dimensions }, (_, k) => sum(routes.map((r) => r[key][k])))
  return {
    code: 0,
    summary: {
      cost: total('cost') + busCost,
      routes: routes.length,
      unassigned: unassigned.length,
      setup: total('setup'),
      service: total('service'),
      duration: total('duration'),
      waiting_time: total('waiting_time'),
      priority: total('priority') + sum(best.rides.map(({ job }) => p.priority[job])),
      distance: total('distance'),
      delivery: amounts('delivery'),
      pickup: amounts('pickup'),
      violations: [],
      bus_cost: busCost,
      computing_times: { loading: 0, solving: Math.round(effort.solvingMs), routing: 0 },
      iterations: effort.iterations,
    },
    unassigned,
    routes,
    bus,
  }
}
