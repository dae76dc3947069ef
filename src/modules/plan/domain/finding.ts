import { type Refusal, type RefusalValues, refusal } from '#kernel/refusal'
import { planFileRefusals } from '../contract/refusals.ts'

/** 位置 A place in a plan file, both counted from 1. */
export type Place = { readonly line: number; readonly col: number }

/** Place of every field and list item of a file, by JSON pointer (RFC 6901); '' is the file's beginning. */
export type Places = ReadonlyMap<string, Place>

export type FindingCode = keyof typeof planFileRefusals & string

/** 问题 One fault of a plan file: which, with which values, in which field. */
export type Finding = {
  readonly code: FindingCode
  readonly pointer: string
  readonly values?: RefusalValues
}

export const finding = (code: FindingCode, pointer: string, values: RefusalValues = {}): Finding => ({
  code,
  pointer,
  values,
})

/** A finding with its sentence and its place in the file. */
export type PlanProblem = Place & { readonly refusal: Refusal }

export const pointerTo = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The place of a field; of the nearest thing around it where the field itself is missing. */
export function placeOf(places: Places, pointer: string): Place {
  const place = places.get(pointer)
  if (place) return place
  return pointer === '' ? { line: 1, col: 1 } : placeOf(places, pointer.slice(0, pointer.lastIndexOf('/')))
}

export const problemOf = (places: Places, { code, pointer, values }: Finding): PlanProblem => ({
  ...placeOf(places, pointer),
  refusal: refusal(planFileRefusals, code, values, pointer),
})

export const inFileOrder = (a: PlanProblem, b: PlanProblem): number => a.line - b.line || a.col - b.col
