/** The own keys of a table of words, typed as they are, in the order they were written. */
export const keysOf = <T extends object>(words: T): readonly (keyof T & string)[] =>
  Object.keys(words).filter((key): key is keyof T & string => Object.hasOwn(words, key))
