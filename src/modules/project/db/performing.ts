import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type DeliveryRow = Selectable<DB['project.delivery']> & {
  accepted: boolean | null
  inspected_on: string | null
  inspection_said: string | null
  inspection_evidence: string | null
}
export type PaymentRow = Selectable<DB['project.payment']>
export type EvaluationRow = Selectable<DB['project.evaluation']>
export type DutyRow = Selectable<DB['project.duty']>

export const deliveriesOf = (db: Db<'project'>, etown: number, contract: bigint): Promise<DeliveryRow[]> =>
  db
    .selectFrom('project.delivery as d')
    .leftJoin('project.inspection as i', (j) =>
      j.onRef('i.etown', '=', 'd.etown').onRef('i.delivery', '=', 'd.id'),
    )
    .selectAll('d')
    .select([
      'i.accepted',
      'i.inspected_on',
      'i.said as inspection_said',
      'i.evidence as inspection_evidence',
    ])
    .where('d.etown', '=', etown)
    .where('d.contract', '=', contract)
    .orderBy('d.id')
    .execute()

export const insertDelivery = (
  db: Db<'project'>,
  delivery: Insertable<DB['project.delivery']>,
): Promise<{ id: bigint }> =>
  db.insertInto('project.delivery').values(delivery).returning('id').executeTakeFirstOrThrow()

export const insertInspection = (
  db: Db<'project'>,
  inspection: Insertable<DB['project.inspection']>,
): Promise<unknown> => db.insertInto('project.inspection').values(inspection).execute()

export const insertPayment = (
  db: Db<'project'>,
  payment: Insertable<DB['project.payment']>,
): Promise<unknown> => db.insertInto('project.payment').values(payment).execute()

export const paymentsOfContract = (
  db: Db<'project'>,
  etown: number,
  contract: bigint,
): Promise<PaymentRow[]> =>
  db
    .selectFrom('project.payment')
    .selectAll()
    .where('etown', '=', etown)
    .where('contract', '=', contract)
    .orderBy('payment')
    .execute()

/** Newest first. */
export const publicitiesOf = (
  db: Db<'project'>,
  etown: number,
  project: bigint,
): Promise<{ notice: bigint }[]> =>
  db
    .selectFrom('project.publicity')
    .select('notice')
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('notice', 'desc')
    .execute()

export const insertPublicity = (
  db: Db<'project'>,
  publicity: Insertable<DB['project.publicity']>,
): Promise<unknown> => db.insertInto('project.publicity').values(publicity).execute()

export const evaluationsOf = (db: Db<'project'>, etown: number, project: bigint): Promise<EvaluationRow[]> =>
  db
    .selectFrom('project.evaluation')
    .selectAll()
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('place')
    .execute()

export const insertEvaluation = (
  db: Db<'project'>,
  evaluation: Insertable<DB['project.evaluation']>,
): Promise<unknown> => db.insertInto('project.evaluation').values(evaluation).execute()

export const dutiesOf = (db: Db<'project'>, etown: number, project: bigint): Promise<DutyRow[]> =>
  db
    .selectFrom('project.duty')
    .selectAll()
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('id')
    .execute()

export const insertDuty = (
  db: Db<'project'>,
  duty: Insertable<DB['project.duty']>,
): Promise<{ id: bigint }> =>
  db.insertInto('project.duty').values(duty).returning('id').executeTakeFirstOrThrow()

const NAMING = [
  'step',
  'scheme',
  'approval',
  'tender',
  'bid',
  'opening',
  'award',
  'contract_version',
  'delivery',
  'inspection',
  'evaluation',
  'duty',
  'clock_rule',
  'deposit',
  'deposit_return',
] as const

/** Whether anything of this room rests on the file. */
export async function namesEvidence(db: Db<'project'>, etown: number, sha256: string): Promise<boolean> {
  const named = NAMING.map(
    (table) =>
      sql`exists (select from ${sql.table(`project.${table}`)} where etown = ${etown} and evidence = ${sha256})`,
  )
  const { rows } = await sql<{ named: boolean }>`select ${sql.join(named, sql` or `)} as named`.execute(db)
  return rows[0]?.named ?? false
}
