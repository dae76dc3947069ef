import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import { headerName, statusName } from './header-name.ts'
import type { Stage } from './order-line.ts'
import { FIELD_NAMES, FIELDS, type Field, type Profile } from './profile.ts'

/** 列对应 What an e-town said of columns and statuses that the built-in profile does not know. Numbered, never edited. */
export type Mapping = {
  readonly number: number
  /** Header as it stands in the file, by what it is. */
  readonly columns: Readonly<Partial<Record<Field, string>>>
  readonly statuses: Readonly<Record<string, Stage>>
}

/** The base profile with the mapping's words in front. Refuses personal columns and one column in two places. */
export function mappedProfile(base: Profile, mapping: Mapping): Outcome<Profile> {
  const taken = new Map<string, Field>()
  const columns: Partial<Record<Field, readonly string[]>> = { ...base.columns }
  const problems = FIELDS.flatMap((field) => {
    const title = mapping.columns[field]
    if (title === undefined) return []
    const name = headerName(title)
    const other = taken.get(name)
    taken.set(name, field)
    columns[field] = [name, ...(base.columns[field] ?? [])]
    return problemsOf(base, title, field, other)
  })
  if (problems.length > 0) return refused(...problems)
  for (const field of FIELDS) {
    const own = columns[field]
    if (own) columns[field] = own.filter((name) => (taken.get(name) ?? field) === field)
  }
  const statuses = Object.entries(mapping.statuses).map(([text, stage]) => [statusName(text), stage] as const)
  return granted({
    ...base,
    version: `${base.version}+m${mapping.number}`,
    columns,
    statuses: { ...base.statuses, ...Object.fromEntries(statuses) },
  })
}

function problemsOf(base: Profile, column: string, field: Field, other: Field | undefined) {
  const pointer = `/columns/${field}`
  const named = FIELD_NAMES[field].zh
  if (base.personal.includes(headerName(column))) {
    return [refusal(fileRefusals, 'market.mapping_personal', { column, field: named }, pointer)]
  }
  if (other === undefined) return []
  const values = { column, first: FIELD_NAMES[other].zh, second: named }
  return [refusal(fileRefusals, 'market.mapping_twice', values, pointer)]
}
