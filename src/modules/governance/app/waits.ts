import { dayOfInstant } from '#kernel/day'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { taskCounts } from '../db/tasks.ts'
import { ownBodies } from '../domain/bodies.ts'
import { groupBodies } from './plan-bodies.ts'

/** Tasks wait for their department, reports for the office, what is long overdue for the head of the group. */
export async function governanceWaits(asker: Asker): Promise<readonly Wait[]> {
  const { db, etown, now, may } = asker
  if (!may('governance.read')) return []
  const today = dayOfInstant(now.getTime())
  const mine = ownBodies(await groupBodies(asker), asker)
  const counts = await taskCounts(roomOf(db, 'governance'), etown.id, today)
  const own = counts.filter(({ owner }) => mine.includes(owner))
  const sum = (list: typeof counts, of: 'open' | 'late' | 'reported'): number =>
    list.reduce((n, one) => n + one[of], 0)
  return [
    {
      what: { zh: '交给我单位的任务', en: 'Tasks of my department' },
      count: may('governance.report') ? sum(own, 'open') - sum(own, 'reported') : 0,
      late: sum(own, 'late'),
      href: '/governance/tasks?mine=yes',
    },
    {
      what: { zh: '任务已上报，待销号', en: 'Reports to close' },
      count: may('governance.close') ? sum(counts, 'reported') : 0,
      href: '/governance/tasks?state=reported',
    },
    {
      what: { zh: '任务逾期，须催办', en: 'Overdue tasks' },
      count: may('governance.assign') ? sum(counts, 'late') : 0,
      late: sum(counts, 'late'),
      href: '/governance/tasks?state=late',
    },
  ]
}
