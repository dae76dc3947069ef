import type { Indicator } from '#contract/plan'
import type { Day } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { adoptedPlanOf } from '#plan'
import type { AnyDb } from '#platform/db/house'
import { statisticsRefusals } from '../contract/index.ts'
import type { Definition } from '../domain/definition.ts'
import { type Define, definitionsFor, NO_PLAN } from '../domain/indicators.ts'

/** The indicators of the plan in force on a day, as the county reads it; `declared`: those the plan itself adds. */
export async function definedOn(
  db: AnyDb,
  etown: number,
  on: Day,
): Promise<{ readonly define: Define; readonly declared: readonly Indicator[] }> {
  const { plan, adopted } = (await adoptedPlanOf(db, etown, on)) ?? { plan: NO_PLAN, adopted: new Map() }
  return { define: definitionsFor(plan, adopted), declared: plan.indicators }
}

/** The indicator a path or a form names, with all others it may be made of. */
export async function findDefinition(
  db: AnyDb,
  etown: number,
  indicator: string,
  on: Day,
  pointer: string,
): Promise<Outcome<{ readonly definition: Definition; readonly define: Define }>> {
  const { define } = await definedOn(db, etown, on)
  const definition = define(indicator)
  return definition === undefined
    ? refused(refusal(statisticsRefusals, 'statistics.indicator_unknown', { indicator }, pointer))
    : granted({ definition, define })
}
