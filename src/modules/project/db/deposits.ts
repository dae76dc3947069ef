import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type DepositRow = Selectable<DB['project.deposit']> & {
  readonly returned_on: string | null
  readonly returned: bigint | null
  readonly why: string | null
  readonly return_evidence: string | null
  readonly returned_by: string | null
}

/** Oldest first, each with its return where it went back. */
export const depositsOf = (db: Db<'project'>, etown: number, contract: bigint): Promise<DepositRow[]> =>
  db
    .selectFrom('project.deposit as d')
    .leftJoin('project.deposit_return as r', (j) =>
      j.onRef('r.etown', '=', 'd.etown').onRef('r.deposit', '=', 'd.id'),
    )
    .selectAll('d')
    .select([
      'r.returned_on',
      'r.amount as returned',
      'r.why',
      'r.evidence as return_evidence',
      'r.made_by as returned_by',
    ])
    .where('d.etown', '=', etown)
    .where('d.contract', '=', contract)
    .orderBy('d.id')
    .execute()

export const insertDeposit = (
  db: Db<'project'>,
  deposit: Insertable<DB['project.deposit']>,
): Promise<{ id: bigint }> =>
  db.insertInto('project.deposit').values(deposit).returning('id').executeTakeFirstOrThrow()

export const insertReturn = (
  db: Db<'project'>,
  back: Insertable<DB['project.deposit_return']>,
): Promise<unknown> => db.insertInto('project.deposit_return').values(back).execute()

export const insertRecovery = (
  db: Db<'project'>,
  recovery: Insertable<DB['project.recovery']>,
): Promise<unknown> => db.insertInto('project.recovery').values(recovery).execute()

/** Oldest first. */
export const recoveriesOf = (
  db: Db<'project'>,
  etown: number,
  contract: bigint,
): Promise<Selectable<DB['project.recovery']>[]> =>
  db
    .selectFrom('project.recovery')
    .selectAll()
    .where('etown', '=', etown)
    .where('contract', '=', contract)
    .orderBy('entry')
    .execute()
