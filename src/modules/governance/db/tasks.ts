import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { TaskState } from '../contract/words.ts'

export type TaskRow = Selectable<DB['governance.task']> & {
  runs_to: string
  last_kind: string | null
  last_by: string | null
  level: number
  meeting: bigint | null
}
export type StepRow = Selectable<DB['governance.step']>

export type TaskFilter = {
  readonly state?: TaskState | undefined
  readonly owners?: readonly string[] | undefined
  readonly meeting?: bigint | undefined
  readonly id?: bigint | undefined
}

const IN_STATE = (today: string): Readonly<Record<TaskState, RawBuilder<boolean>>> => ({
  closed: sql`t.last_kind = 'closed'`,
  reported: sql`t.last_kind = 'reported'`,
  late: sql`t.last_kind is distinct from 'closed' and t.last_kind is distinct from 'reported' and t.runs_to < ${today}::date`,
  open: sql`t.last_kind is distinct from 'closed' and t.last_kind is distinct from 'reported' and t.runs_to >= ${today}::date`,
})

const fitting = (etown: number, { state, owners, meeting, id }: TaskFilter, today: string) => sql`
  t.etown = ${etown}
  and ${state === undefined ? sql`true` : IN_STATE(today)[state]}
  and ${owners === undefined ? sql`true` : sql`t.owner = any (${owners}::text[])`}
  and ${meeting === undefined ? sql`true` : sql`d.meeting = ${meeting}`}
  and ${id === undefined ? sql`true` : sql`t.id = ${id}`}`

const FROM = sql`governance.standing t left join governance.decision d on d.etown = t.etown and d.id = t.decision`

/** Newest first; a filter by state looks at the day. */
export async function pageOfTasks(
  db: Db<'governance'>,
  etown: number,
  filter: TaskFilter & { readonly today: string },
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: TaskRow[]; total: number }> {
  const where = fitting(etown, filter, filter.today)
  const counted = await sql<{
    total: number
  }>`select count(*)::int as total from ${FROM} where ${where}`.execute(db)
  const { rows } = await sql<TaskRow>`
    select t.*, d.meeting from ${FROM} where ${where} and ${page.after === undefined ? sql`true` : sql`t.id < ${page.after}`}
    order by t.id desc limit ${page.limit + 1}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** How many tasks stand where, by owner. */
export async function taskCounts(
  db: Db<'governance'>,
  etown: number,
  today: string,
): Promise<
  readonly {
    readonly owner: string
    readonly open: number
    readonly late: number
    readonly reported: number
  }[]
> {
  const { rows } = await sql<{ owner: string; open: number; late: number; reported: number }>`
    select owner, count(*) filter (where last_kind is distinct from 'closed')::int as open,
      count(*) filter (where last_kind = 'reported')::int as reported,
      count(*) filter (where ${IN_STATE(today).late})::int as late
    from governance.standing t where etown = ${etown} group by owner`.execute(db)
  return rows
}

/** Tasks past their limit, nobody has reported, that have not been escalated as far as they can be. */
export async function overdueTasks(
  db: Db<'governance'>,
  etown: number,
  today: string,
): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.*, null::bigint as meeting from governance.standing t
    where t.etown = ${etown} and ${IN_STATE(today).late} and t.level < 2 order by t.id limit 200`.execute(db)
  return rows
}

export const insertTask = (
  db: Db<'governance'>,
  row: Insertable<DB['governance.task']>,
): Promise<{ id: bigint }> =>
  db.insertInto('governance.task').values(row).returning('id').executeTakeFirstOrThrow()

/** Nobody else takes a step of this task until the transaction ends. */
export async function holdTask(db: Db<'governance'>, etown: number, id: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`governance.step/${etown}/${id}`}, 0))`.execute(
    db,
  )
}

export const stepsOf = (db: Db<'governance'>, etown: number, task: bigint): Promise<StepRow[]> =>
  db
    .selectFrom('governance.step')
    .selectAll()
    .where('etown', '=', etown)
    .where('task', '=', task)
    .orderBy('number')
    .execute()

export async function insertStep(
  db: Db<'governance'>,
  row: Insertable<DB['governance.step']>,
): Promise<void> {
  await db.insertInto('governance.step').values(row).execute()
}
