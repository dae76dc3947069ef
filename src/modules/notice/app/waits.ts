import { sql } from 'kysely'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'

/** Objections wait for whoever did not publish the list. */
export async function noticeWaits({ db, etown, account, may }: Asker): Promise<readonly Wait[]> {
  if (!may('notice.answer')) return []
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from notice.objection o
    join notice.notice n on n.etown = o.etown and n.id = o.notice
    where o.etown = ${etown.id} and o.upheld is null and n.withdrawn_at is null and n.made_by <> ${account}`.execute(
    roomOf(db, 'notice'),
  )
  return [
    {
      what: { zh: '公示异议待答复', en: 'Objections to answer' },
      count: rows[0]?.open ?? 0,
      href: '/notices',
    },
  ]
}
