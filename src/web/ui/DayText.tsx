import { type Day, formatDay } from '#kernel/day'
import { type Language, useLanguage } from './words.ts'

const english = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

export const dayText = (day: Day, language: Language): string =>
  language === 'zh' ? formatDay(day) : english.format(new Date(`${day}T00:00:00Z`))

const STYLE: Intl.DateTimeFormatOptions = {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}

/** `2026年11月22日 16:05`, always the clock of China wherever the reader sits. */
export const instantText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', STYLE).format(new Date(instant))

/** `2026年11月22日`. */
export function DayText({ day }: { readonly day: Day }) {
  const [language] = useLanguage()
  return <time dateTime={day}>{dayText(day, language)}</time>
}

/** @param instant with its offset, as zInstant carries it */
export function InstantText({ instant }: { readonly instant: string }) {
  const [language] = useLanguage()
  return <time dateTime={instant}>{instantText(instant, language)}</time>
}
