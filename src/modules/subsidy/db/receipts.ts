import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { ReceiptFile } from '../domain/award-receipt.ts'

export type ReceiptRow = Selectable<DB['subsidy.receipt']>
type Sub = Db<'subsidy'>

export const lastReceipt = (db: Sub, etown: number, application: bigint): Promise<ReceiptRow | undefined> =>
  db
    .selectFrom('subsidy.receipt')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function ruleKept(db: Sub, etown: number, sha256: string): Promise<unknown> {
  const row = await db
    .selectFrom('subsidy.rule')
    .select('rule')
    .where('etown', '=', etown)
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  return row.rule
}

/** Keeps a receipt and, once, its rule. The application is locked. */
export async function keepReceipt(
  db: Sub,
  etown: number,
  application: bigint,
  { receipt, rule, sha256 }: ReceiptFile,
  by: { readonly account: string; readonly at: Date },
): Promise<number> {
  await db
    .insertInto('subsidy.rule')
    .values({ etown, sha256: receipt.rule, rule: JSON.stringify(rule) })
    .onConflict((c) => c.columns(['etown', 'sha256']).doNothing())
    .execute()
  const place = ((await lastReceipt(db, etown, application))?.place ?? 0) + 1
  await db
    .insertInto('subsidy.receipt')
    .values({
      etown,
      application,
      place,
      sha256,
      rule: receipt.rule,
      receipt: JSON.stringify(receipt),
      issued_by: by.account,
      issued_at: by.at,
    })
    .execute()
  return place
}

/** The last receipt of every application of a round that still may get something. */
export const receiptsInRound = (db: Sub, etown: number, round: bigint) =>
  db
    .selectFrom('subsidy.application as a')
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('subsidy.receipt')
          .select('receipt')
          .whereRef('etown', '=', 'a.etown')
          .whereRef('application', '=', 'a.id')
          .orderBy('place', 'desc')
          .limit(1)
          .as('r'),
      (j) => j.onTrue(),
    )
    .select(['a.id', 'a.party', 'a.project', 'a.score', 'a.submitted_at', 'r.receipt'])
    .where('a.etown', '=', etown)
    .where('a.round', '=', round)
    .where('a.state', 'not in', ['draft', 'refused', 'rejected', 'recovered'])
    .orderBy('a.id')
    .execute()
