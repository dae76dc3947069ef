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

export type Holding = {
  readonly etown: number
  readonly exclusion: string
  readonly project_key: string
  readonly cost_item: string
  readonly application: bigint
  readonly held_at: Date
}

/** Holds a benefit; false: another application holds it. A rival's open transaction is waited for. */
export async function holdBenefit(db: Sub, holding: Holding): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('subsidy.benefit')
    .values(holding)
    .onConflict((c) =>
      c
        .columns(['etown', 'exclusion', 'project_key', 'cost_item'])
        .where('released_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const holderOf = (
  db: Sub,
  held: Omit<Holding, 'application' | 'held_at'>,
): Promise<{ application: bigint } | undefined> =>
  db
    .selectFrom('subsidy.benefit')
    .select('application')
    .where('etown', '=', held.etown)
    .where('exclusion', '=', held.exclusion)
    .where('project_key', '=', held.project_key)
    .where('cost_item', '=', held.cost_item)
    .where('released_at', 'is', null)
    .executeTakeFirst()

export async function releaseBenefit(db: Sub, etown: number, application: bigint, at: Date): Promise<void> {
  await db
    .updateTable('subsidy.benefit')
    .set({ released_at: at })
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('released_at', 'is', null)
    .execute()
}

/** The last receipt of every application of a round that still may get something. */
export const receiptsInRound = (db: Sub, etown: number, round: bigint) =>
  db
    .selectFrom('subsidy.application as a')
    .innerJoin('subsidy.receipt as r', (j) =>
      j.onRef('r.etown', '=', 'a.etown').onRef('r.application', '=', 'a.id'),
    )
    .distinctOn('a.id')
    .select(['a.id', 'a.party', 'a.project', 'a.score', 'a.submitted_at', 'r.receipt'])
    .where('a.etown', '=', etown)
    .where('a.round', '=', round)
    .where('a.state', 'not in', ['draft', 'refused', 'rejected', 'recovered'])
    .orderBy('a.id')
    .orderBy('r.place', 'desc')
    .execute()
