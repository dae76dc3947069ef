import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type NoticeRow = Selectable<DB['subsidy.notice']>
type Sub = Db<'subsidy'>

export async function pageOfNotices(
  db: Sub,
  etown: number,
  page: { after: bigint | undefined; limit: number },
) {
  const { total } = await db
    .selectFrom('subsidy.notice')
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
  let query = db
    .selectFrom('subsidy.notice as n')
    .innerJoin('subsidy.round as r', (j) => j.onRef('r.etown', '=', 'n.etown').onRef('r.id', '=', 'n.round'))
    .selectAll('n')
    .select(['r.name as round_name', 'r.scheme', 'r.basis_day'])
    .where('n.etown', '=', etown)
  if (page.after !== undefined) query = query.where('n.id', '<', page.after)
  return {
    rows: await query
      .orderBy('n.id', 'desc')
      .limit(page.limit + 1)
      .execute(),
    total: Number(total),
  }
}

export const lockNotice = (db: Sub, etown: number, id: bigint): Promise<NoticeRow | undefined> =>
  db
    .selectFrom('subsidy.notice')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** Undefined: the round has a running notice. */
export const insertNotice = (
  db: Sub,
  row: Insertable<DB['subsidy.notice']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('subsidy.notice')
    .values(row)
    .onConflict((c) => c.columns(['etown', 'round']).where('state', '=', 'running').doNothing())
    .returning('id')
    .executeTakeFirst()

export async function setNoticeState(
  db: Sub,
  etown: number,
  id: bigint,
  state: 'superseded' | 'ended',
): Promise<void> {
  await db
    .updateTable('subsidy.notice')
    .set({ state })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}

export const insertObjection = (db: Sub, row: Insertable<DB['subsidy.objection']>): Promise<{ id: bigint }> =>
  db.insertInto('subsidy.objection').values(row).returning('id').executeTakeFirstOrThrow()

export const openObjection = (db: Sub, etown: number, application: bigint) =>
  db
    .selectFrom('subsidy.objection')
    .select(['id', 'said'])
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('settled_at', 'is', null)
    .executeTakeFirst()

type Settled = { readonly upheld: boolean; readonly answer: string; readonly by: string; readonly at: Date }

export async function settleObjections(
  db: Sub,
  etown: number,
  application: bigint,
  { upheld, answer, by, at }: Settled,
): Promise<void> {
  await db
    .updateTable('subsidy.objection')
    .set({ upheld, answer, settled_by: by, settled_at: at })
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('settled_at', 'is', null)
    .execute()
}
