import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import type { BulletinState } from '../contract/words.ts'

export type BulletinRow = Selectable<DB['report.bulletin']> & {
  step: number
  after: string
  at: Date
  draft: number
  title: string
  body: string
}

const standing = (db: Db<'report'>, etown: number) =>
  db
    .selectFrom('report.bulletin as b')
    .innerJoin('report.bulletin_step as s', (j) =>
      j
        .onRef('s.etown', '=', 'b.etown')
        .onRef('s.bulletin', '=', 'b.id')
        .on(
          sql<boolean>`s.no = (select max(x.no) from report.bulletin_step x where x.etown = b.etown and x.bulletin = b.id)`,
        ),
    )
    .innerJoin('report.draft as d', (j) =>
      j.onRef('d.etown', '=', 's.etown').onRef('d.bulletin', '=', 's.bulletin').onRef('d.no', '=', 's.draft'),
    )
    .where('b.etown', '=', etown)

const columns = (query: ReturnType<typeof standing>) =>
  query.selectAll('b').select(['s.no as step', 's.after', 's.at', 's.draft', 'd.title', 'd.body'])

export async function pageOfBulletins(
  db: Db<'report'>,
  etown: number,
  state: BulletinState | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: BulletinRow[]; total: number }> {
  let query = standing(db, etown)
  if (state !== undefined) query = query.where('s.after', '=', state)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('b.id', '<', page.after)
  const rows = await columns(from)
    .orderBy('b.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findBulletin = (db: Db<'report'>, etown: number, id: bigint): Promise<BulletinRow | undefined> =>
  columns(standing(db, etown)).where('b.id', '=', id).executeTakeFirst()

export const insertBulletin = (
  db: Db<'report'>,
  bulletin: Insertable<DB['report.bulletin']>,
): Promise<{ id: bigint }> =>
  db.insertInto('report.bulletin').values(bulletin).returning('id').executeTakeFirstOrThrow()

export async function insertDraft(db: Db<'report'>, draft: Insertable<DB['report.draft']>): Promise<void> {
  await db.insertInto('report.draft').values(draft).execute()
}

export async function insertBulletinStep(
  db: Db<'report'>,
  step: Insertable<DB['report.bulletin_step']>,
): Promise<void> {
  await db.insertInto('report.bulletin_step').values(step).execute()
}

export const bulletinSteps = (db: Db<'report'>, etown: number, bulletin: bigint) =>
  db
    .selectFrom('report.bulletin_step')
    .selectAll()
    .where('etown', '=', etown)
    .where('bulletin', '=', bulletin)
    .orderBy('no')
    .execute()

export const draftedBy = async (
  db: Db<'report'>,
  etown: number,
  bulletin: bigint,
  by: string,
): Promise<boolean> =>
  (await db
    .selectFrom('report.draft')
    .select('no')
    .where('etown', '=', etown)
    .where('bulletin', '=', bulletin)
    .where('by', '=', by)
    .limit(1)
    .executeTakeFirst()) !== undefined

export async function insertIssue(db: Db<'report'>, issue: Insertable<DB['report.issue']>): Promise<void> {
  await db.insertInto('report.issue').values(issue).execute()
}

export const findIssue = (db: Db<'report'>, etown: number, bulletin: bigint) =>
  db
    .selectFrom('report.issue')
    .selectAll()
    .where('etown', '=', etown)
    .where('bulletin', '=', bulletin)
    .executeTakeFirst()
