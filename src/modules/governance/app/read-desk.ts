import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import { mayCall } from '../../../platform/http/actor.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { Asker, Room, Wait } from '../../../platform/room.ts'
import type { readDesk } from '../contract/index.ts'

/** 等我办的事 Every room is asked what waits for whoever looks; empty queues are left out, overdue ones come first. */
export const readDeskIn =
  (rooms: () => readonly Room[]) =>
  async (call: Call<typeof readDesk, 'governance'>): Promise<Outcome<AnswerOf<typeof readDesk>>> => {
    const { actor, etown, matrix, db, now } = call
    const held = actor?.towns.get(etown.id)
    if (actor === undefined || held === undefined) return granted({ items: [], total: 0 })
    const asker: Asker = {
      ...{ db, etown, now },
      account: actor.account,
      roles: held.roles,
      department: held.department,
      may: (permission) => ['yes', 'second-factor'].includes(mayCall(matrix, permission, actor, etown.id)),
    }
    const waits: Wait[] = []
    for (const room of rooms()) waits.push(...((await room.waits?.(asker)) ?? []))
    const items = waits.filter(({ count }) => count > 0).toSorted((a, b) => (b.late ?? 0) - (a.late ?? 0))
    return granted({
      items: items.map((wait) => ({ ...wait })),
      total: items.reduce((n, { count }) => n + count, 0),
    })
  }
