import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type TrancheRow = Selectable<DB['fund.tranche']> & { evidence: string | null; by: string }

export async function documentIsKnown(
  db: Db<'fund'>,
  etown: number,
  source: string,
  document: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('fund.tranche')
    .select('id')
    .where('etown', '=', etown)
    .where('source', '=', source)
    .where('document', '=', document)
    .executeTakeFirst()
  return row !== undefined
}

/** Undefined where this document of this source is registered already. */
export const insertTranche = (
  db: Db<'fund'>,
  tranche: Insertable<DB['fund.tranche']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('fund.tranche')
    .values(tranche)
    .onConflict((c) => c.columns(['etown', 'source', 'document']).doNothing())
    .returning('id')
    .executeTakeFirst()

/** Newest first. One row more than the page tells whether there is a next. */
export async function pageOfTranches(
  db: Db<'fund'>,
  etown: number,
  source: string | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: TrancheRow[]; total: number }> {
  let query = db
    .selectFrom('fund.tranche as t')
    .innerJoin('fund.entry as e', (j) => j.onRef('e.etown', '=', 't.etown').onRef('e.id', '=', 't.entry'))
    .where('t.etown', '=', etown)
  if (source !== undefined) query = query.where('t.source', '=', source)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('t.id', '<', page.after)
  const rows = await from
    .selectAll('t')
    .select(['e.evidence', 'e.by'])
    .orderBy('t.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}
