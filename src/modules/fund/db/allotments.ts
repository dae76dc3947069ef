import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AllotmentState } from '../contract/words.ts'

export type ExpenseRow = Selectable<DB['fund.expense']>
export type AllotmentRow = Selectable<DB['fund.allotment']> & {
  project: string
  expense_name: string
  origin: string | null
}

/** The expense of this project by this name, made if it is not there. */
export async function findOrAddExpense(
  db: Db<'fund'>,
  expense: Insertable<DB['fund.expense']>,
): Promise<ExpenseRow> {
  const added = await db
    .insertInto('fund.expense')
    .values(expense)
    .onConflict((c) => c.columns(['etown', 'project', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()
  return (
    added ??
    db
      .selectFrom('fund.expense')
      .selectAll()
      .where('etown', '=', expense.etown)
      .where('project', '=', expense.project)
      .where('name', '=', expense.name)
      .executeTakeFirstOrThrow()
  )
}

/** Undefined where this expense has money of this source already. */
export const insertAllotment = (
  db: Db<'fund'>,
  allotment: Insertable<DB['fund.allotment']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('fund.allotment')
    .values(allotment)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

const withExpense = (db: Db<'fund'>, etown: number) =>
  db
    .selectFrom('fund.allotment as a')
    .innerJoin('fund.expense as x', (j) => j.onRef('x.etown', '=', 'a.etown').onRef('x.id', '=', 'a.expense'))
    .where('a.etown', '=', etown)

const columns = (query: ReturnType<typeof withExpense>) =>
  query.selectAll('a').select(['x.project', 'x.name as expense_name', 'x.origin'])

export const findAllotment = (db: Db<'fund'>, etown: number, id: bigint): Promise<AllotmentRow | undefined> =>
  columns(withExpense(db, etown)).where('a.id', '=', id).executeTakeFirst()

/** Locked until the transaction ends. */
export async function lockAllotment(
  db: Db<'fund'>,
  etown: number,
  id: bigint,
): Promise<AllotmentRow | undefined> {
  await db
    .selectFrom('fund.allotment')
    .select('id')
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return findAllotment(db, etown, id)
}

export const allotmentsByHold = (
  db: Db<'fund'>,
  etown: number,
  holds: readonly bigint[],
): Promise<AllotmentRow[]> =>
  holds.length === 0
    ? Promise.resolve([])
    : columns(withExpense(db, etown)).where('a.hold', 'in', holds).orderBy('a.id').execute()

export const allotmentsOfOrigin = (db: Db<'fund'>, etown: number, origin: string): Promise<AllotmentRow[]> =>
  columns(withExpense(db, etown)).where('x.origin', '=', origin).orderBy('a.id').execute()

export type AllotmentFilter = {
  readonly source?: string | undefined
  readonly category?: string | undefined
  readonly state?: AllotmentState | undefined
}

const IN_STATE: Readonly<Record<AllotmentState, ReturnType<typeof sql<boolean>>>> = {
  reserved: sql<boolean>`a.ended_at is null and a.approved_by is null`,
  committed: sql<boolean>`a.ended_at is null and a.approved_by is not null and a.committed > 0`,
  paid: sql<boolean>`a.ended_at is null and a.approved_by is not null and a.committed = 0`,
  ended: sql<boolean>`a.ended_at is not null`,
}

export async function pageOfAllotments(
  db: Db<'fund'>,
  etown: number,
  { source, category, state }: AllotmentFilter,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: AllotmentRow[]; total: number }> {
  let query = withExpense(db, etown)
  if (source !== undefined) query = query.where('a.source', '=', source)
  if (category !== undefined) query = query.where('a.category', '=', category)
  if (state !== undefined) query = query.where(IN_STATE[state])
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('a.id', '<', page.after)
  const rows = await columns(from)
    .orderBy('a.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export async function markAllotment(
  db: Db<'fund'>,
  etown: number,
  id: bigint,
  change: Pick<
    Partial<Selectable<DB['fund.allotment']>>,
    'approved_by' | 'approved_at' | 'ended_at' | 'notice'
  >,
): Promise<void> {
  await db.updateTable('fund.allotment').set(change).where('etown', '=', etown).where('id', '=', id).execute()
}

export type PaymentRow = Selectable<DB['fund.payment']> & { evidence: string | null; day: string }

export const paymentsOf = (db: Db<'fund'>, etown: number, allotment: bigint): Promise<PaymentRow[]> =>
  db
    .selectFrom('fund.payment as p')
    .innerJoin('fund.entry as e', (j) => j.onRef('e.etown', '=', 'p.etown').onRef('e.id', '=', 'p.entry'))
    .selectAll('p')
    .select(['e.evidence', 'e.day'])
    .where('p.etown', '=', etown)
    .where('p.allotment', '=', allotment)
    .orderBy('p.id')
    .execute()

export async function voucherIsKnown(db: Db<'fund'>, etown: number, voucher: string): Promise<boolean> {
  const row = await db
    .selectFrom('fund.payment')
    .select('id')
    .where('etown', '=', etown)
    .where('voucher_no', '=', voucher)
    .executeTakeFirst()
  return row !== undefined
}

export const insertPayment = (
  db: Db<'fund'>,
  payment: Insertable<DB['fund.payment']>,
): Promise<{ id: bigint }> =>
  db.insertInto('fund.payment').values(payment).returning('id').executeTakeFirstOrThrow()
