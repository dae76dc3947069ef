import type { Day } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Etown } from '#platform/http/route'
import { statisticsRefusals } from '../contract/index.ts'
import type { Definition } from '../domain/definition.ts'
import { type Define, definitionsFor } from '../domain/indicators.ts'
import { planOn } from './plan-in-force.ts'

/** The indicator a path or a form names, with all others it may be made of. */
export async function findDefinition(
  etown: Etown,
  indicator: string,
  on: Day,
  pointer: string,
): Promise<Outcome<{ readonly definition: Definition; readonly define: Define }>> {
  const plan = await planOn(etown.countyCode, on)
  const define = definitionsFor(plan?.indicators ?? [])
  const definition = define(indicator)
  return definition === undefined
    ? refused(refusal(statisticsRefusals, 'statistics.indicator_unknown', { indicator }, pointer))
    : granted({ definition, define })
}
