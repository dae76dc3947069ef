import { sql } from 'kysely'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'

/** Likely duplicates that nobody has decided. */
export async function partyWaits({ db, etown, may }: Asker): Promise<readonly Wait[]> {
  if (!may('party.merge')) return []
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from party.duplicate_proposal where etown = ${etown.id} and state = 'open'`.execute(
    roomOf(db, 'party'),
  )
  return [
    {
      what: { zh: '疑似重复主体待判定', en: 'Likely duplicates to decide' },
      count: rows[0]?.open ?? 0,
      href: '/party-duplicates',
    },
  ]
}
