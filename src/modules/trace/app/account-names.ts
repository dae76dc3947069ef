import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { namesOf } from '../../identity/public.ts'

/** Who entered something, by name. */
export async function accountNames(
  db: AnyDb,
  accounts: readonly string[],
): Promise<(account: string) => string> {
  const names = await namesOf(roomOf(db, 'identity'), accounts)
  return (account) => names.get(account) ?? '—'
}
