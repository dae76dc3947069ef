import { z } from 'zod'
import { dayOfInstant } from '../../../kernel/day.ts'
import { keyIn } from '../../../kernel/keys.ts'
import type { AnyDb } from '../../../platform/db/house.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { namesOf } from '../../identity/public.ts'
import { SOURCES, STEPS, type Step } from '../contract/index.ts'
import type { StepWithPhotos } from '../db/steps.ts'
import type { Application } from '../domain/safety-interval.ts'

const zStored = z.record(z.string(), z.string())
export const factsOf = (row: { readonly facts: unknown }): Readonly<Record<string, string>> =>
  zStored.parse(row.facts)

/** Records as the desk shows them, with the names of who entered them. */
export async function stepViews(db: AnyDb, rows: readonly StepWithPhotos[]): Promise<Step[]> {
  const names = await namesOf(
    roomOf(db, 'identity'),
    rows.map((row) => row.entered_by),
  )
  return rows.map((row) => ({
    id: String(row.id),
    kind: keyIn(STEPS, row.kind),
    occurredAt: row.occurred_at.toISOString(),
    enteredAt: row.entered_at.toISOString(),
    enteredBy: names.get(row.entered_by) ?? '—',
    source: keyIn(SOURCES, row.source),
    facts: factsOf(row),
    photos: [...row.photos],
    corrects: row.corrects === null ? undefined : String(row.corrects),
    corrected: row.corrected,
  }))
}

/** The applications among a season's records; one that was corrected no longer counts, its correction does. */
export function applicationsIn(rows: readonly StepWithPhotos[]): readonly Application[] {
  return rows.flatMap((row) => {
    const { intervalDays, name = '' } = row.kind === 'input' ? factsOf(row) : {}
    if (intervalDays === undefined || row.corrected) return []
    return [{ name, on: dayOfInstant(row.occurred_at.getTime()), intervalDays: Number(intervalDays) }]
  })
}
