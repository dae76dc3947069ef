import { FIELDS, type Field, type MappingForm, type Platform, STAGES, type Stage } from '#contract/market'

/** What the form holds: a choice that is empty was not made. */
export type MappingValues = {
  readonly columns?: Readonly<Partial<Record<Field, string>>>
  /** By the place of the status in the list that was shown: `s0`. */
  readonly stages?: Readonly<Record<string, string>>
}

type Before = Pick<MappingForm, 'columns' | 'statuses'> | undefined

/** The mapping as it is saved: a new one replaces the one before it, so what that said and nobody changed is in it. */
export function mappingOf(
  platform: Platform,
  before: Before,
  { columns = {}, stages = {} }: MappingValues,
  statuses: readonly string[],
): MappingForm {
  const chosen: Partial<Record<Field, string>> = {}
  for (const field of FIELDS) {
    const title = columns[field] ?? before?.columns[field]
    if (title !== undefined && title !== '') chosen[field] = title
  }
  const meant: Record<string, Stage> = { ...before?.statuses }
  statuses.forEach((text, i) => {
    const stage = STAGES.find((known) => known === stages[`s${i}`])
    if (stage !== undefined) meant[text] = stage
  })
  return { platform, columns: chosen, statuses: meant }
}
