import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'

export type DispatchRow = Selectable<DB['report.dispatch']>

export async function pageOfDispatches(
  db: Db<'report'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
) {
  const query = db.selectFrom('report.dispatch as d').where('d.etown', '=', etown)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where(sql<boolean>`d.number < ${page.after}::bigint`)
  const rows = await from
    .select(['d.number', 'd.at', 'd.sha256'])
    .select(
      sql<string[]>`(select array_agg(f.name || ' ' || r.period || ' v' || m.number order by m.place)
        from report.dispatched m join report.report r on r.etown = m.etown and r.id = m.report
        join report.form f on f.etown = r.etown and f.code = r.form and f.version = r.version
        where m.etown = d.etown and m.dispatch = d.number)`.as('members'),
    )
    .orderBy('d.number', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const newestDispatch = (db: Db<'report'>, etown: number): Promise<DispatchRow | undefined> =>
  db
    .selectFrom('report.dispatch')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

export const findDispatch = (
  db: Db<'report'>,
  etown: number,
  number: number,
): Promise<DispatchRow | undefined> =>
  db
    .selectFrom('report.dispatch')
    .selectAll()
    .where('etown', '=', etown)
    .where('number', '=', number)
    .executeTakeFirst()

/** Locked and not sent yet, in the order of locking. A correction waits until it is locked again. */
export const waitingSnapshots = (db: Db<'report'>, etown: number) =>
  db
    .selectFrom('report.snapshot as s')
    .innerJoin('report.report as r', (j) => j.onRef('r.etown', '=', 's.etown').onRef('r.id', '=', 's.report'))
    .select(['s.report', 's.number', 's.content', 's.sha256'])
    .select(
      sql<boolean>`s.number = (select max(n.number) from report.snapshot n where n.etown = s.etown and n.report = s.report)`.as(
        'newest',
      ),
    )
    .where('s.etown', '=', etown)
    .where(
      sql<boolean>`(select x.after from report.step x where x.etown = s.etown and x.report = s.report order by x.no desc limit 1) = 'locked'`,
    )
    .where(
      sql<boolean>`not exists (select from report.dispatched d where d.etown = s.etown and d.report = s.report and d.number = s.number)`,
    )
    .orderBy('s.at')
    .orderBy('s.report')
    .orderBy('s.number')
    .execute()

/** One dispatch at a time. */
export async function holdDispatches(db: Db<'report'>, etown: number): Promise<void> {
  await sql`select report.hold(${etown}, 0::bigint, true)`.execute(db)
}

export async function insertDispatch(
  db: Db<'report'>,
  dispatch: Insertable<DB['report.dispatch']>,
  members: readonly { readonly report: bigint; readonly number: number; readonly sha256: string }[],
): Promise<void> {
  await db.insertInto('report.dispatch').values(dispatch).execute()
  const rows = members.map(({ report, number, sha256 }, i) => ({
    etown: dispatch.etown,
    dispatch: dispatch.number,
    place: i + 1,
    report,
    number,
    sha256,
  }))
  await db.insertInto('report.dispatched').values(rows).execute()
}
