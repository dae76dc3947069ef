import type { Indicator } from '#contract/plan'
import type { Day } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { planOf } from '#plan'
import type { AnyDb } from '#platform/db/house'
import { statisticsRefusals } from '../contract/index.ts'
import type { Definition } from '../domain/definition.ts'
import { type Define, definitionsFor } from '../domain/indicators.ts'

/** The indicators that the plan in force on a day declares itself. */
export const declaredOn = async (db: AnyDb, etown: number, on: Day): Promise<readonly Indicator[]> =>
  (await planOf(db, etown, on))?.plan.indicators ?? []

/** The indicator a path or a form names, with all others it may be made of. */
export async function findDefinition(
  db: AnyDb,
  etown: number,
  indicator: string,
  on: Day,
  pointer: string,
): Promise<Outcome<{ readonly definition: Definition; readonly define: Define }>> {
  const define = definitionsFor(await declaredOn(db, etown, on))
  const definition = define(indicator)
  return definition === undefined
    ? refused(refusal(statisticsRefusals, 'statistics.indicator_unknown', { indicator }, pointer))
    : granted({ definition, define })
}
