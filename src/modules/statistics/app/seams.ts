import type { Period } from '../../../kernel/day.ts'
import type { Rate } from '../../../kernel/money.ts'
import type { AnyDb } from '../../../platform/db/house.ts'

/** 锁定的数 A figure as a snapshot of the room above holds it: the newest version of its report. */
export type LockedFigure = {
  readonly indicator: string
  readonly period: Period
  /** In base units, as facts are; undefined: it was locked as 无可比基数. */
  readonly value: Rate | undefined
  /** Of which report: `乡村e镇建设月报 2026年10月`. */
  readonly name: string
  /** 1 for 锁定 v1. */
  readonly number: number
  /** When, in milliseconds since 1970. */
  readonly at: number
  /** Where the snapshot is read, below the e-town: `reports/12/snapshots/1`. */
  readonly path: string
}

/** Every figure that stands locked in an e-town, read-only. */
export type LockedSource = (db: AnyDb, etown: number) => Promise<readonly LockedFigure[]>

/** 接缝 What the room above adds to the answers of this one, since it never calls upwards. `server/rooms.ts` joins them. */
export type StatisticsSeams = { readonly locked: readonly LockedSource[] }
