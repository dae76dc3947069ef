import type { z } from 'zod'
import type { zExactRate } from '#contract/statistics'
import { type Fen, fen, formatPercent, formatWan, formatYuan, type Rate, ratioOf } from '#kernel/money'
import { Money, useMoneyUnit } from '#web/ui/Money.tsx'
import { countText } from '#web/ui/numbers.ts'
import { type Language, useLanguage } from '#web/ui/words.ts'

export type WireRate = z.output<typeof zExactRate>
export type Written = { readonly dimension: 'money' | 'ratio' | 'points' | 'number'; readonly unit: string }

export const rateOf = ({ num, den }: WireRate): Rate =>
  ratioOf(BigInt(num), BigInt(den)) ?? { num: 0n, den: 1n }

/** For drawing only: a bar needs no exactness. */
export const drawn = (rate: WireRate): number => Number(rate.num) / Number(rate.den)

/** Whole fen, cut down: a target is never shown as reached before it is. */
const wholeFen = ({ num, den }: Rate): Fen => fen(num / den)

/** At most two decimals, cut down. */
function numberText({ num, den }: Rate, language: Language): string {
  const cents = (num * 100n) / den
  const whole = countText(cents / 100n, language)
  const rest = (cents < 0n ? -cents : cents) % 100n
  return rest === 0n ? whole : `${whole}.${rest.toString().padStart(2, '0').replace(/0$/, '')}`
}

/** A value as it is read aloud, with its unit: `¥20,000,000.00`, `25.00%`, `5.00 个百分点`, `12 家`. */
export function valueText(value: WireRate, written: Written, language: Language, wan = false): string {
  const rate = rateOf(value)
  switch (written.dimension) {
    case 'money':
      return wan ? formatWan(wholeFen(rate)) : formatYuan(wholeFen(rate))
    case 'ratio':
      return formatPercent(rate)
    case 'points':
      return formatPercent(rate).replace('%', language === 'zh' ? ' 个百分点' : ' points')
    case 'number':
      return `${numberText(rate, language)} ${written.unit}`
  }
}

/** valueText in the unit of money and the language the reader prefers. */
export function useValueText(): (value: WireRate, written: Written) => string {
  const [language] = useLanguage()
  const [money] = useMoneyUnit()
  return (value, written) => valueText(value, written, language, money === 'wan')
}

export function Value({ value, written }: { readonly value: WireRate; readonly written: Written }) {
  const text = useValueText()
  if (written.dimension === 'money') return <Money fen={wholeFen(rateOf(value))} />
  return <span className="number">{text(value, written)}</span>
}

/** A sum that came as digits. */
export const whole = (digits: string): WireRate => ({ num: digits, den: '1' })
