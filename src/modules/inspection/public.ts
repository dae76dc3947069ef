/** What other rooms' servers may ask of the inspections. `db` is the caller's own: its transaction, its e-town. */
export { type Broker, openBroker } from './app/broker.ts'
