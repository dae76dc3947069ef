import type { Insertable } from 'kysely'
import type { Day } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { fenOf } from '../contract/units.ts'

/** Every version of an e-town, oldest first, without its content. */
export const versionsOf = (db: Db<'plan'>, etown: number) =>
  db
    .selectFrom('plan.version')
    .select([
      'number',
      'amends',
      'adopted_on',
      'in_force_from',
      'title',
      'content_sha256',
      'file_sha256',
      'loaded_by',
      'loaded_at',
    ])
    .where('etown', '=', etown)
    .orderBy('in_force_from')
    .execute()

export type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

/** The version in force on a day; undefined before the first. */
export const versionInForce = (db: Db<'plan'>, etown: number, on: Day) =>
  db
    .selectFrom('plan.version')
    .select(['number', 'content_sha256'])
    .where('etown', '=', etown)
    .where('in_force_from', '<=', on)
    .orderBy('in_force_from', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The content of a version, put together from its rows. */
export async function fileOf(db: Db<'plan'>, etown: number, number: number): Promise<unknown> {
  const row = await db
    .selectFrom('plan.file')
    .select('file')
    .where('etown', '=', etown)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.file
}

export type NewVersion = Omit<Insertable<DB['plan.version']>, 'rest'>

/** Writes a version and everything in it. */
export async function insertVersion(db: Db<'plan'>, version: NewVersion, plan: PlanFile): Promise<void> {
  const { etown, number } = version
  const {
    clauses,
    periods,
    stages,
    facilities,
    targets,
    policies,
    organisation,
    interpretations,
    ...others
  } = plan
  const {
    funds: { sources, categories, exclusions },
    ...rest
  } = others
  await db
    .insertInto('plan.version')
    .values({ ...version, rest: JSON.stringify({ ...rest, exclusions }) })
    .execute()
  const rows = (items: readonly object[]) =>
    items.map((item, position) => ({ etown, version: number, position, item: JSON.stringify(item) }))
  // What is referred to comes before what refers to it.
  await db.insertInto('plan.clause').values(rows(clauses)).execute()
  await db.insertInto('plan.period').values(rows(periods)).execute()
  await db.insertInto('plan.stage').values(rows(stages)).execute()
  if (facilities.length > 0) await db.insertInto('plan.facility').values(rows(facilities)).execute()
  await db.insertInto('plan.target').values(rows(targets)).execute()
  const amounts = sources.map(({ value, unit }) => ({ amount_fen: fenOf(value, unit) ?? 0n }))
  const sourceRows = rows(sources).map((row, i) => ({ amount_fen: 0n, ...row, ...amounts[i] }))
  await db.insertInto('plan.fund_source').values(sourceRows).execute()
  if (categories.length > 0) await db.insertInto('plan.fund_category').values(rows(categories)).execute()
  if (policies.length > 0) await db.insertInto('plan.policy').values(rows(policies)).execute()
  await db.insertInto('plan.body').values(rows(organisation)).execute()
  if (interpretations.length > 0)
    await db.insertInto('plan.interpretation').values(rows(interpretations)).execute()
}
