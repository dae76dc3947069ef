import type { House } from '../../../platform/house.ts'
import { claimTry, type Try } from '../domain/lockout.ts'
import { type IdentityDb, inside } from './inside.ts'

/** Who is tried, from where: both blind. */
export type Tried = { readonly subject: Buffer; readonly network: Buffer }

/** Counts a try before the password is looked at. The row is locked, so that many at once are counted one by one. */
export const claim = (house: House, { subject, network }: Tried, now: Date): Promise<Try> =>
  inside(house, async (db) => {
    await db
      .insertInto('identity.lockout')
      .values({ subject, network, failures: 0, last_at: new Date(0) })
      .onConflict((c) => c.doNothing())
      .execute()
    const past = await db
      .selectFrom('identity.lockout')
      .select(['failures', 'last_at'])
      .where('subject', '=', subject)
      .where('network', '=', network)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const rule = { failures: house.config.signInFailures, minutes: house.config.signInLockMinutes }
    const next = claimTry({ count: past.failures, lastAt: past.last_at.getTime() }, now.getTime(), rule)
    if ('count' in next) {
      await db
        .updateTable('identity.lockout')
        .set({ failures: next.count, last_at: now })
        .where('subject', '=', subject)
        .where('network', '=', network)
        .execute()
    }
    return next
  })

/** The try was no failure, but no success yet either: it does not count. */
export const giveBack = (db: IdentityDb, { subject, network }: Tried): Promise<unknown> =>
  db
    .updateTable('identity.lockout')
    .set((e) => ({ failures: e('failures', '-', 1) }))
    .where('subject', '=', subject)
    .where('network', '=', network)
    .where('failures', '>', 0)
    .execute()

/** Success forgets the failures before it, and whatever is too old to matter. */
export async function forget(db: IdentityDb, { subject, network }: Tried, olderThan: Date): Promise<void> {
  await db
    .deleteFrom('identity.lockout')
    .where('subject', '=', subject)
    .where('network', '=', network)
    .execute()
  await db.deleteFrom('identity.lockout').where('last_at', '<', olderThan).execute()
}
