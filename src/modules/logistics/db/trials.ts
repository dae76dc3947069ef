import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

type LogisticsDb = Db<'logistics'>
type Whole = Selectable<DB['logistics.route_trial']>
/** Without what is sealed: a list does not carry it. */
export type TrialRow = Omit<Whole, 'request' | 'plan'>

const COLUMNS = [
  'etown',
  'id',
  'name',
  'job',
  'tasks',
  'vehicles',
  'cost_unit',
  'asked_by',
  'asked_at',
  'cancelled_by',
  'cancelled_at',
  'cost',
  'routes',
  'unassigned',
  'ended_at',
] as const

const trials = (db: LogisticsDb, etown: number) =>
  db.selectFrom('logistics.route_trial').where('etown', '=', etown)

export async function insertTrial(
  db: LogisticsDb,
  trial: Pick<Whole, 'etown' | 'name' | 'job' | 'request' | 'tasks' | 'vehicles' | 'asked_by'> & {
    readonly cost_unit: 'fen' | 'seconds'
  },
): Promise<bigint> {
  const { id } = await db
    .insertInto('logistics.route_trial')
    .values(trial)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Newest first, one row more than the page. */
export async function pageOfTrials(
  db: LogisticsDb,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: TrialRow[]; total: number }> {
  const query = trials(db, etown)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .select(COLUMNS)
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findTrial = (db: LogisticsDb, etown: number, id: bigint): Promise<TrialRow | undefined> =>
  trials(db, etown).select(COLUMNS).where('id', '=', id).executeTakeFirst()

export const sealedPlan = async (db: LogisticsDb, etown: number, id: bigint): Promise<Buffer | null> =>
  (await trials(db, etown).select('plan').where('id', '=', id).executeTakeFirst())?.plan ?? null

/** The trial a job is to work out. */
export const trialOfJob = (db: LogisticsDb, etown: number, job: bigint) =>
  trials(db, etown)
    .select(['id', 'request', 'cancelled_at', 'ended_at'])
    .where('job', '=', job)
    .executeTakeFirst()

/** `false`: it had ended, or somebody else was quicker. */
export async function cancel(db: LogisticsDb, etown: number, id: bigint, by: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('logistics.route_trial')
    .set({ cancelled_by: by, cancelled_at: sql<Date>`now()` })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Once: a worker that was thought dead and comes late changes nothing. */
export const endTrial = (
  db: LogisticsDb,
  etown: number,
  id: bigint,
  found: Pick<Whole, 'plan' | 'cost' | 'routes' | 'unassigned'>,
) =>
  db
    .updateTable('logistics.route_trial')
    .set({ ...found, ended_at: sql<Date>`now()` })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
