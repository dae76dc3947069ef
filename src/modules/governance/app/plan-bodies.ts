import { dayOfInstant } from '#kernel/day'
import { planOf } from '#plan'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { dutyListsOf } from '../db/duty-lists.ts'
import { type GroupBody, ownBodies, withLists } from '../domain/bodies.ts'

type Where = {
  readonly db: AnyDb
  readonly etown: { readonly id: number }
  readonly now: Date
}

/** 机构 Those of the plan in force with what the county's lists of duties add; none without a plan. */
export async function groupBodies({ db, etown, now }: Where): Promise<readonly GroupBody[]> {
  const today = dayOfInstant(now.getTime())
  const found = await planOf(roomOf(db, 'plan'), etown.id, today)
  if (found === undefined) return []
  const lists = await dutyListsOf(roomOf(db, 'governance'), etown.id, today)
  return withLists(
    found.plan.organisation,
    lists.map(({ id, role, ...list }) => ({ ...list, id: String(id), role: role ?? undefined })),
  )
}

/** All bodies, what they are called, and which are those of whoever asks. */
export async function bodiesIn({ actor, ...where }: Where & { readonly actor?: Actor | undefined }) {
  const bodies = await groupBodies(where)
  const held = actor?.towns.get(where.etown.id)
  const mine = held === undefined ? [] : ownBodies(bodies, held)
  const names = new Map(bodies.map(({ code, name }) => [code, name]))
  return { bodies, mine, nameOf: (code: string): string => names.get(code) ?? code }
}
export type Bodies = Awaited<ReturnType<typeof bodiesIn>>
