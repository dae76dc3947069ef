/** The own keys of a table of words, typed as they are, in the order they were written. */
export const keysOf = <T extends object>(words: T): readonly (keyof T & string)[] =>
  Object.keys(words).filter((key): key is keyof T & string => Object.hasOwn(words, key))

/** Text that a constraint of the database holds to the keys of a table of words. Throws RangeError otherwise: a bug. */
export function keyIn<T extends object>(words: T, text: string): keyof T & string {
  const key = keysOf(words).find((k) => k === text)
  if (key === undefined) throw new RangeError(`no such word: ${text}`)
  return key
}
