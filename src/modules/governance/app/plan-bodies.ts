import { dayOfInstant } from '#kernel/day'
import { planOf } from '#plan'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { ownBodies } from '../domain/own-bodies.ts'

type Where = {
  readonly db: AnyDb
  readonly etown: { readonly id: number }
  readonly now: Date
  readonly actor?: Actor | undefined
}

/** 机构 The bodies of the plan in force, what they are called, and which are those of whoever asks. */
export async function bodiesIn({ db, etown, now, actor }: Where) {
  const found = await planOf(roomOf(db, 'plan'), etown.id, dayOfInstant(now.getTime()))
  const bodies = found?.plan.organisation ?? []
  const held = actor?.towns.get(etown.id)
  const mine = held === undefined ? [] : ownBodies(bodies, held)
  const names = new Map(bodies.map(({ code, name }) => [code, name]))
  return { bodies, mine, nameOf: (code: string): string => names.get(code) ?? code }
}
export type Bodies = Awaited<ReturnType<typeof bodiesIn>>
