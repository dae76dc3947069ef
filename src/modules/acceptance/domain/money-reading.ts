import type { PlanFile } from '#contract/plan'
import type { Period } from '#kernel/day'
import {
  addFen,
  compareRates,
  type Fen,
  fen,
  formatPercent,
  formatWan,
  parseRate,
  ratioOf,
  subFen,
} from '#kernel/money'
import type { Reading } from '../contract/shapes.ts'

/** 账户余额 What stands in an account of the journal. */
type Standing = {
  readonly source: string
  readonly category: string | null
  readonly account: string
  readonly amount: Fen
}

const UNITS: Readonly<Record<string, bigint>> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n }

function plannedFen({ value, unit }: { readonly value: string; readonly unit: string }): Fen {
  const rate = parseRate(value)
  return fen(rate === undefined ? 0n : (rate.num * (UNITS[unit] ?? 100n)) / rate.den)
}

/** 资金读数 What the journal says of a source or a share of the plan; undefined for an item that is no money. */
export function moneyReading(
  code: string,
  funds: PlanFile['funds'],
  standing: readonly Standing[],
  { from, until }: Period,
): Reading | undefined {
  const said = sourceReading(code, funds, standing) ?? shareReading(code, funds, standing)
  return said && { from, until, typed: false, ...said }
}

type Said = Pick<Reading, 'verdict' | 'actual' | 'gap'>

function sourceReading(
  code: string,
  { sources }: PlanFile['funds'],
  standing: readonly Standing[],
): Said | undefined {
  const source = sources.find((one) => `fund-source.${one.code}` === code)
  if (source === undefined) return undefined
  const outside = standing.filter((one) => one.source === source.code && one.account === 'outside')
  if (outside.length === 0)
    return {
      verdict: 'unknown',
      gap: '没有数据：资金分录里还没有这笔资金的到账。请由财政部门登记到账并附文件。',
    }
  const planned = plannedFen(source)
  const arrived = fen(-addFen(...outside.map(({ amount }) => amount)))
  const actual = `到账 ${formatWan(arrived)}`
  if (arrived >= planned) return { verdict: 'met', actual }
  const gap = `未足额：方案定${formatWan(planned)}，到账${formatWan(arrived)}，还差${formatWan(subFen(planned, arrived))}。`
  return { verdict: 'not-met', actual, gap }
}

const HELD = ['available', 'reserved', 'committed', 'paid']

function shareReading(
  code: string,
  { sources, categories }: PlanFile['funds'],
  standing: readonly Standing[],
): Said | undefined {
  const category = categories.find((one) => `fund-category.${one.code}` === code)
  const source = sources.find((one) => one.code === category?.source)
  if (category === undefined || source === undefined) return undefined
  const held = standing.filter(
    (one) => one.source === source.code && one.category === category.code && HELD.includes(one.account),
  )
  const [allocated, paid] = [held, held.filter(({ account }) => account === 'paid')].map((list) =>
    addFen(...list.map(({ amount }) => amount)),
  )
  const share = ratioOf(allocated ?? 0n, plannedFen(source))
  if (held.length === 0 || share === undefined)
    return { verdict: 'unknown', gap: '没有数据：还没有资金分配到这一类别。' }
  const [min, max] = [parseRate(category.min), parseRate(category.max)]
  const inside =
    min !== undefined && max !== undefined && compareRates(share, min) >= 0 && compareRates(share, max) <= 0
  const actual = `已分配 ${formatWan(fen(allocated ?? 0n))}（占 ${formatPercent(share)}），已支付 ${formatWan(fen(paid ?? 0n))}`
  if (inside) return { verdict: 'met', actual }
  return {
    verdict: 'not-met',
    actual,
    gap: `占比${formatPercent(share)}，不在方案的${category.min}–${category.max}之内${category.force === 'in-principle' ? '（原文为“原则上”，须有经审定的例外）' : ''}。`,
  }
}
