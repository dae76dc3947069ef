/** What other rooms' servers may ask of the inspections. `db` is the caller's own: its transaction, its e-town. */
import { FOODS } from './app/registry.ts'

export { type Broker, openBroker } from './app/broker.ts'

/** What the foods of samples are called, by code. */
export const foodNames = (): ReadonlyMap<string, string> => new Map(FOODS.map(({ code, zh }) => [code, zh]))
