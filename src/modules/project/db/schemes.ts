import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SchemeRow = Selectable<DB['project.scheme']> & {
  approved_by: string | null
  approved_at: Date | null
}
export type MoneyRow = { version: number; source: string; amount: bigint }

/** Oldest version first, each with its approval where it has one. */
export const schemesOf = (db: Db<'project'>, etown: number, project: bigint): Promise<SchemeRow[]> =>
  db
    .selectFrom('project.scheme as s')
    .leftJoin('project.approval as a', (j) =>
      j
        .onRef('a.etown', '=', 's.etown')
        .onRef('a.project', '=', 's.project')
        .onRef('a.version', '=', 's.version'),
    )
    .selectAll('s')
    .select(['a.approved_by', 'a.approved_at'])
    .where('s.etown', '=', etown)
    .where('s.project', '=', project)
    .orderBy('s.version')
    .execute()

export const schemeMoneyOf = (db: Db<'project'>, etown: number, project: bigint): Promise<MoneyRow[]> =>
  db
    .selectFrom('project.scheme_money')
    .select(['version', 'source', 'amount'])
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('source')
    .execute()

export async function insertScheme(
  db: Db<'project'>,
  scheme: Insertable<DB['project.scheme']>,
  money: readonly { readonly source: string; readonly amount: bigint }[],
): Promise<void> {
  await db.insertInto('project.scheme').values(scheme).execute()
  const { etown, project, version } = scheme
  await db
    .insertInto('project.scheme_money')
    .values(money.map((line) => ({ etown, project, version, ...line })))
    .execute()
}

export const insertApproval = (
  db: Db<'project'>,
  approval: Insertable<DB['project.approval']>,
): Promise<unknown> => db.insertInto('project.approval').values(approval).execute()
