import { addDays } from '#kernel/day'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { House } from '#platform/house'
import type { Duty } from '#platform/work/worker'
import { daysOfScans, lockRolled, newestScan, readRolled, saveRolled } from '../db/rolled.ts'
import { countDays } from '../db/tallies.ts'
import { today } from './on-the-wire.ts'

const SCANS = 'scans'

/**
 * 汇总扫码 A scan is no act and announces nothing, for a page a consumer opens must not wait for a head of a chain. So the
 * scans of a day are counted from the rows: yesterday and today whenever there are new ones, and once more when there are
 * none, for what was still being committed. True: something was counted.
 */
export async function rollScans(house: House, etown: number): Promise<boolean> {
  const now = today(house.clock())
  const idle = await inEtown(house.pool, etown, 'read', async ({ db }) => {
    const mark = await newestScan(roomOf(db, 'trace_pub'), etown)
    const before = await readRolled(roomOf(db, 'statistics'), etown, SCANS)
    if (mark === undefined) return true
    return before !== undefined && before.mark === mark && before.settled && before.day === now
  })
  if (idle) return false
  await inEtown(house.pool, etown, 'write', async ({ db }) => {
    const own = roomOf(db, 'statistics')
    const scans = roomOf(db, 'trace_pub')
    const before = await lockRolled(own, etown, SCANS)
    const mark = (await newestScan(scans, etown)) ?? 0n
    const days = await daysOfScans(scans, etown, before && addDays(before.day, -1))
    await countDays(own, etown, SCANS, days)
    const settled = before !== undefined && before.mark === mark && before.day === now
    await saveRolled(own, etown, SCANS, { day: now, mark, settled })
  })
  return true
}

const REST_MS = 3_000

export const rollScansDuty: Duty = {
  name: 'statistics.roll-scans',
  rest: REST_MS,
  see: async (house, etown) => {
    await rollScans(house, etown)
    return false
  },
}
