import { type Indicator, SHARED_INDICATORS } from '#contract/plan'
import type { Definition } from './definition.ts'
import {
  newEcommerceEntities,
  newEcommerceFirms,
  newEntities,
  newEntitiesEcommerceShare,
} from './definitions/entities.ts'
import { enteredDefinition } from './definitions/entry.ts'
import { grossOutputGrowth, onlineRetailGrowth } from './definitions/growth.ts'
import { onlineRetail } from './definitions/retail.ts'

/** 可计算指标 The indicators this room makes from rows, or from other indicators. */
export const COMPUTED: readonly Definition[] = [
  onlineRetail,
  onlineRetailGrowth,
  grossOutputGrowth,
  newEntities,
  newEcommerceEntities,
  newEntitiesEcommerceShare,
  newEcommerceFirms,
]

/** Finds a definition by code; undefined for a code that neither is computed nor shared nor declared by the plan. */
export type Define = (code: string) => Definition | undefined

/** What a plan measures: the computed indicators, then those all plans share, then those its own file declares. */
export function definitionsFor(declared: readonly Indicator[]): Define {
  const entered = [...declared, ...SHARED_INDICATORS].map(enteredDefinition)
  const all = new Map([...entered, ...COMPUTED].map((definition) => [definition.code, definition]))
  return (code) => all.get(code)
}
