import { type PlanFile, SHARED_INDICATORS } from '#contract/plan'
import { type Adopted, follows, READINGS } from './adopted.ts'
import type { Definition } from './definition.ts'
import {
  newEcommerceEntities,
  newEcommerceFirms,
  newEcommerceFirmsAndTraders,
  newEntities,
  newEntitiesEcommerceShare,
} from './definitions/entities.ts'
import { enteredDefinition } from './definitions/entry.ts'
import { webGoods } from './definitions/goods.ts'
import { grossOutputGrowth, onlineRetailGrowth } from './definitions/growth.ts'
import { inspectionDefinitions } from './definitions/inspection.ts'
import { onlineRetail } from './definitions/retail.ts'
import { fundArrived, fundBalance, fundPaid, parcels, traceLots, traceScans } from './definitions/tally.ts'

/** 可计算指标 The indicators this room makes from rows, or from other indicators. */
export const COMPUTED: readonly Definition[] = [
  onlineRetail,
  onlineRetailGrowth,
  grossOutputGrowth,
  newEntities,
  newEcommerceEntities,
  newEntitiesEcommerceShare,
  newEcommerceFirms,
  parcels,
  traceScans,
  traceLots,
  ...inspectionDefinitions,
  fundArrived,
  fundPaid,
  fundBalance,
  webGoods,
]

/** Finds a definition by code; undefined for a code that neither is computed nor shared nor declared by the plan. */
export type Define = (code: string) => Definition | undefined

/**
 * What a plan measures: the computed indicators, as its county reads them, then those all plans share, then those its own
 * file declares.
 */
export function definitionsFor(
  { indicators, targets }: Pick<PlanFile, 'indicators' | 'targets'>,
  adopted: Adopted,
): Define {
  const entered = [...indicators, ...SHARED_INDICATORS].map(enteredDefinition)
  const all = new Map([...entered, ...COMPUTED].map((definition) => [definition.code, definition]))
  const broad = targets.some(
    (target) =>
      target.indicator === newEcommerceFirms.code && follows(target, adopted, READINGS.allWithOrders),
  )
  if (broad) all.set(newEcommerceFirms.code, newEcommerceFirmsAndTraders)
  return (code) => all.get(code)
}

/** Where no plan is in force: nobody has decided anything. */
export const NO_PLAN: Pick<PlanFile, 'indicators' | 'targets'> = { indicators: [], targets: [] }
