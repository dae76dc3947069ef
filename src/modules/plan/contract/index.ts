export type { Clause, Interpretation } from './clause.ts'
export { clauseName } from './clause-name.ts'
export type { Etown, PlanVersion, Span, Stage } from './document.ts'
export * from './endpoints.ts'
export type { Funds, Policy } from './fund.ts'
export { SHARED_INDICATORS } from './indicators.ts'
export { ITEM_KINDS, type ItemKind } from './item-kinds.ts'
export type { Body } from './organisation.ts'
export { planGrants } from './permissions.ts'
export { PLAN_FILE_BYTES, type PlanFile, zPlanFile } from './plan-file.ts'
export { planFileRefusals } from './refusals.ts'
export { planRefusals } from './room-refusals.ts'
export {
  FACT_ROWS,
  type FactRows,
  POOL_WAYS,
  type PoolWay,
  type Scheme,
  type SchemeCondition,
  type SchemeFact,
  type SchemeParameter,
  type SchemePool,
  type SchemeTest,
  zScheme,
} from './scheme.ts'
export { orderOf, type StepOrder } from './scheme-order.ts'
export { type ParameterOn, parameterOn } from './scheme-parameter.ts'
export { roundingSaid, type SchemeStep, usedBy } from './scheme-step.ts'
export { type Measure, measureOf, measuresGiven } from './scheme-units.ts'
export * from './shapes.ts'
export { type Enumeration, type Facility, FORCE, type Indicator, PER, type Target } from './target.ts'
export { type Dimension, dimensionOf, fenOf, inBaseUnit } from './units.ts'
export * from './version-endpoints.ts'
