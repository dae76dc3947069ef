import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ApplicationRow = Selectable<DB['subsidy.application']>
export type DeedRow = Selectable<DB['subsidy.deed']>
export type FileRow = Selectable<DB['subsidy.file']>
type Sub = Db<'subsidy'>

export type Narrowing = {
  readonly party: bigint | undefined
  readonly states: readonly string[] | undefined
  readonly round: bigint | undefined
}

/** Newest first. What somebody else has not handed in is nobody's business: `party` sees its drafts, others do not. */
export async function pageOfApplications(
  db: Sub,
  etown: number,
  { party, states, round }: Narrowing,
  page: { after: bigint | undefined; limit: number },
) {
  let query = db.selectFrom('subsidy.application').where('etown', '=', etown)
  query = party === undefined ? query.where('state', '<>', 'draft') : query.where('party', '=', party)
  if (states !== undefined) query = query.where('state', 'in', states)
  if (round !== undefined) query = query.where('round', '=', round)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const applicationOf = (db: Sub, etown: number, id: bigint): Promise<ApplicationRow | undefined> =>
  db
    .selectFrom('subsidy.application')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const lockApplication = (db: Sub, etown: number, id: bigint): Promise<ApplicationRow | undefined> =>
  db
    .selectFrom('subsidy.application')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const inRound = (
  db: Sub,
  etown: number,
  round: bigint,
  states: readonly string[],
): Promise<ApplicationRow[]> =>
  db
    .selectFrom('subsidy.application')
    .selectAll()
    .where('etown', '=', etown)
    .where('round', '=', round)
    .where('state', 'in', states)
    .orderBy('id')
    .execute()

/** On a notice, by id. */
export const onNotice = (db: Sub, etown: number, notice: bigint): Promise<ApplicationRow[]> =>
  db
    .selectFrom('subsidy.application')
    .selectAll()
    .where('etown', '=', etown)
    .where('notice', '=', notice)
    .orderBy('id')
    .execute()

/** What a party has applied for, in whichever round. */
export const projectsOf = (db: Sub, etown: number, party: bigint) =>
  db
    .selectFrom('subsidy.application')
    .select(['id', 'project', 'project_key', 'number'])
    .where('etown', '=', etown)
    .where('party', '=', party)
    .orderBy('id', 'desc')
    .execute()

/**
 * Checked applications of a scheme's earlier rounds that their pools did not reach, where the county chose 结转. A project
 * that has an application in the new round already stays where it is.
 */
export const carriedTo = async (
  db: Sub,
  etown: number,
  { id, scheme }: { readonly id: bigint; readonly scheme: string },
): Promise<readonly { readonly id: bigint; readonly from: string }[]> => {
  const { rows } = await sql<{ id: bigint; from: string }>`
    select distinct on (a.project_key) a.id, r.name as "from"
    from subsidy.application a join subsidy.round r on r.etown = a.etown and r.id = a.round
    where a.etown = ${etown} and r.scheme = ${scheme} and r.id < ${id} and r.way = '结转' and a.state = 'checked'
      and (r.reserved_fen = r.pool_fen or exists (select from subsidy.deed d
        where d.etown = a.etown and d.application = a.id and d.event = 'carry'))
    order by a.project_key, a.submitted_at, a.id`.execute(db)
  return rows
}

export const insertApplication = (
  db: Sub,
  row: Insertable<DB['subsidy.application']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('subsidy.application')
    .values(row)
    .onConflict((c) => c.columns(['etown', 'round', 'project_key']).doNothing())
    .returning('id')
    .executeTakeFirst()

export const sameProject = (
  db: Sub,
  etown: number,
  round: bigint,
  key: string,
): Promise<ApplicationRow | undefined> =>
  db
    .selectFrom('subsidy.application')
    .selectAll()
    .where('etown', '=', etown)
    .where('round', '=', round)
    .where('project_key', '=', key)
    .executeTakeFirst()

export async function updateApplication(
  db: Sub,
  etown: number,
  id: bigint,
  set: Updateable<DB['subsidy.application']>,
): Promise<void> {
  await db
    .updateTable('subsidy.application')
    .set({ ...set, version: sql<number>`version + 1` })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}

/** Autosave: what is typed changes no version, so that it never meets the handing in of the same page. */
export async function saveFacts(db: Sub, etown: number, id: bigint, facts: readonly object[]): Promise<void> {
  await db
    .updateTable('subsidy.application')
    .set({ facts: JSON.stringify(facts) })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}

/** The duty an account has at an application, taken now if it has none yet. */
export async function takeDuty(
  db: Sub,
  etown: number,
  application: bigint,
  account: string,
  duty: string,
): Promise<string> {
  await db
    .insertInto('subsidy.hand')
    .values({ etown, application, account, duty })
    .onConflict((c) => c.columns(['etown', 'application', 'account']).doNothing())
    .execute()
  const row = await db
    .selectFrom('subsidy.hand')
    .select('duty')
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return row.duty
}

export const deedsOf = (db: Sub, etown: number, application: bigint): Promise<DeedRow[]> =>
  db
    .selectFrom('subsidy.deed')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .orderBy('place')
    .execute()

/** The last deed of one of these events. */
export const lastDeed = (
  db: Sub,
  etown: number,
  application: bigint,
  events: readonly string[],
): Promise<DeedRow | undefined> =>
  db
    .selectFrom('subsidy.deed')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .where('event', 'in', events)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()

type NewDeed = Omit<Insertable<DB['subsidy.deed']>, 'place'>

/** The application is locked, so the next place is nobody else's. */
export async function insertDeed(db: Sub, deed: NewDeed): Promise<void> {
  const { last } = await db
    .selectFrom('subsidy.deed')
    .select((e) => e.fn.max('place').as('last'))
    .where('etown', '=', deed.etown)
    .where('application', '=', deed.application)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('subsidy.deed')
    .values({ ...deed, place: (last ?? 0) + 1 })
    .execute()
}

export const filesOf = (db: Sub, etown: number, application: bigint): Promise<FileRow[]> =>
  db
    .selectFrom('subsidy.file')
    .selectAll()
    .where('etown', '=', etown)
    .where('application', '=', application)
    .orderBy('brought_at')
    .execute()

export async function insertFile(db: Sub, file: Insertable<DB['subsidy.file']>): Promise<void> {
  await db
    .insertInto('subsidy.file')
    .values(file)
    .onConflict((c) => c.columns(['etown', 'application', 'fact', 'sha256']).doNothing())
    .execute()
}
