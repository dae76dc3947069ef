export * from './application-endpoints.ts'
export { subsidyGrants } from './permissions.ts'
export { receiptRefusals } from './refusals.ts'
export { subsidyRefusals } from './room-refusals.ts'
export * from './round-endpoints.ts'
export * from './shapes.ts'
export {
  type ApplicationEvent,
  type ApplicationState,
  applicationMachine,
  DUTIES,
  DUTY_OF,
  type Duty,
  EVENT_NAMES,
  WAITING,
  WITHDRAW_MINUTES,
} from './states.ts'
