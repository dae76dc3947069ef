import type { TargetView } from '#contract/plan'
import { addDays, type Day } from '#kernel/day'
import { dayText } from '#web/ui/DayText.tsx'
import type { Language } from '#web/ui/words.ts'
import type { planWords } from './plan-words.ts'

type Words = (typeof planWords)['zh']

/** `12,345.5`; a fraction stays as it is written. The number is exact text and never becomes a float. */
export function exactText(value: string): string {
  const [whole = '', ...rest] = value.split('.')
  if (!/^-?\d+$/.test(whole)) return value
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

/** `≥ 2,000 万元`, `60%`. */
const withUnit = (value: string, unit: string): string =>
  unit === '%' ? `${exactText(value)}%` : `${exactText(value)} ${unit}`

/** 要求 What a target demands in one line: `比临汾市平均增速高 ≥ 2 百分点`. */
export function requirementText(target: TargetView, w: Words): string {
  const { op, value = '', min = '', max = '', unit, against } = target
  const bare =
    op === 'range' ? w.range(exactText(min), exactText(max), unit) : `${op} ${withUnit(value, unit)}`
  const names = against?.names.join('、') ?? ''
  switch (against?.kind) {
    case 'city-average-growth':
      return w.againstCity(names, bare)
    case 'share-of':
      return w.shareOf(names, bare)
    case 'funds':
      return w.timesFunds(names, bare)
    case undefined:
      return bare
  }
}

/** `2022年7月1日至2022年12月31日`: people read the last day, not the first one after it. */
export const spanText = (
  { from, until }: { readonly from: Day; readonly until: Day },
  w: Words,
  language: Language,
): string => w.span(dayText(from, language), dayText(addDays(until, -1), language))
