import { headerName } from './header-name.ts'
import { FIELDS, type Field, type Profile } from './profile.ts'

/** 表头 Where a file's columns stand, found once per file by its header row. */
export type Layout = {
  readonly profile: Profile
  /** The header as written, by column. */
  readonly titles: readonly string[]
  readonly at: Readonly<Partial<Record<Field, number>>>
  /** The columns to read, ascending; the first column is always among them, for summary rows. */
  readonly wanted: readonly number[]
  readonly personal: readonly string[]
  readonly unknown: readonly string[]
}

function placesOf(header: readonly string[], profile: Profile): Partial<Record<Field, number>> {
  const names = header.map(headerName)
  const at: Partial<Record<Field, number>> = {}
  for (const field of FIELDS) {
    for (const alias of profile.columns[field] ?? []) {
      const column = names.indexOf(alias)
      if (column < 0) continue
      at[field] = column
      break
    }
  }
  return at
}

export const missingFields = (header: readonly string[], profile: Profile): readonly Field[] => {
  const at = placesOf(header, profile)
  return profile.required.filter((field) => at[field] === undefined)
}

/** The layout if this row is the profile's header, else undefined. */
export function layoutOf(header: readonly string[], profile: Profile): Layout | undefined {
  const at = placesOf(header, profile)
  if (profile.required.some((field) => at[field] === undefined)) return undefined
  const aliases = new Set(Object.values(profile.columns).flat())
  const personal = new Set(profile.personal)
  const unused = new Set(profile.unused)
  const titles = header.map((title) => title.replace(/\p{Cc}+/gu, ' ').trim())
  const named = (keep: (name: string) => boolean) =>
    titles.filter((title) => headerName(title) !== '' && keep(headerName(title)))
  return {
    profile,
    titles,
    at,
    wanted: [...new Set([0, ...Object.values(at)])].sort((a, b) => a - b),
    personal: named((name) => personal.has(name)),
    unknown: named((name) => !aliases.has(name) && !personal.has(name) && !unused.has(name)),
  }
}
