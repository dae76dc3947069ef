import { sql } from 'kysely'
import { type AnyDb, roomOf } from './house.ts'

/**
 * 变动戳 Another text after anything was done in an e-town: every act and event is sealed (see Scope), and what consumers
 * made of the events has their places. Two equal stamps: nothing has changed between them.
 */
export async function changeStamp(db: AnyDb, etown: number): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws('/', audit_seq, event_seq,
      (select sum(seq) from platform.consumer c where c.etown = h.etown)) as stamp
    from platform.chain_head h where etown = ${etown}`.execute(roomOf(db, 'platform'))
  return rows[0]?.stamp ?? ''
}
