import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dice, HOSTILE, mutated } from '#test/fuzz'
import { type Fields, request } from '#test/route-request'
import { checkPlan } from '../domain/routing/check-plan.ts'
import { judgeSteps } from '../domain/routing/judge-steps.ts'
import { solve } from '../domain/routing/solve.ts'
import { measured } from './distances.ts'
import { fixedHolds } from './fixed-holds.ts'

const still = { milliseconds: 1, now: () => 0, seed: 1, iterations: 30 }

/** Matrices become coordinates, so that both ways of saying where are bent. */
function byCoordinates({ matrices: _, ...json }: Fields): Fields {
  const text = JSON.stringify(json)
    .replaceAll(/"location_index":(\d)/g, '"location":[110.$1,36.5]')
    .replaceAll(/"(start|end)_index":(\d)/g, '"$1":[110.$2,36.4]')
  return JSON.parse(text)
}

/** Either every refusal says where, or there is a plan that the checker accepts. */
async function survives(json: unknown): Promise<'refused' | 'planned'> {
  const read = await measured(json)
  const said = read.ok ? fixedHolds(read.value.input) : read
  if (!said.ok) {
    expect(said.refused.length).toBeGreaterThan(0)
    for (const { zh, en, pointer } of said.refused) {
      expect(pointer).toMatch(/^\//)
      expect(zh + en).not.toMatch(/\{\w+\}|undefined|\[object/)
    }
    return 'refused'
  }
  if (!read.ok) throw new Error('neither')
  const { input } = read.value
  judgeSteps(input)
  expect(checkPlan(input, solve(input, still))).toEqual([])
  return 'planned'
}

describe('a request that somebody got wrong', () => {
  test('is refused with its places, or planned as it stands', async () => {
    const met = { refused: 0, planned: 0 }
    const bent = fc.tuple(request, fc.nat(), fc.boolean(), fc.integer({ min: 1, max: 3 }))
    await fc.assert(
      fc.asyncProperty(bent, async ([json, seed, coordinates, times]) => {
        const d = dice(seed)
        let wrong: unknown = coordinates ? byCoordinates(json) : json
        for (let i = 0; i < times; i++) wrong = mutated(d, wrong)
        met[await survives(JSON.parse(JSON.stringify(wrong) ?? 'null'))]++
      }),
      { numRuns: 600 },
    )
    expect(met.refused).toBeGreaterThan(100)
    expect(met.planned).toBeGreaterThan(20)
  }, 60_000)
  test('is refused where it is no request at all', async () => {
    for (const x of HOSTILE) expect(await survives(x)).toBe('refused')
  })
})

const square = (x: number): number[][] => [0, 1].map((i) => [0, 1].map((j) => (i === j ? 0 : x)))
const van = { id: 1, start_index: 0, end_index: 0, capacity: [5] }
const day = (more: Fields) => ({
  jobs: [{ id: 1, location_index: 1, delivery: [1] }],
  vehicles: [van],
  matrices: { car: { durations: square(60) } },
  ...more,
})
const reason = async (more: Fields) => {
  const read = await measured(day(more))
  if (!read.ok) throw new Error(JSON.stringify(read.refused))
  return solve(read.value.input, still).unassigned.map((u) => [u.reasons[0]?.verdict, u.reasons[0]?.code])
}

describe('what can be read but not done is told apart', () => {
  const unreachable = [
    [0, null],
    [null, 0],
  ]
  test.each([
    ['no road', { matrices: { car: { durations: unreachable } } }, 'impossible', 'unreachable'],
    [
      'no vehicle large enough',
      { jobs: [{ id: 1, location_index: 1, delivery: [9] }] },
      'impossible',
      'capacity',
    ],
    ['nobody with the skill', { jobs: [{ id: 1, location_index: 1, skills: [4] }] }, 'impossible', 'skill'],
    [
      'too much for one day',
      { jobs: [1, 2].map((id) => ({ id, location_index: 1, delivery: [4] })) },
      'crowded_out',
      'capacity',
    ],
  ] as const)('%s', async (_, more, verdict, code) => {
    expect(await reason(more)).toEqual([[verdict, code]])
  })
})
