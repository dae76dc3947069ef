import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, request } from '#test/route-request'
import { fixedMisses } from './adopt.ts'
import { problemOf } from './build-problem.ts'
import { checkPlan } from './check-plan.ts'
import type { RouteInput } from './input.ts'
import type { Plan } from './plan.ts'
import { readRouteInput } from './read-input.ts'
import { solve } from './solve.ts'

const read = (json: unknown): RouteInput => {
  const input = readRouteInput(json)
  if (!input.ok) throw new Error(JSON.stringify(input.refused))
  return input.value
}
function planned(json: Fields, iterations = 100): Plan {
  const input = read(json)
  const plan = solve(input, { milliseconds: 1, now: () => 0, seed: 1, iterations })
  expect(checkPlan(input, plan)).toEqual([])
  return plan
}

/** What had begun before `now`: tasks with their times, and bus trips that had left. */
const begun = (plan: Plan, now: number): string[] => [
  ...plan.routes.flatMap((r) =>
    r.steps
      .filter((s) => s.type !== 'start' && s.type !== 'end' && s.arrival + s.waiting_time < now)
      .map((s) => `${r.vehicle}: ${s.type} ${s.id} at ${s.arrival}+${s.waiting_time}`),
  ),
  ...plan.bus.flatMap((b) =>
    b.direction === 'outbound' && b.departure < now
      ? b.rides.map((r) => `${b.line} ${b.departure}: ${r.job}`)
      : [],
  ),
]

test('re-planned at any time, what had begun stays, with its times, and nothing begins in the past', () => {
  let moved = 0
  fc.assert(
    fc.property(request, fc.nat({ max: 400 }), (json, now) => {
      const before = planned(json)
      const extra = { id: 90, location_index: 1, delivery: [1, 0], pickup: [0, 1], service: 5 }
      const jobs = [...(Array.isArray(json.jobs) ? json.jobs : []), extra]
      const again = { ...json, jobs, previous: before, now }
      expect(fixedMisses(problemOf(read(again)))).toEqual([])
      const after = planned(again)
      const [was, is] = [begun(before, now), begun(after, now)]
      expect(is).toEqual(expect.arrayContaining(was))
      if (was.length > 0) moved++
    }),
    { numRuns: 300 },
  )
  expect(moved).toBeGreaterThan(50)
}, 60_000)

const square = (x: number): number[][] => [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 0 : x)))
const van = { id: 7, start_index: 0, end_index: 0, capacity: [10], time_window: [0, 3000] }
const job = (id: number, more: Fields = {}) => ({
  id,
  location_index: id,
  delivery: [2],
  service: 60,
  ...more,
})
const simple = { jobs: [job(1), job(2)], vehicles: [van], matrices: { car: { durations: square(100) } } }
const visits = (plan: Plan): (number | undefined)[] =>
  plan.routes.flatMap((r) => r.steps.filter((s) => s.type === 'job').map((s) => s.id))

describe('中途重排', () => {
  test('a job added while the van is on its way comes after what it has set out for', () => {
    const jobs = [job(1, { time_windows: [[0, 150]] }), job(2, { time_windows: [[200, 900]] })]
    const previous = planned({ ...simple, jobs })
    expect(visits(previous)).toEqual([1, 2])
    const more = [...jobs, job(3)]
    expect(visits(planned({ ...simple, jobs: more, previous, now: 120 }))[0]).toBe(1)
    const late = planned({ ...simple, jobs: more, previous, now: 240 })
    expect(visits(late).slice(0, 2)).toEqual([1, 2])
  })
  test('a van on its way home takes nothing more; another goes', () => {
    const previous = planned(simple)
    const end = previous.routes[0]?.steps.at(-1)?.arrival ?? 0
    const jobs = [...simple.jobs, job(3)]
    const alone = planned({ ...simple, jobs, previous, now: end - 1 })
    expect(alone.unassigned.map((u) => [u.id, u.reasons[0]?.code])).toEqual([[3, 'fixed']])
    const two = planned({ ...simple, jobs, vehicles: [van, { ...van, id: 8 }], previous, now: end - 1 })
    expect(two.routes.find((r) => r.vehicle === 8)?.steps[0]?.arrival).toBeGreaterThanOrEqual(end - 1)
  })
  test('a bus missed: only its riders are planned anew, those that have gone have gone', () => {
    const line = {
      id: 1,
      stops: [{ location_index: 0 }, { location_index: 1 }, { location_index: 2 }],
      outbound_offsets: [0, 100, 200],
      inbound_offsets: [0, 100, 200],
      outbound_departures: [50, 500, 900],
      inbound_departures: [],
      capacity_per_trip: [2],
      fee_per_parcel: 3,
    }
    const day = { ...simple, bus_lines: [line] }
    const previous = planned(day)
    expect(previous.bus.map((b) => b.departure)).toEqual([50, 500])
    const missed = { ...line, outbound_departures: [50, 900] }
    const after = planned({ ...day, bus_lines: [missed], previous, now: 400 })
    expect(after.bus.map((b) => [b.departure, b.rides[0]?.job])).toEqual([
      [50, previous.bus[0]?.rides[0]?.job],
      [900, previous.bus[1]?.rides[0]?.job],
    ])
  })
})

describe('固定与指定', () => {
  test('fixed steps stay first and in their order, however dear', () => {
    const durations = [
      [0, 10, 500, 10],
      [10, 0, 500, 10],
      [500, 500, 0, 500],
      [10, 10, 500, 0],
    ]
    const steps = [
      { type: 'job', id: 2, fixed: true },
      { type: 'job', id: 1, fixed: true },
      { type: 'job', id: 3 },
    ]
    const jobs = [job(1), job(2), job(3)]
    const plan = planned({ ...simple, jobs, vehicles: [{ ...van, steps }], matrices: { car: { durations } } })
    expect(visits(plan)).toEqual([2, 1, 3])
  })
  test('a job that names its vehicle goes with it, or not at all', () => {
    const vehicles = [van, { ...van, id: 8, costs: { fixed: 9000 } }]
    const plan = planned({
      ...simple,
      vehicles,
      jobs: [job(1, { delivery: [6] }), job(2, { delivery: [6], vehicles: [8] })],
    })
    expect(plan.routes.map((r) => [r.vehicle, r.steps[1]?.id])).toEqual([
      [7, 1],
      [8, 2],
    ])
    const none = planned({ ...simple, vehicles, jobs: [job(1, { vehicles: [8], delivery: [11] })] })
    expect(none.unassigned[0]?.reasons.map((r) => r.code)).toEqual(['capacity', 'vehicle'])
  })
  test('fixed steps that cannot be driven are found', () => {
    const steps = [{ type: 'job', id: 1, fixed: true }]
    const late = { ...simple, jobs: [job(1, { time_windows: [[0, 50]] })], vehicles: [{ ...van, steps }] }
    expect(fixedMisses(problemOf(read(late)))).toMatchObject([
      { vehicle: 7, miss: { code: 'time_window', by: 50 } },
    ])
  })
})
