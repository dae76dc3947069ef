import type { Grants } from '../kernel/endpoint.ts'
import type { AnyDb } from './db/house.ts'
import type { House } from './house.ts'
import type { Ground } from './http/admit.ts'
import type { Etown, Route } from './http/route.ts'
import type { Consumer } from './work/consumers.ts'
import type { JobKind } from './work/jobs.ts'
import type { Duty } from './work/worker.ts'

/** 谁在问 Who asks what waits for them, in one e-town. `may`: as the matrix says, a second factor not asked for yet. */
export type Asker = {
  readonly db: AnyDb
  readonly etown: Etown
  readonly now: Date
  readonly account: string
  readonly roles: readonly string[]
  readonly department: string | undefined
  may(permission: string): boolean
}

/** 待办 One queue of a room and how much of it waits for whoever asks; nothing waits: the queue is not named. */
export type Wait = {
  readonly what: { readonly zh: string; readonly en: string }
  readonly count: number
  /** How many of them are overdue. */
  readonly late?: number
  /** Where it is worked off, after `/e/$etown`. */
  readonly href: `/${string}`
}

/** 一室 What a room's `http.ts` hands to the server: its routes, who may call them, its jobs and what it folds. */
export type Room = {
  readonly name: string
  readonly routes: readonly Route[]
  readonly grants: Grants<string>
  readonly jobs?: readonly JobKind[]
  readonly consumers?: readonly Consumer[]
  /** What it sees to in transactions of its own. */
  readonly duties?: readonly Duty[]
  /** 待办 What waits for whoever asks; asked whenever somebody opens their desk, so a few indexed counts. */
  readonly waits?: (asker: Asker) => Promise<readonly Wait[]>
  /** Exactly one room, `identity`, knows who is calling. */
  readonly authenticate?: (house: House) => Ground['authenticate']
}
