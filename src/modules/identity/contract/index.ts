export { identityGrants } from './permissions.ts'
export * from './roles.ts'
