import type { Ride } from './bus.ts'

/** 方案骨架 Routes as rows of node numbers by vehicle, and how good they are: priorities and tasks left out, then cost. */
export type Skeleton = {
  readonly routes: readonly Int32Array[]
  readonly rides: readonly Ride[]
  readonly lostPriority: number
  readonly lost: number
  /** Tasks left out beyond those that may wait. */
  readonly excess: number
  readonly cost: number
}

export type Merit = Pick<Skeleton, 'lostPriority' | 'excess' | 'cost'>

/** Priorities first, then tasks, then money. */
export const better = (a: Merit, b: Merit): boolean =>
  a.lostPriority !== b.lostPriority
    ? a.lostPriority < b.lostPriority
    : a.excess !== b.excess
      ? a.excess < b.excess
      : a.cost < b.cost - 1e-6
