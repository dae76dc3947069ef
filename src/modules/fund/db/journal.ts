import { type Insertable, type Selectable, sql } from 'kysely'
import { type Fen, fen } from '#kernel/money'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { Account } from '../contract/words.ts'
import type { Line } from '../domain/postings.ts'

export type NewEntry = Insertable<DB['fund.entry']>

/** Writes an entry with its two lines. Its number. */
export async function insertEntry(db: Db<'fund'>, entry: NewEntry, lines: readonly Line[]): Promise<bigint> {
  const { id } = await db.insertInto('fund.entry').values(entry).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('fund.line')
    .values(
      lines.map(({ account, source, category, allotment, amount }, i) => ({
        etown: entry.etown,
        entry: id,
        place: i + 1,
        account,
        source,
        category: category ?? null,
        allotment: allotment ?? null,
        amount,
      })),
    )
    .execute()
  return id
}

export type AccountSum = {
  readonly source: string
  readonly category: string | null
  readonly account: Account
  readonly amount: Fen
}

/** What stands in every account, by source and category; up to and including a day where one is given. */
export async function accountSums(db: Db<'fund'>, etown: number, until?: string): Promise<AccountSum[]> {
  const { rows } = await sql<{ source: string; category: string | null; account: Account; amount: string }>`
    select l.source, l.category, l.account, sum(l.amount)::text as amount
    from fund.line l join fund.entry e on e.etown = l.etown and e.id = l.entry
    where l.etown = ${etown} and (${until ?? null}::date is null or e.day <= ${until ?? null}::date)
    group by l.source, l.category, l.account order by 1, 2, 3`.execute(db)
  return rows.map((row) => ({ ...row, amount: fen(BigInt(row.amount)) }))
}

export type EntryFilter = {
  readonly source?: string | undefined
  readonly category?: string | undefined
  readonly kind?: string | undefined
  readonly allotment?: bigint | undefined
}

export type EntryRow = Selectable<DB['fund.entry']> & {
  source: string
  category: string | null
  allotment: bigint | null
  amount: bigint
  from: Account
  to: Account
}

function entriesOf(db: Db<'fund'>, etown: number, filter: EntryFilter) {
  let query = db
    .selectFrom('fund.entry as e')
    .innerJoin('fund.line as out', (j) =>
      j.onRef('out.etown', '=', 'e.etown').onRef('out.entry', '=', 'e.id').on('out.place', '=', 1),
    )
    .innerJoin('fund.line as in', (j) =>
      j.onRef('in.etown', '=', 'e.etown').onRef('in.entry', '=', 'e.id').on('in.place', '=', 2),
    )
    .where('e.etown', '=', etown)
  const { source, category, kind, allotment } = filter
  if (source !== undefined) query = query.where('in.source', '=', source)
  if (category !== undefined)
    query = query.where((w) => w.or([w('in.category', '=', category), w('out.category', '=', category)]))
  if (kind !== undefined) query = query.where('e.kind', '=', kind)
  if (allotment !== undefined)
    query = query.where((w) => w.or([w('in.allotment', '=', allotment), w('out.allotment', '=', allotment)]))
  return query
}

/** Newest first. One row more than the page tells whether there is a next. */
export async function pageOfEntries(
  db: Db<'fund'>,
  etown: number,
  filter: EntryFilter,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: EntryRow[]; total: number }> {
  const query = entriesOf(db, etown, filter)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('e.id', '<', page.after)
  const rows = await from
    .selectAll('e')
    .select(['in.source', 'in.amount'])
    .select(sql<string | null>`coalesce("in".category, "out".category)`.as('category'))
    .select(sql<bigint | null>`coalesce("in".allotment, "out".allotment)`.as('allotment'))
    .select(sql<Account>`"out".account`.as('from'))
    .select(sql<Account>`"in".account`.as('to'))
    .orderBy('e.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export type EntryHead = Selectable<DB['fund.entry']>

export const entriesOfIds = (db: Db<'fund'>, etown: number, ids: readonly bigint[]): Promise<EntryHead[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('fund.entry').selectAll().where('etown', '=', etown).where('id', 'in', ids).execute()

/** Whether the journal, an arrival, an allotment, an exception or a withdrawal rests on this file. */
export async function namesEvidence(db: Db<'fund'>, etown: number, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`
    select exists (select from fund.entry where etown = ${etown} and evidence = ${sha256})
      or exists (select from fund.allotment where etown = ${etown} and evidence = ${sha256})
      or exists (select from fund.band_exception where etown = ${etown} and evidence = ${sha256})
      or exists (select from fund.withdrawal where etown = ${etown} and evidence = ${sha256}) as named`.execute(
    db,
  )
  return rows[0]?.named ?? false
}
