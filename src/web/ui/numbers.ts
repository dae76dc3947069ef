import type { Language } from './words.ts'

const locale = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en')

/** `12,345`; with `short` `1.23万` or `1.2亿` in Chinese, `12.3K` in English. To be shown, never to be added. */
export function countText(n: number | bigint, language: Language, short = false): string {
  const style: Intl.NumberFormatOptions = short ? { notation: 'compact', maximumFractionDigits: 2 } : {}
  return new Intl.NumberFormat(locale(language), style).format(n)
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** `3.4 MB`: bytes by 1024, as the platform's limits count them. */
export function sizeText(bytes: number): string {
  const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1)
  return `${Number((bytes / 1024 ** step).toFixed(1))} ${UNITS[step]}`
}

/** `63%`: for progress only, rounded down so that 100 % means all. */
export const shareText = (share: number): string => `${Math.floor(share * 100)}%`
