import { SHARED_INDICATORS } from '#contract/plan'
import type { Day } from '#kernel/day'
import type { AnyDb } from '#platform/db/house'
import { COMPUTED } from '../domain/indicators.ts'
import { definedOn } from './find-definition.ts'

/** The unit of every indicator that is defined on a day, by its code. */
export async function unitsOf(db: AnyDb, etown: number, on: Day): Promise<ReadonlyMap<string, string>> {
  const { define, declared } = await definedOn(db, etown, on)
  const codes = [...COMPUTED, ...SHARED_INDICATORS, ...declared].map(({ code }) => code)
  return new Map(
    codes.flatMap((code) => {
      const definition = define(code)
      return definition === undefined ? [] : [[code, definition.unit] as const]
    }),
  )
}
