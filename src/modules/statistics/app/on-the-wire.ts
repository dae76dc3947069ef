import { dimensionOf } from '#contract/plan'
import { day, dayOfInstant, type Period } from '#kernel/day'
import type { Rate } from '#kernel/money'
import { regionName } from '#kernel/region-code'
import type { DIMENSIONS } from '../contract/shapes.ts'
import type { AsOf } from '../db/day-sums.ts'
import type { EnteredItem } from '../db/entered-figures.ts'
import { type Definition, rowsOf } from '../domain/definition.ts'
import type { Reading } from '../domain/reading.ts'

export const today = (now: Date) => dayOfInstant(now.getTime())

export const wireRate = ({ num, den }: Rate) => ({ num: num.toString(), den: den.toString() })

export const wirePeriod = ({ from, until }: Period) => ({ from, until })

export const wireAsOf = (asOf: AsOf | undefined) =>
  asOf && { seq: asOf.seq.toString(), at: asOf.at.toISOString() }

export const wireReading = (reading: Reading) =>
  reading.state === 'known' ? { ...reading, value: wireRate(reading.value) } : { state: reading.state }

/** How a value in this unit is written. */
export function writtenAs(unit: string): (typeof DIMENSIONS)[number] {
  const dimension = dimensionOf(unit)
  return dimension === 'money' || dimension === 'ratio' || dimension === 'points' ? dimension : 'number'
}

export const partsOf = ({ method }: Definition): readonly string[] =>
  method.by === 'share' ? [method.part, method.whole] : method.by === 'growth' ? [method.of] : []

export const wireDefinition = (definition: Definition) => ({
  indicator: definition.code,
  kind: definition.kind,
  unit: definition.unit,
  dimension: writtenAs(definition.unit),
  by: definition.method.by,
  rows: rowsOf(definition.method)?.kind,
  of: [...partsOf(definition)],
  versions: [...definition.versions],
})

export const wireEntered = (row: EnteredItem, definition: Definition | undefined) => ({
  id: row.id.toString(),
  indicator: row.indicator,
  name: definition?.versions[0].zh ?? row.indicator,
  area: row.area,
  areaName: row.area === '' ? '' : (regionName(row.area) ?? row.area),
  period: { from: day(row.period_from), until: day(row.period_until) },
  value: row.value,
  unit: row.unit,
  source: row.source,
  evidence: row.evidence,
  enteredBy: row.entered_by,
  enteredAt: row.entered_at.toISOString(),
  ...(row.replaces !== null && { replaces: row.replaces.toString() }),
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.replaced_by !== null && { replacedBy: row.replaced_by.toString() }),
})
