import { inEtown, type Scope } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'

export type IdentityDb = Db<'identity'>

/** One write of this room over the whole platform, for handlers that stand alone. Audit lines go to its chain. */
export const inside = <T>(
  house: House,
  work: (db: IdentityDb, record: Scope['record']) => Promise<T>,
): Promise<T> => inEtown(house.pool, 0, 'write', (scope) => work(roomOf(scope.db, 'identity'), scope.record))
