export * from './endpoints.ts'
export * from './permissions.ts'
export * from './refusals.ts'
export * from './shapes.ts'
