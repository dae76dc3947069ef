import { dimensionOf, inBaseUnit, type SchemeFact } from '#contract/plan'
import type { FactGiven, ListText } from './award-receipt.ts'
import { exactText } from './exact.ts'

const NUMBER = /^\s*([\d,]+(?:\.\d+)?(?:\/\d+)?)\s*(\D*?)\s*$/

/** `612.5万元`, `90日`, `3.45%` in the base unit of `unit`; a number alone is in `unit` itself. */
function numberOf(text: string, unit: string): string | undefined {
  const [, digits = '', said = ''] = NUMBER.exec(text) ?? []
  const own = said === '' ? unit : said
  if (digits === '' || dimensionOf(own) !== dimensionOf(unit)) return undefined
  const value = inBaseUnit(digits.replaceAll(',', ''), own)
  return value && exactText(value)
}

/** `0.80元 × 300` */
function lineOf(text: string, unit: string): readonly [string, string] | undefined {
  const [amount = '', count = '1', ...more] = text.split('×').map((part) => part.trim())
  const value = numberOf(amount, unit)
  return more.length > 0 || value === undefined || !/^[1-9]\d{0,12}$/.test(count) ? undefined : [value, count]
}

function listOf(lines: readonly string[], unit: string): ListText | undefined {
  const list = lines.map((line) => lineOf(line, unit))
  const read = list.flatMap((each) => (each ? [each] : []))
  return read.length === list.length ? read : undefined
}

/** 读取事实 A fact as people write it; undefined when it cannot be read. `未知` is null. */
export function factOf(fact: SchemeFact, said: string | readonly string[]): FactGiven['value'] | undefined {
  if (said === '未知') return null
  if (fact.kind === '明细') return listOf(typeof said === 'string' ? [said] : said, fact.unit)
  if (typeof said !== 'string') return undefined
  return fact.kind === '数值' ? numberOf(said, fact.unit) : said
}
