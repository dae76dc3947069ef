import { fundRoom } from '../modules/fund/http.ts'
import { identityRoom } from '../modules/identity/http.ts'
import { marketRoom } from '../modules/market/http.ts'
import { partyRoom } from '../modules/party/http.ts'
import { planRoom } from '../modules/plan/http.ts'
import { statisticsRoom } from '../modules/statistics/http.ts'
import type { Room } from '../platform/room.ts'

/** The rooms in use, ground first. */
export const rooms: readonly Room[] = [
  identityRoom,
  planRoom,
  partyRoom,
  marketRoom,
  fundRoom,
  statisticsRoom,
]
