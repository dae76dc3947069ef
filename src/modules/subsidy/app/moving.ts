import type { Announcement } from '../../../platform/db/act.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'

/** What moving an application needs of a call. */
export type Moving = {
  readonly db: Db<'subsidy'>
  readonly etown: { readonly id: number }
  readonly actor: Actor | undefined
  readonly now: Date
  announce(event: Announcement): void
}
