import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, request } from '#test/route-request'
import { checkPlan } from './check-plan.ts'
import { readRouteInput } from './read-input.ts'
import { solve } from './solve.ts'

const still = { milliseconds: 1, now: () => 0, seed: 1 }
const planned = (json: Fields, iterations: number) => {
  const input = readRouteInput(json)
  if (!input.ok) throw new Error(JSON.stringify(input.refused))
  const answer = solve(input.value, { ...still, iterations })
  return { input: input.value, answer }
}

describe('a plan of anything', () => {
  test('is accepted by the checker', () => {
    fc.assert(
      fc.property(request, (json) => {
        const { input, answer } = planned(json, 400)
        expect(checkPlan(input, answer)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
  test('is the same for the same seed and iterations', () => {
    fc.assert(
      fc.property(request, (json) => {
        expect(planned(json, 100).answer).toEqual(planned(json, 100).answer)
      }),
      { numRuns: 20 },
    )
  })
})
