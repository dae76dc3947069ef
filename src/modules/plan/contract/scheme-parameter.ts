import type { Rate } from '#kernel/money'
import type { SchemeParameter } from './scheme.ts'
import { inBaseUnit } from './units.ts'

/** 当日参数 A parameter's value on a day, exact in its base unit, and the days it holds. */
export type ParameterOn = {
  readonly name: string
  readonly value: Rate
  /** As the file has it, `5%`, `500万元`. */
  readonly said: string
  readonly from: string
  /** The first day of the next value. */
  readonly until?: string
}

/** The value in force on a day; undefined before the first, or where the file is not sound. */
export function parameterOn({ name, values }: SchemeParameter, day: string): ParameterOn | undefined {
  const at = values.findLastIndex(({ from }) => from <= day)
  const found = values[at]
  const value = found && inBaseUnit(found.value, found.unit)
  if (!value) return undefined
  const until = values[at + 1]?.from
  const said = { name, value, said: `${found.value}${found.unit}`, from: found.from }
  return until === undefined ? said : { ...said, until }
}

/** Every day from which one of the parameters is another, once all of them have a value. */
export function daysOfChange(parameters: readonly SchemeParameter[]): readonly string[] {
  const start =
    parameters
      .map(({ values }) => String(values[0]?.from ?? ''))
      .toSorted()
      .at(-1) ?? ''
  const days = parameters.flatMap(({ values }) => values.map(({ from }) => String(from)))
  return [...new Set(days)].filter((day) => day >= start).sort()
}
