export { traceGrants } from './permissions.ts'
