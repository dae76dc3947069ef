import { type Application, type FieldPlots, type HeldBack, heldBackBy } from '#contract/trace'
import { type Day, dayOfInstant } from '#kernel/day'
import type { PhoneRecord } from './queue/journal.ts'

/** Applications of a season that the server told of, and those this phone still keeps. */
export function applicationsOf(
  season: string,
  plots: FieldPlots | undefined,
  records: readonly PhoneRecord[],
): readonly Application[] {
  const told = plots?.seasons.find(({ id }) => id === season)?.applications ?? []
  const kept = records.flatMap(({ entry, state }) => {
    const { intervalDays, name = '' } = entry.facts
    if (entry.season !== season || state === 'closed' || entry.kind !== 'input') return []
    if (intervalDays === undefined || !/^\d{1,3}$/.test(intervalDays)) return []
    return [{ name, on: dayOfInstant(Date.parse(entry.occurredAt)), intervalDays: Number(intervalDays) }]
  })
  return [...told, ...kept]
}

/** 可采收日 What holds a harvest back on that day; undefined: nothing this phone knows of. */
export const heldBack = (applications: readonly Application[], on: Day): HeldBack | undefined =>
  heldBackBy(applications, on)
