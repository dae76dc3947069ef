export * from './endpoints.ts'
export { logisticsGrants } from './permissions.ts'
export { zPlan } from './plan-shape.ts'
export { routeRefusals, trialRefusals } from './refusals.ts'
