import { dayOfInstant } from '#kernel/day'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { decisionsOf } from '../db/decisions.ts'
import { planInForce } from './kept-plan.ts'

/** Interpretations that the county has not confirmed. */
export async function planWaits({ db, etown, now, may }: Asker): Promise<readonly Wait[]> {
  if (!may('plan.decide')) return []
  const own = roomOf(db, 'plan')
  const found = await planInForce(own, etown.id, dayOfInstant(now.getTime()))
  if (found === undefined) return []
  const rows = await decisionsOf(own, etown.id, found.number)
  const last = new Map(rows.map(({ interpretation, state }) => [interpretation, state]))
  const proposed = [...last.values()].filter((state) => state === 'proposed').length
  return [
    {
      what: { zh: '解释口径待县里确认', en: 'Interpretations to confirm' },
      count: proposed,
      href: '/plan/interpretations',
    },
  ]
}
