import { type Day, day, month, monthPeriod, type Period, yearOf, yearPeriod } from '#kernel/day'
import type { Every } from '../contract/words.ts'

const two = (n: number): string => String(n).padStart(2, '0')
/** The first day of the n-th month of a year, 0 for January; 12 is the next January. */
const firstOf = (year: number, n: number): Day =>
  n === 12 ? day(`${year + 1}-01-01`) : day(`${year}-${two(n + 1)}-01`)

const FORMS: Readonly<Record<Every, RegExp>> = {
  month: /^(20\d\d)-(0[1-9]|1[0-2])$/,
  quarter: /^(20\d\d)Q([1-4])$/,
  'half-year': /^(20\d\d)H([12])$/,
  year: /^(20\d\d)$/,
}
const MONTHS: Readonly<Record<Every, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** 报告期 `2026-10`, `2026Q3`, `2026H1`, `2026` as days, the last one not included; undefined where the code does not fit. */
export function periodOf(every: Every, code: string): Period | undefined {
  const found = FORMS[every].exec(code)
  if (found === null) return undefined
  const year = Number(found[1])
  if (every === 'year') return yearPeriod(year)
  if (every === 'month') return monthPeriod(month(code))
  const n = (Number(found[2]) - 1) * MONTHS[every]
  return { from: firstOf(year, n), until: firstOf(year, n + MONTHS[every]) }
}

const codeAt = (every: Every, year: number, n: number): string => {
  if (every === 'year') return String(year)
  if (every === 'month') return `${year}-${two(n + 1)}`
  return `${year}${every === 'quarter' ? 'Q' : 'H'}${n + 1}`
}

/** The newest periods that have begun, the newest first. */
export function recentCodes(every: Every, today: Day, count: number): readonly string[] {
  const span = 12 / MONTHS[every]
  let place = yearOf(today) * span + Math.floor((Number(today.slice(5, 7)) - 1) / MONTHS[every])
  const codes: string[] = []
  for (; codes.length < count; place -= 1) codes.push(codeAt(every, Math.floor(place / span), place % span))
  return codes
}

const QUARTERS = ['一', '二', '三', '四']

/** `2026年10月`, `2026年第三季度`, `2026年上半年`, `2026年`. */
export function periodText(code: string): string {
  const year = code.slice(0, 4)
  const rest = code.slice(4)
  if (rest.startsWith('Q')) return `${year}年第${QUARTERS[Number(rest.slice(1)) - 1]}季度`
  if (rest.startsWith('H')) return `${year}年${rest === 'H1' ? '上' : '下'}半年`
  return rest === '' ? `${year}年` : `${year}年${Number(rest.slice(1))}月`
}
