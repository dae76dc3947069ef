import type { Room } from '../../platform/room.ts'
import * as trace from './contract/index.ts'

export const traceRoom: Room = {
  name: 'trace',
  grants: trace.traceGrants,
  jobs: [],
  consumers: [],
  routes: [],
}
