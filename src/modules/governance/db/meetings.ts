import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type MeetingRow = Selectable<DB['governance.meeting']> & { decisions: number; open: number }
export type DecisionRow = Selectable<DB['governance.decision']>

const counted = (db: Db<'governance'>, etown: number) =>
  db
    .selectFrom('governance.meeting as m')
    .selectAll('m')
    .select(
      sql<number>`(select count(*)::int from governance.decision d where d.etown = m.etown and d.meeting = m.id)`.as(
        'decisions',
      ),
    )
    .select(
      sql<number>`(select count(*)::int from governance.standing t join governance.decision d on d.etown = t.etown and d.id = t.decision
        where t.etown = m.etown and d.meeting = m.id and t.last_kind is distinct from 'closed')`.as('open'),
    )
    .where('m.etown', '=', etown)

export async function pageOfMeetings(
  db: Db<'governance'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: MeetingRow[]; total: number }> {
  const { total } = await db
    .selectFrom('governance.meeting')
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
  const all = counted(db, etown)
  const from = page.after === undefined ? all : all.where('m.id', '<', page.after)
  const rows = await from
    .orderBy('m.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findMeeting = (
  db: Db<'governance'>,
  etown: number,
  id: bigint,
): Promise<MeetingRow | undefined> => counted(db, etown).where('m.id', '=', id).executeTakeFirst()

/** Locked, until the transaction ends. */
export async function lockMeeting(
  db: Db<'governance'>,
  etown: number,
  id: bigint,
): Promise<MeetingRow | undefined> {
  await sql`select 1 from governance.meeting where etown = ${etown} and id = ${id} for update`.execute(db)
  return findMeeting(db, etown, id)
}

export const insertMeeting = (
  db: Db<'governance'>,
  row: Insertable<DB['governance.meeting']>,
): Promise<{ id: bigint }> =>
  db.insertInto('governance.meeting').values(row).returning('id').executeTakeFirstOrThrow()

export async function markHeld(
  db: Db<'governance'>,
  etown: number,
  id: bigint,
  how: {
    readonly held_on: string
    readonly attended: string
    readonly minutes: string
    readonly held_by: string
    readonly held_at: Date
  },
): Promise<void> {
  await db
    .updateTable('governance.meeting')
    .set(how)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}

export const insertDecision = (
  db: Db<'governance'>,
  row: Insertable<DB['governance.decision']>,
): Promise<{ id: bigint }> =>
  db.insertInto('governance.decision').values(row).returning('id').executeTakeFirstOrThrow()

export const decisionsOf = (db: Db<'governance'>, etown: number, meeting: bigint): Promise<DecisionRow[]> =>
  db
    .selectFrom('governance.decision')
    .selectAll()
    .where('etown', '=', etown)
    .where('meeting', '=', meeting)
    .orderBy('number')
    .execute()
