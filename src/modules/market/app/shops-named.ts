import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import { pageOfShops } from '../db/shops.ts'
import type { Platform } from '../domain/platform.ts'

/** An e-town's shops on a platform: those of this name, or all where no name is given. At most 1000. */
export const shopsNamed = (
  house: House,
  etown: number,
  platform: Platform,
  name: string | undefined,
): Promise<readonly { readonly id: bigint; readonly name: string }[]> =>
  inEtown(house.pool, etown, 'read', async (scope) => {
    const narrowing = { platform, only: undefined }
    const page = { after: undefined, limit: 1_000 }
    const { rows } = await pageOfShops(roomOf(scope.db, 'market'), etown, narrowing, page)
    return rows.filter((shop) => name === undefined || shop.name === name)
  })
