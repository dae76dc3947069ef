import { type Day, daysBetween } from '../../../kernel/day.ts'
import { type Application, heldBackBy } from './safety-interval.ts'

/** 采收摘要 What matters most to who eats it: when it was harvested, what was last applied, and whether its interval had passed. */
export type HarvestSummary = {
  readonly on: Day
  readonly last:
    | {
        readonly application: Application
        readonly daysBefore: number
      }
    | undefined
  /** Every application before the harvest had its interval. */
  readonly kept: boolean
}

/** Of the latest harvest; undefined: none is recorded. */
export function harvestSummary(
  harvests: readonly Day[],
  applications: readonly Application[],
): HarvestSummary | undefined {
  const on = harvests.toSorted().at(-1)
  if (on === undefined) return undefined
  const before = applications.filter((one) => one.on <= on)
  const latest = before.toSorted((a, b) => (a.on < b.on ? -1 : 1)).at(-1)
  return {
    on,
    last: latest && { application: latest, daysBefore: daysBetween(latest.on, on) },
    kept: heldBackBy(before, on) === undefined,
  }
}
