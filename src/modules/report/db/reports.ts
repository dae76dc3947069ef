import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import type { ReportState } from '../contract/words.ts'

export type StepRow = Selectable<DB['report.step']>

export type ReportRow = Selectable<DB['report.report']> & {
  name: string
  every: string
  /** Its last step. */
  step: number
  action: string
  after: string
  last_at: Date
  locked: number
  submitted_at: Date | null
  /** What opened it for filling last, other than its beginning. */
  reopened: string | null
}

const standing = (db: Db<'report'>, etown: number) =>
  db
    .selectFrom('report.report as r')
    .innerJoin('report.form as f', (j) =>
      j.onRef('f.etown', '=', 'r.etown').onRef('f.code', '=', 'r.form').onRef('f.version', '=', 'r.version'),
    )
    .innerJoin('report.step as s', (j) =>
      j
        .onRef('s.etown', '=', 'r.etown')
        .onRef('s.report', '=', 'r.id')
        .on(
          sql<boolean>`s.no = (select max(x.no) from report.step x where x.etown = r.etown and x.report = r.id)`,
        ),
    )
    .where('r.etown', '=', etown)

const columns = (query: ReturnType<typeof standing>) =>
  query
    .selectAll('r')
    .select(['f.name', 'f.every', 's.no as step', 's.action', 's.after', 's.at as last_at'])
    .select(
      sql<number>`(select count(*)::int from report.snapshot n where n.etown = r.etown and n.report = r.id)`.as(
        'locked',
      ),
    )
    .select(
      sql<Date | null>`(select min(x.at) from report.step x where x.etown = r.etown and x.report = r.id and x.action = 'submit')`.as(
        'submitted_at',
      ),
    )
    .select(
      sql<string | null>`(select x.action from report.step x where x.etown = r.etown and x.report = r.id
        and x.after = 'filling' and x.action <> 'open' and s.after = 'filling' order by x.no desc limit 1)`.as(
        'reopened',
      ),
    )

export async function pageOfReports(
  db: Db<'report'>,
  etown: number,
  state: ReportState | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: ReportRow[]; total: number }> {
  let query = standing(db, etown)
  if (state !== undefined) query = query.where('s.after', '=', state)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('r.id', '<', page.after)
  const rows = await columns(from)
    .orderBy('r.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findReport = (db: Db<'report'>, etown: number, id: bigint): Promise<ReportRow | undefined> =>
  columns(standing(db, etown)).where('r.id', '=', id).executeTakeFirst()

/** Nobody else writes a cell or takes a step of it until the transaction ends. */
export async function holdReport(
  db: Db<'report'>,
  etown: number,
  id: bigint,
): Promise<ReportRow | undefined> {
  await sql`select report.hold(${etown}, ${id}::bigint, true)`.execute(db)
  return findReport(db, etown, id)
}

/** Undefined: the report of this period is there already. */
export const insertReport = (
  db: Db<'report'>,
  report: Insertable<DB['report.report']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('report.report')
    .values(report)
    .onConflict((c) => c.columns(['etown', 'form', 'period']).doNothing())
    .returning('id')
    .executeTakeFirst()

export const stepsOf = (db: Db<'report'>, etown: number, report: bigint): Promise<StepRow[]> =>
  db
    .selectFrom('report.step')
    .selectAll()
    .where('etown', '=', etown)
    .where('report', '=', report)
    .orderBy('no')
    .execute()

export async function insertStep(db: Db<'report'>, step: Insertable<DB['report.step']>): Promise<void> {
  await db.insertInto('report.step').values(step).execute()
}

export const remarksOf = (db: Db<'report'>, etown: number, report: bigint) =>
  db
    .selectFrom('report.remark')
    .selectAll()
    .where('etown', '=', etown)
    .where('report', '=', report)
    .orderBy('id')
    .execute()

export async function insertRemarks(
  db: Db<'report'>,
  remarks: readonly Insertable<DB['report.remark']>[],
): Promise<void> {
  await db.insertInto('report.remark').values(remarks).execute()
}
