import { dayOfInstant } from '#kernel/day'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { countQueues } from '../db/assets.ts'

/** Disposals wait for whoever did not ask for them; what should have come back waits for the office. */
export async function assetWaits({ db, etown, now, account, may }: Asker): Promise<readonly Wait[]> {
  if (!may('asset.approve') && !may('asset.move')) return []
  const today = dayOfInstant(now.getTime())
  const { asked, approved, overdue } = await countQueues(roomOf(db, 'asset'), etown.id, { account, today })
  return [
    {
      what: { zh: '资产处置待审批', en: 'Disposals to approve' },
      count: may('asset.approve') ? asked : 0,
      href: '/assets?state=asked',
    },
    {
      what: { zh: '资产已批处置，待办结', en: 'Disposals to finish' },
      count: may('asset.move') ? approved : 0,
      href: '/assets?state=approved',
    },
    {
      what: { zh: '资产到期未归还', en: 'Assets not given back' },
      count: may('asset.move') ? overdue : 0,
      late: may('asset.move') ? overdue : 0,
      href: '/assets?overdue=yes',
    },
  ]
}
