import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { ProjectState } from '../contract/words.ts'

export type ProjectRow = Selectable<DB['project.project']>
export type StepRow = Selectable<DB['project.step']>

/** A project with what its money has come to. */
export type ListedProject = ProjectRow & {
  budget: bigint | null
  contractor: string | null
  contract_amount: bigint | null
  paid: bigint
}

const listed = (db: Db<'project'>, etown: number) =>
  db
    .selectFrom('project.project as p')
    .selectAll('p')
    .select([
      sql<
        bigint | null
      >`(select s.budget from project.scheme s join project.approval a using (etown, project, version)
        where s.etown = p.etown and s.project = p.id order by s.version desc limit 1)`.as('budget'),
      sql<
        string | null
      >`(select c.contractor from project.contract c where c.etown = p.etown and c.project = p.id)`.as(
        'contractor',
      ),
      sql<bigint | null>`(select h.amount from project.contract c
        join project.held_version h on h.etown = c.etown and h.contract = c.id
        where c.etown = p.etown and c.project = p.id)`.as('contract_amount'),
      sql<bigint>`coalesce((select sum(m.paid) from project.milestone_state m
        where m.etown = p.etown and m.project = p.id), 0)::bigint`.as('paid'),
    ])
    .where('p.etown', '=', etown)

export async function pageOfProjects(
  db: Db<'project'>,
  etown: number,
  state: ProjectState | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: ListedProject[]; total: number }> {
  let count = db.selectFrom('project.project').where('etown', '=', etown)
  let query = listed(db, etown)
  if (state !== undefined) {
    count = count.where('state', '=', state)
    query = query.where('p.state', '=', state)
  }
  const { total } = await count.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  if (page.after !== undefined) query = query.where('p.id', '<', page.after)
  const rows = await query
    .orderBy('p.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findProject = (
  db: Db<'project'>,
  etown: number,
  id: bigint,
): Promise<ListedProject | undefined> => listed(db, etown).where('p.id', '=', id).executeTakeFirst()

/** Locked until the transaction ends: of all a project has, this row is locked first. */
export async function lockProject(
  db: Db<'project'>,
  etown: number,
  id: bigint,
): Promise<ProjectRow | undefined> {
  const { rows } = await sql<ProjectRow>`select * from project.locked(${etown}, ${id})`.execute(db)
  return rows[0]
}

/** Undefined where a project of this name is there. */
export const insertProject = (
  db: Db<'project'>,
  project: Insertable<DB['project.project']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('project.project')
    .values(project)
    .onConflict((c) => c.columns(['etown', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()

/** The next step of the project; the database moves it. */
export const insertStep = (
  db: Db<'project'>,
  step: Omit<Insertable<DB['project.step']>, 'place'>,
): Promise<unknown> =>
  db
    .insertInto('project.step')
    .values({
      ...step,
      place: sql<number>`(select coalesce(max(place), 0) + 1 from project.step where etown = ${step.etown} and project = ${step.project})`,
    })
    .execute()

export const stepsOf = (db: Db<'project'>, etown: number, project: bigint): Promise<StepRow[]> =>
  db
    .selectFrom('project.step')
    .selectAll()
    .where('etown', '=', etown)
    .where('project', '=', project)
    .orderBy('place')
    .execute()

/** 履约到哪里 Where deliveries and acceptances bring the project, as the database reckons it. */
export async function performedTo(db: Db<'project'>, etown: number, project: bigint): Promise<string> {
  const { rows } = await sql<{
    state: string
  }>`select project.performed_to(${etown}, ${project}) as state`.execute(db)
  return rows[0]?.state ?? ''
}
