export * from './epcis-endpoints.ts'
export { epcisRefusals } from './epcis-refusals.ts'
export { traceGrants } from './permissions.ts'
export * from './recall-endpoints.ts'
