import { fen, formatPercent, formatYuan, type Rate } from '#kernel/money'
import type { Board } from './read-board.ts'

type Target = Board['targets'][number]
type WireRate = NonNullable<Target['margin']>

const rateOf = ({ num, den }: WireRate): Rate => ({ num: BigInt(num), den: BigInt(den) })

/** A value as it is read in a table: `¥20,000.00`, `25.00%`, `12`; cut down, as on the screen. */
export function valueText(value: WireRate, dimension: Target['dimension']): string {
  const rate = rateOf(value)
  const whole = rate.num / rate.den
  if (dimension === 'money') return formatYuan(fen(whole))
  if (dimension === 'ratio') return formatPercent(rate)
  if (dimension === 'points') return formatPercent(rate).replace('%', ' 个百分点')
  return String(whole)
}

/** 来历 How a value came about: the two kinds must never look alike, in a file neither. */
export const ORIGINS = { computed: '逐行算出', typed: '录入数' } as const
