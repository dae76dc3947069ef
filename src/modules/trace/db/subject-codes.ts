import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SubjectRow = Selectable<DB['trace.subject_code']>

/** False: the code belongs to another party. */
export async function putSubjectCode(
  db: Db<'trace'>,
  row: Insertable<DB['trace.subject_code']>,
): Promise<boolean> {
  const other = await db
    .selectFrom('trace.subject_code')
    .select('party')
    .where('etown', '=', row.etown)
    .where('code', '=', row.code)
    .where('party', '<>', row.party)
    .executeTakeFirst()
  if (other !== undefined) return false
  const { etown, party, ...changed } = row
  await db
    .insertInto('trace.subject_code')
    .values({ etown, party, ...changed })
    .onConflict((c) => c.columns(['etown', 'party']).doUpdateSet(changed))
    .execute()
  return true
}

export async function pageOfSubjectCodes(
  db: Db<'trace'>,
  etown: number,
  only: bigint | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: SubjectRow[]; total: number }> {
  let all = db.selectFrom('trace.subject_code').where('etown', '=', etown)
  if (only !== undefined) all = all.where('party', '=', only)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('party', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('party', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const subjectCodesOf = async (
  db: Db<'trace'>,
  etown: number,
  parties: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> => {
  if (parties.length === 0) return new Map()
  const rows = await db
    .selectFrom('trace.subject_code')
    .select(['party', 'code'])
    .where('etown', '=', etown)
    .where('party', 'in', [...new Set(parties)])
    .execute()
  return new Map(rows.map(({ party, code }) => [party, code]))
}
