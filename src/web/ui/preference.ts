import { useSyncExternalStore } from 'react'

/** Preferences of this browser, never of the account: unit of money, columns, language. No personal data. */
const listeners = new Set<() => void>()
const PREFIX = 'ezhen.'
/** Where the browser forbids storage a preference lasts as long as the page. */
const fallback = new Map<string, string>()

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined
  } catch {
    return fallback.get(name)
  }
}

export function prefer(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value)
  } catch {
    fallback.set(name, value)
  }
  for (const tell of listeners) tell()
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  addEventListener('storage', tell)
  return () => {
    listeners.delete(tell)
    removeEventListener('storage', tell)
  }
}

/** The stored text of a preference, and how to set it. */
export function usePreference(name: string): readonly [string | undefined, (value: string) => void] {
  const value = useSyncExternalStore(listen, () => read(name))
  return [value, (next) => prefer(name, next)]
}

/** A preference that is one of a few words; anything else stored counts as the first. */
export function useChoice<T extends string>(
  name: string,
  choices: readonly [T, ...T[]],
): readonly [T, (value: T) => void] {
  const [stored, set] = usePreference(name)
  return [choices.find((c) => c === stored) ?? choices[0], set]
}
