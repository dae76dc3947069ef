import { sql } from 'kysely'
import { roomOf } from '#platform/db/house'
import type { Asker, Wait } from '../../../platform/room.ts'

/** Which state of a sample waits for which duty, and where it is worked off. */
const QUEUES = [
  {
    state: 'drawn',
    may: 'inspection.test',
    zh: '样品待检测',
    en: 'Samples to test',
    href: '/inspection-bench',
  },
  {
    state: 'to-review',
    may: 'inspection.review',
    zh: '检测待复核',
    en: 'Tests to review',
    href: '/inspections',
  },
  {
    state: 'failed',
    may: 'inspection.supervise',
    zh: '阳性待处置',
    en: 'Positives to deal with',
    href: '/positives',
  },
  {
    state: 'disputed',
    may: 'inspection.supervise',
    zh: '复检申请待办',
    en: 'Disputes to deal with',
    href: '/positives',
  },
] as const

export async function inspectionWaits({ db, etown, may }: Asker): Promise<readonly Wait[]> {
  const mine = QUEUES.filter((queue) => may(queue.may))
  if (mine.length === 0) return []
  const { rows } = await sql<{ state: string; waiting: number }>`
    select state, count(*)::int as waiting from inspection.sample where etown = ${etown.id} group by state`.execute(
    roomOf(db, 'inspection'),
  )
  return mine.map(({ state, zh, en, href }) => ({
    what: { zh, en },
    count: rows.find((row) => row.state === state)?.waiting ?? 0,
    href,
  }))
}
