import { sql } from 'kysely'
import type { Day } from '../../../kernel/day.ts'
import type { Db } from '../../../platform/db/house.ts'

/** A page of an e-town's memberships by account, and how many there are in all, past ones too. */
export async function pageOfMemberships(
  db: Db<'identity'>,
  etown: number,
  page: { readonly after: bigint; readonly limit: number; readonly today: Day },
) {
  const { today } = page
  const items = await db
    .selectFrom('identity.membership as m')
    .innerJoin('identity.account as a', 'a.id', 'm.account')
    .select([
      'm.account',
      'a.name',
      'a.sign_in',
      'a.state',
      'm.roles',
      'm.department',
      'm.party',
      'm.since',
      'm.until',
    ])
    .select(sql<boolean>`m.since <= ${today} and (m.until is null or ${today} < m.until)`.as('in_force'))
    .where('m.etown', '=', etown)
    .where('m.account', '>', page.after)
    .orderBy('m.account')
    .limit(page.limit + 1)
    .execute()
  const { total } = await db
    .selectFrom('identity.membership')
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
  return { items, total: Number(total) }
}
