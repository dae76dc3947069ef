import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type TenderRow = Selectable<DB['project.tender']>
export type OpeningRow = Selectable<DB['project.opening']>
export type AwardRow = Selectable<DB['project.award']>
export type BidRow = Selectable<DB['project.bid']> & {
  amount: bigint | null
  valid: boolean | null
  why: string | null
}

/** Newest first: an announcement that failed or was changed stays to be seen. */
export const tendersOf = (db: Db<'project'>, etown: number, project: bigint): Promise<TenderRow[]> =>
  db
    .selectFrom('project.tender')
    .selectAll()
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('id', 'desc')
    .execute()

export const bidsOf = (db: Db<'project'>, etown: number, tender: bigint): Promise<BidRow[]> =>
  db
    .selectFrom('project.bid as b')
    .leftJoin('project.opened_bid as o', (j) =>
      j.onRef('o.etown', '=', 'b.etown').onRef('o.tender', '=', 'b.tender').onRef('o.bid', '=', 'b.id'),
    )
    .selectAll('b')
    .select(['o.amount', 'o.valid', 'o.why'])
    .where('b.etown', '=', etown)
    .where('b.tender', '=', tender)
    .orderBy('b.id')
    .execute()

export const openingOf = (
  db: Db<'project'>,
  etown: number,
  tender: bigint,
): Promise<OpeningRow | undefined> =>
  db
    .selectFrom('project.opening')
    .selectAll()
    .where('etown', '=', etown)
    .where('tender', '=', tender)
    .executeTakeFirst()

export const awardOf = (db: Db<'project'>, etown: number, tender: bigint): Promise<AwardRow | undefined> =>
  db
    .selectFrom('project.award')
    .selectAll()
    .where('etown', '=', etown)
    .where('tender', '=', tender)
    .executeTakeFirst()

/** Undefined where the number is taken. */
export const insertTender = (
  db: Db<'project'>,
  tender: Insertable<DB['project.tender']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('project.tender')
    .values(tender)
    .onConflict((c) => c.columns(['etown', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst()

/** Undefined where this bidder has a bid already. */
export const insertBid = (
  db: Db<'project'>,
  bid: Insertable<DB['project.bid']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('project.bid')
    .values(bid)
    .onConflict((c) => c.columns(['etown', 'tender', 'credit_code']).doNothing())
    .returning('id')
    .executeTakeFirst()

export async function insertOpening(
  db: Db<'project'>,
  opening: Insertable<DB['project.opening']>,
  bids: readonly Omit<Insertable<DB['project.opened_bid']>, 'etown' | 'tender'>[],
): Promise<void> {
  await db.insertInto('project.opening').values(opening).execute()
  const { etown, tender } = opening
  await db
    .insertInto('project.opened_bid')
    .values(bids.map((bid) => ({ ...bid, etown, tender })))
    .execute()
}

export const insertAward = (db: Db<'project'>, award: Insertable<DB['project.award']>): Promise<unknown> =>
  db.insertInto('project.award').values(award).execute()
