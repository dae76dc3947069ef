import { fen } from '#kernel/money'
import { lapse } from '../../../platform/reserve/pools.ts'
import { allotmentsByHold, markAllotment } from '../db/allotments.ts'
import type { Acting } from './acting.ts'
import { post } from './post.ts'

/** 到期释放 Reservations of a pool nobody approved in time come back, each by an entry of its own, before it is asked again. */
export async function releaseLapsed(acting: Acting, pool: string): Promise<void> {
  const { db, etown, now } = acting
  for (const row of await allotmentsByHold(db, etown, await lapse(acting, [pool]))) {
    if (row.reserved > 0n)
      await post(
        acting,
        'release',
        { amount: fen(row.reserved), source: row.source, category: row.category, allotment: row.id },
        { reason: '预留到期未审定，自动释放' },
      )
    await markAllotment(db, etown, row.id, { ended_at: now })
    acting.announce({
      kind: 'fund.released',
      subject: String(row.id),
      payload: { amount: String(row.reserved), lapsed: true, origin: row.origin },
    })
  }
}
