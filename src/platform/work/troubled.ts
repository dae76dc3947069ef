import { type AnyDb, roomOf } from '../db/house.ts'

/** 受阻的累计 Consumers of a room that failed on their next event and have not got past it. */
export async function troubledConsumers(db: AnyDb, etown: number, room: string): Promise<readonly string[]> {
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.consumer')
    .select('name')
    .where('etown', '=', etown)
    .where('name', 'like', `${room}.%`)
    .where('tries', '>', 0)
    .execute()
  return rows.map(({ name }) => name)
}
