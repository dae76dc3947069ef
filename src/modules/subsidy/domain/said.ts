import type { Measure } from '#contract/plan'
import { fen, formatYuan } from '#kernel/money'
import { type Exact, exactText } from './exact.ts'

const UNITS: Readonly<Partial<Record<Measure['is'], string>>> = {
  people: '名',
  visits: '人次',
  times: '次',
  area: '平方米',
  minutes: '分钟',
  months: '个月',
  days: '日',
  'working-days': '个工作日',
  points: '个百分点',
}

const MOST_DIGITS = 10

/** value / 10^shift with as many digits as it needs; a fraction where ten are not enough. */
function decimal({ num, den }: Exact, shift: bigint): string {
  const bottom = den * 10n ** shift
  const whole = num / bottom
  let left = num % bottom
  let part = ''
  while (left > 0n && part.length < MOST_DIGITS) {
    left *= 10n
    part += (left / bottom).toString()
    left %= bottom
  }
  if (left > 0n) return exactText({ num, den: bottom })
  return part === '' ? whole.toString() : `${whole}.${part}`
}

/** 说法 A number as a clerk writes it: `¥56,172.84`, `¥56172.839`, `5%`, `12个月`. */
export function saidAs(value: Exact, is: Measure['is'], unit = ''): string {
  if (is === 'money') return value.den === 1n ? formatYuan(fen(value.num)) : `¥${decimal(value, 2n)}`
  if (is === 'dollars') return `${decimal(value, 2n)}美元`
  if (is === 'ratio') return `${decimal({ num: value.num * 100n, den: value.den }, 0n)}%`
  return `${decimal(value, 0n)}${UNITS[is] ?? unit}`
}
