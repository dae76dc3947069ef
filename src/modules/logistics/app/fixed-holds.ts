import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { routeRefusals } from '../contract/refusals.ts'
import { fixedMisses } from '../domain/routing/adopt.ts'
import { problemOf } from '../domain/routing/build-problem.ts'
import type { RouteInput } from '../domain/routing/input.ts'
import { SAID } from '../domain/routing/reasons.ts'

/** Fixed steps are not planned around when they cannot be driven: somebody wrote down what did not happen. */
export function fixedHolds(input: RouteInput): Outcome<null> {
  if (!input.vehicles.some((v) => v.fixed > 0)) return granted(null)
  const refusals = fixedMisses(problemOf(input)).map(({ vehicle, miss }): Refusal => {
    const at = input.vehicles.findIndex((v) => v.id === vehicle)
    const [why, whyEn] = SAID[miss.code]
    const path = `vehicles[${at}].steps`
    return refusal(routeRefusals, 'logistics.route_fixed', { path, why, whyEn }, `/vehicles/${at}/steps`)
  })
  return refusals.length > 0 ? refused(...refusals) : granted(null)
}
