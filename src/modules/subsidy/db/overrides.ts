import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type OverrideRow = Selectable<DB['subsidy.override']>
type Sub = Db<'subsidy'>

export const overridesOf = (db: Sub, etown: number, application: bigint): Promise<OverrideRow[]> =>
  db
    .selectFrom('subsidy.override')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .orderBy('step')
    .execute()

/** Proposing anew takes an earlier approval back. */
export async function proposeFor(db: Sub, row: Insertable<DB['subsidy.override']>): Promise<void> {
  const { amount_fen, reason, proposed_by, proposed_at } = row
  await db
    .insertInto('subsidy.override')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['etown', 'application', 'step'])
        .doUpdateSet({ amount_fen, reason, proposed_by, proposed_at, approved_by: null, approved_at: null }),
    )
    .execute()
}

type Approved = {
  readonly application: bigint
  readonly amount: bigint
  readonly by: string
  readonly at: Date
}

/** The step whose widening to exactly this amount is now approved; undefined: none waits for it. */
export async function approveFor(db: Sub, etown: number, { application, amount, by, at }: Approved) {
  const row = await db
    .updateTable('subsidy.override')
    .set({ approved_by: by, approved_at: at })
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('amount_fen', '=', amount)
    .where('approved_by', 'is', null)
    .returning('step')
    .executeTakeFirst()
  return row?.step
}
