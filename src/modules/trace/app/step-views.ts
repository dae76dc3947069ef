import { z } from 'zod'
import { dayOfInstant } from '../../../kernel/day.ts'
import { keyIn } from '../../../kernel/keys.ts'
import type { AnyDb } from '../../../platform/db/house.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { namesOf } from '../../identity/public.ts'
import { SOURCES, STEPS, type Step } from '../contract/index.ts'
import { entriesOf, type FieldEntryRow } from '../db/field-entries.ts'
import type { StepWithPhotos } from '../db/steps.ts'
import { isSkewed } from '../domain/phone-clock.ts'
import type { Application } from '../domain/safety-interval.ts'

const zStored = z.record(z.string(), z.string())
export const factsOf = (row: { readonly facts: unknown }): Readonly<Record<string, string>> =>
  zStored.parse(row.facts)

/** Records as the desk shows them, with the names of who entered them. */
export async function stepViews(db: AnyDb, rows: readonly StepWithPhotos[]): Promise<Step[]> {
  const phones = await phonesOf(db, rows)
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
    phone: phones.get(row.id),
  }))
}

/** What the phones said from which these records came, by step. */
export async function phonesOf(
  db: AnyDb,
  rows: readonly StepWithPhotos[],
): Promise<ReadonlyMap<bigint, NonNullable<Step['phone']>>> {
  const entries = await entriesOf(
    roomOf(db, 'trace'),
    rows[0]?.etown ?? 0,
    rows.filter((row) => row.source === 'phone').map((row) => row.id),
  )
  const said = (entry: FieldEntryRow) => ({
    savedAt: entry.saved_at.toISOString(),
    skewSeconds: entry.skew_seconds,
    skewed: isSkewed(entry.skew_seconds),
    place: entry.place ?? undefined,
  })
  return new Map([...entries].map(([step, entry]) => [step, said(entry)]))
}

/** The applications among a season's records; one that was corrected no longer counts, its correction does. */
export function applicationsIn(rows: readonly StepWithPhotos[]): readonly Application[] {
  return rows.flatMap((row) => {
    const { intervalDays, name = '' } = row.kind === 'input' ? factsOf(row) : {}
    if (intervalDays === undefined || row.corrected) return []
    return [{ name, on: dayOfInstant(row.occurred_at.getTime()), intervalDays: Number(intervalDays) }]
  })
}
