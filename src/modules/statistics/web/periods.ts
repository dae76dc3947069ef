import { addDays, type Month, type Period, yearOf, yearPeriod } from '#kernel/day'
import { dayText } from '#web/ui/DayText.tsx'
import type { Language } from '#web/ui/words.ts'

/** `2023年`, `2023年1月1日至10月31日` as people say it: with the last day, not the one after. */
export function periodText({ from, until }: Period, language: Language): string {
  const year = yearPeriod(yearOf(from))
  if (from === year.from && until === year.until)
    return language === 'zh' ? `${yearOf(from)}年` : `${yearOf(from)}`
  const end = addDays(until, -1)
  const [first, last] = [dayText(from, language), dayText(end, language)]
  if (language === 'en') return `${first} to ${last}`
  return yearOf(from) === yearOf(end) ? `${first}至${last.replace(/^\d+年/, '')}` : `${first}至${last}`
}

/** `2023年8月`. */
export const monthText = (month: Month, language: Language): string =>
  language === 'zh' ? `${yearOf(month)}年${Number(month.slice(5))}月` : month

/** The part of an address that names a period. */
export const periodQuery = ({ from, until }: Period): string => `from=${from}&until=${until}`
