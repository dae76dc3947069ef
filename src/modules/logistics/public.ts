/** What servers and commands may ask of this room. */
export { judgeRoutes } from './app/judge-routes.ts'
export { distancesOf } from './app/osrm.ts'
export { type PlanOptions, planRoutes } from './app/plan-routes.ts'
