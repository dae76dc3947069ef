import { type Fields, isFields } from '../../../kernel/fields.ts'
import { pointerTo } from './finding.ts'

type Found = { readonly pointer: string; readonly value: unknown }

/** A value and everything inside it, each with its JSON pointer. */
function* everythingIn(value: unknown, pointer = ''): Generator<Found> {
  yield { pointer, value }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* everythingIn(item, pointerTo(pointer, i))
  } else if (isFields(value)) {
    for (const [key, field] of Object.entries(value)) yield* everythingIn(field, pointerTo(pointer, key))
  }
}

/** Every mapping inside a value, itself included. */
export const mappingsIn = (value: unknown): readonly { pointer: string; fields: Fields }[] =>
  [...everythingIn(value)].flatMap((found) =>
    isFields(found.value) ? [{ pointer: found.pointer, fields: found.value }] : [],
  )

/** Every list of mappings inside a value. */
export const listsIn = (value: unknown): readonly { pointer: string; items: readonly Fields[] }[] =>
  [...everythingIn(value)].flatMap((found) =>
    Array.isArray(found.value) && found.value.every(isFields)
      ? [{ pointer: found.pointer, items: found.value }]
      : [],
  )

/** The texts of a field: itself, or those of a list; none when it is absent or something else. */
export const textsOf = (field: unknown): readonly string[] =>
  typeof field === 'string'
    ? [field]
    : Array.isArray(field)
      ? field.filter((item) => typeof item === 'string')
      : []
