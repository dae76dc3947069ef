import type { Grants } from '../kernel/endpoint.ts'
import type { House } from './house.ts'
import type { Ground } from './http/admit.ts'
import type { Route } from './http/route.ts'
import type { Consumer } from './work/consumers.ts'
import type { JobKind } from './work/jobs.ts'
import type { Duty } from './work/worker.ts'

/** 一室 What a room's `http.ts` hands to the server: its routes, who may call them, its jobs and what it folds. */
export type Room = {
  readonly name: string
  readonly routes: readonly Route[]
  readonly grants: Grants<string>
  readonly jobs?: readonly JobKind[]
  readonly consumers?: readonly Consumer[]
  /** What it sees to in transactions of its own. */
  readonly duties?: readonly Duty[]
  /** Exactly one room, `identity`, knows who is calling. */
  readonly authenticate?: (house: House) => Ground['authenticate']
}
