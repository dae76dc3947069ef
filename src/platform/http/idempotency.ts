import { type Outcome, refusal } from '../../kernel/refusal.ts'
import type { HouseDb } from '../db/house.ts'
import { httpRefusals } from './problem.ts'

export type KeyClaim = {
  readonly etown: number
  readonly account: string
  readonly key: string
  readonly request: Buffer
}

/**
 * Claims the key inside the act's own transaction: a twin waits for it, then gets the same answer. `undefined`: the
 * key is ours, go on.
 */
export async function claimKey(
  db: HouseDb,
  claim: KeyClaim,
): Promise<Outcome<{ status: number; answer: unknown }> | undefined> {
  const made = await db
    .insertInto('platform.idempotency')
    .values(claim)
    .onConflict((c) => c.columns(['etown', 'account', 'key']).doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return undefined
  const earlier = await db
    .selectFrom('platform.idempotency')
    .select(['request', 'status', 'answer'])
    .where('etown', '=', claim.etown)
    .where('account', '=', claim.account)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow()
  if (!earlier.request.equals(claim.request))
    return { ok: false, refused: [refusal(httpRefusals, 'http.key_reused')] }
  return { ok: true, value: { status: earlier.status ?? 200, answer: earlier.answer } }
}

/** Keeps the answer beside the key, in the same transaction. */
export async function storeAnswer(db: HouseDb, claim: KeyClaim, answer: unknown): Promise<void> {
  await db
    .updateTable('platform.idempotency')
    .set({ status: 200, answer: JSON.stringify(answer ?? null) })
    .where('etown', '=', claim.etown)
    .where('account', '=', claim.account)
    .where('key', '=', claim.key)
    .execute()
}
