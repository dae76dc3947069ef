import { inEtown, type Scope } from '../db/act.ts'
import type { House } from '../house.ts'

/** An event as a consumer sees it. */
export type Happened = {
  readonly seq: bigint
  readonly kind: string
  readonly subject: string
  readonly at: Date
  readonly payload: unknown
  readonly evidence: readonly string[]
}

/** 消费者 Folds events, one e-town at a time, in order; its effects and its place are committed together. */
export type Consumer = {
  readonly name: `${string}.${string}`
  readonly kinds: readonly string[]
  fold(scope: Scope, event: Happened): Promise<void>
}

const BATCH = 100n

/** Folds the next events of one e-town. Returns how many were passed; 0: nothing new, or another process is at it. */
export async function foldNext(house: House, etown: number, consumer: Consumer): Promise<number> {
  return inEtown(house.pool, etown, 'write', async (scope) => {
    await scope.db
      .insertInto('platform.consumer')
      .values({ etown, name: consumer.name })
      .onConflict((c) => c.doNothing())
      .execute()
    const place = await scope.db
      .selectFrom('platform.consumer')
      .select('seq')
      .where('etown', '=', etown)
      .where('name', '=', consumer.name)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (place === undefined) return 0
    const events = await scope.db
      .selectFrom('platform.event')
      .select(['seq', 'kind', 'subject', 'at', 'payload', 'evidence'])
      .where('etown', '=', etown)
      .where('seq', '>', place.seq)
      .where('seq', '<=', place.seq + BATCH)
      .orderBy('seq')
      .execute()
    for (const event of events) if (consumer.kinds.includes(event.kind)) await consumer.fold(scope, event)
    const last = events.at(-1)
    if (last === undefined) return 0
    await scope.db
      .updateTable('platform.consumer')
      .set({ seq: last.seq, tries: 0, trouble: null })
      .where('etown', '=', etown)
      .where('name', '=', consumer.name)
      .execute()
    return events.length
  })
}

/** Notes a failed fold, so that the health page can say which room is behind and why. */
export async function noteTrouble(
  house: House,
  etown: number,
  consumer: Consumer,
  error: unknown,
): Promise<void> {
  const trouble = error instanceof Error ? error.message : String(error)
  await inEtown(house.pool, etown, 'write', async ({ db }) => {
    await db
      .updateTable('platform.consumer')
      .set((e) => ({ tries: e('tries', '+', 1), trouble }))
      .where('etown', '=', etown)
      .where('name', '=', consumer.name)
      .execute()
  })
}
