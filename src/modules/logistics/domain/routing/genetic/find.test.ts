import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemOf } from '../build-problem.ts'
import { checkPlan } from '../check-plan.ts'
import { below, type Dice, dice } from '../random.ts'
import { readRouteInput } from '../read-input.ts'
import { solve } from '../solve.ts'
import { improve, newImprover } from './improve.ts'
import { plainOf } from './plain.ts'
import { giveRoutes } from './routes.ts'
import { split, tourOf } from './tour.ts'

type Shape = {
  readonly stops: number
  readonly backhauls: boolean
  readonly oneWay: boolean
  readonly fixed: number
  readonly seed: number
}

const shape = fc.record({
  stops: fc.integer({ min: 3, max: 30 }),
  backhauls: fc.boolean(),
  oneWay: fc.boolean(),
  fixed: fc.constantFrom(0, 40),
  seed: fc.nat(),
})

/** Places on a square; with one-way streets, the way back may be half as far again. */
function ways(d: Dice, size: number, oneWay: boolean): number[][] {
  const at = Array.from({ length: size }, () => [below(d, 100), below(d, 100)] as const)
  return at.map(([x, y], i) =>
    at.map(([u, w], j) =>
      i === j ? 0 : Math.round(Math.hypot(x - u, y - w) * (oneWay ? 1 + below(d, 50) / 100 : 1)),
    ),
  )
}

function requestOf({ stops, backhauls, oneWay, fixed, seed }: Shape) {
  const d = dice(seed)
  return {
    jobs: Array.from({ length: stops }, (_, i) => {
      const amount = [1 + below(d, 9), below(d, 9)]
      return i > 0 && backhauls && below(d, 3) === 0
        ? { id: i, location_index: i + 1, pickup: amount, backhaul: true }
        : { id: i, location_index: i + 1, delivery: amount }
    }),
    vehicles: Array.from({ length: stops }, (_, i) => ({
      id: i,
      start_index: 0,
      end_index: 0,
      capacity: [30, backhauls ? 10_000 : 80],
      costs: { fixed },
    })),
    matrices: { car: { durations: ways(d, stops + 1, oneWay) } },
    options: { backhaul_needs_linehaul: seed % 2 === 0 },
  }
}

function inputOf(s: Shape) {
  const read = readRouteInput(requestOf(s))
  if (!read.ok) throw new Error(JSON.stringify(read.refused))
  return read.value
}

function plainFrom(s: Shape) {
  const plain = plainOf(problemOf(inputOf(s)))
  if (plain === null) throw new Error('this should be plain')
  return plain
}

describe('a plain problem', () => {
  test('is planned by children of plans; the checker accepts, and the same seed plans the same', () => {
    fc.assert(
      fc.property(shape, (s) => {
        const input = inputOf(s)
        const planned = () => solve(input, { milliseconds: 1, now: () => 0, seed: s.seed, iterations: 3000 })
        const plan = planned()
        expect(checkPlan(input, plan)).toEqual([])
        expect(planned().routes).toEqual(plan.routes)
      }),
      { numRuns: 25 },
    )
  }, 30_000)

  test('is never made dearer by a small change, and no stop is lost or met twice', () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 60 }), (s, dear) => {
        const plain = plainFrom(s)
        const worth = (routes: Int32Array[]): number => {
          const { cost, over, disorder } = tourOf(plain, routes)
          return cost + dear * over + plain.surcharge * disorder
        }
        const order = Int32Array.from({ length: plain.stops }, (_, i) => i + 1)
        const before = split(plain, order, dear)
        const k = newImprover(plain, dice(s.seed))
        improve(k, before, dear)
        const after = giveRoutes(k.g)
        expect(worth(after)).toBeLessThanOrEqual(worth(before) + 1e-3)
        expect(after.flatMap((route) => [...route]).toSorted((a, b) => a - b)).toEqual([...order])
        expect(after.length).toBeLessThanOrEqual(plain.vehicles)
      }),
      { numRuns: 300 },
    )
  })

  test('is not what has windows, shipments, several kinds of vehicles or places nobody reaches', () => {
    const request = requestOf({ stops: 5, backhauls: false, oneWay: false, fixed: 0, seed: 1 })
    const [job, ...jobs] = request.jobs
    const [van, ...vans] = request.vehicles
    const isPlain = (change: object): boolean => {
      const read = readRouteInput({ ...request, ...change })
      if (!read.ok) throw new Error(JSON.stringify(read.refused))
      return plainOf(problemOf(read.value)) !== null
    }
    expect(isPlain({})).toBe(true)
    expect(isPlain({ jobs: [{ ...job, time_windows: [[0, 500]] }, ...jobs] })).toBe(false)
    expect(isPlain({ jobs: [{ ...job, pickup: [20, 70] }, ...jobs] })).toBe(false)
    expect(isPlain({ jobs: [{ ...job, skills: [1] }, ...jobs] })).toBe(false)
    expect(isPlain({ vehicles: [{ ...van, capacity: [31, 80] }, ...vans] })).toBe(false)
    expect(isPlain({ vehicles: [{ ...van, max_distance: 500 }, ...vans] })).toBe(false)
    expect(isPlain({ options: { balance: 10 } })).toBe(false)
  })
})
