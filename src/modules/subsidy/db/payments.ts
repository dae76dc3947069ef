import type { Insertable } from 'kysely'
import { fen } from '#kernel/money'
import { fromFen } from '#kernel/wire'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

type Sub = Db<'subsidy'>

export async function paymentOf(db: Sub, etown: number, application: bigint) {
  const row = await db
    .selectFrom('subsidy.payment')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    number: row.number,
    amountFen: fromFen(fen(row.amount_fen)),
    recoveredFen: fromFen(fen(row.recovered_fen)),
    ...(row.paid_at === null ? {} : { paidAt: row.paid_at.toISOString() }),
    ...(row.voucher === null ? {} : { voucher: row.voucher }),
  }
}

export async function insertPayment(db: Sub, row: Insertable<DB['subsidy.payment']>): Promise<void> {
  await db.insertInto('subsidy.payment').values(row).execute()
}

export async function confirmPayment(
  db: Sub,
  etown: number,
  application: bigint,
  paid: { at: Date; voucher: string },
): Promise<void> {
  await db
    .updateTable('subsidy.payment')
    .set({ paid_at: paid.at, voucher: paid.voucher })
    .where('etown', '=', etown)
    .where('application', '=', application)
    .execute()
}

/** False: it would be more than was paid. */
export async function recoverPayment(
  db: Sub,
  etown: number,
  application: bigint,
  amount: bigint,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subsidy.payment')
    .set((e) => ({ recovered_fen: e('recovered_fen', '+', amount) }))
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where((w) => w(w('recovered_fen', '+', amount), '<=', w.ref('amount_fen')))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
