import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ContractRow = Selectable<DB['project.contract']>
export type VersionRow = Selectable<DB['project.contract_version']> & {
  approved: boolean | null
  verdict_reason: string | null
  verdict_by: string | null
  verdict_at: Date | null
}
export type MilestoneRow = Selectable<DB['project.milestone']>
export type ContractMoneyRow = Selectable<DB['project.contract_money']>

export const contractOf = (
  db: Db<'project'>,
  etown: number,
  project: bigint,
): Promise<ContractRow | undefined> =>
  db
    .selectFrom('project.contract')
    .selectAll()
    .where('etown', '=', etown)
    .where('project', '=', project)
    .executeTakeFirst()

/** Oldest first, each with its verdict where it has one. */
export const versionsOf = (db: Db<'project'>, etown: number, contract: bigint): Promise<VersionRow[]> =>
  db
    .selectFrom('project.contract_version as v')
    .leftJoin('project.verdict as d', (j) =>
      j.onRef('d.etown', '=', 'v.etown').onRef('d.version', '=', 'v.id'),
    )
    .selectAll('v')
    .select([
      'd.approved',
      'd.reason as verdict_reason',
      'd.judged_by as verdict_by',
      'd.judged_at as verdict_at',
    ])
    .where('v.etown', '=', etown)
    .where('v.contract', '=', contract)
    .orderBy('v.number')
    .execute()

export const milestonesOf = (
  db: Db<'project'>,
  etown: number,
  versions: readonly bigint[],
): Promise<MilestoneRow[]> =>
  versions.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('project.milestone')
        .selectAll()
        .where('etown', '=', etown)
        .where('version', 'in', versions)
        .orderBy('place')
        .execute()

export const contractMoneyOf = (
  db: Db<'project'>,
  etown: number,
  versions: readonly bigint[],
): Promise<ContractMoneyRow[]> =>
  versions.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('project.contract_money')
        .selectAll()
        .where('etown', '=', etown)
        .where('version', 'in', versions)
        .orderBy('source')
        .execute()

/** Undefined where the project has a contract, or the number is taken. */
export const insertContract = (
  db: Db<'project'>,
  contract: Insertable<DB['project.contract']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('project.contract')
    .values(contract)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

type Terms = {
  readonly milestones: readonly Omit<Insertable<DB['project.milestone']>, 'etown' | 'version'>[]
  readonly money: readonly { readonly source: string; readonly amount: bigint }[]
}

/** A version whole: the database holds that its parts add up when the transaction commits. */
export async function insertVersion(
  db: Db<'project'>,
  version: Insertable<DB['project.contract_version']>,
  terms: Terms,
): Promise<bigint> {
  const { id } = await db
    .insertInto('project.contract_version')
    .values(version)
    .returning('id')
    .executeTakeFirstOrThrow()
  const its = { etown: version.etown, version: id }
  await db
    .insertInto('project.milestone')
    .values(terms.milestones.map((milestone) => ({ ...milestone, ...its })))
    .execute()
  await db
    .insertInto('project.contract_money')
    .values(terms.money.map((line) => ({ ...line, ...its })))
    .execute()
  return id
}

export const insertVerdict = (
  db: Db<'project'>,
  verdict: Insertable<DB['project.verdict']>,
): Promise<unknown> => db.insertInto('project.verdict').values(verdict).execute()

export const linkAllotment = (
  db: Db<'project'>,
  link: Insertable<DB['project.contract_allotment']>,
): Promise<unknown> => db.insertInto('project.contract_allotment').values(link).execute()

export const linkedAllotments = (
  db: Db<'project'>,
  etown: number,
  contract: bigint,
): Promise<{ allotment: bigint; source: string }[]> =>
  db
    .selectFrom('project.contract_allotment')
    .select(['allotment', 'source'])
    .where('etown', '=', etown)
    .where('contract', '=', contract)
    .orderBy('allotment')
    .execute()

export const publicationOf = (
  db: Db<'project'>,
  etown: number,
  contract: bigint,
): Promise<Selectable<DB['project.contract_publication']> | undefined> =>
  db
    .selectFrom('project.contract_publication')
    .selectAll()
    .where('etown', '=', etown)
    .where('contract', '=', contract)
    .executeTakeFirst()

export const insertPublication = (
  db: Db<'project'>,
  row: Insertable<DB['project.contract_publication']>,
): Promise<unknown> => db.insertInto('project.contract_publication').values(row).execute()

/** 里程碑现状 How far one milestone of the version that holds has come, amounts in fen. */
export type MilestoneStanding = {
  readonly contract: bigint
  readonly place: number
  readonly name: string
  readonly deliverable: string
  readonly amount: bigint
  readonly due_on: string
  readonly needs_notice: boolean
  readonly delivery: bigint | null
  readonly delivered_on: string | null
  readonly accepted: boolean | null
  readonly inspected_on: string | null
  readonly paid: bigint
}

export async function standingsOf(
  db: Db<'project'>,
  etown: number,
  project: bigint,
): Promise<readonly MilestoneStanding[]> {
  const { rows } = await sql<MilestoneStanding>`
    select * from project.milestone_state where etown = ${etown} and project = ${project} order by place`.execute(
    db,
  )
  return rows
}
