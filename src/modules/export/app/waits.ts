import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { pageOfExports } from '../db/exports.ts'

/** Held exports of others. */
export async function exportWaits({ db, etown, account, may }: Asker): Promise<readonly Wait[]> {
  if (!may('export.release')) return []
  const page = { after: undefined, limit: 1 }
  const { total } = await pageOfExports(roomOf(db, 'export'), etown.id, { heldFor: account }, page)
  return [{ what: { zh: '导出待放行', en: 'Exports to release' }, count: total, href: '/held-exports' }]
}
