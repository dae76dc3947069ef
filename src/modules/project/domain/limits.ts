import type { Day } from '#kernel/day'
import { type Fen, fen, ZERO_FEN } from '#kernel/money'
import type { DepositKind } from '../contract/words.ts'
import type { ConfirmedClock } from './clocks.ts'

/** 法定限额 A share no contract may go beyond, in per cent. */
export type StatutoryLimit = {
  readonly code: 'supplement' | `${DepositKind}-deposit`
  readonly zh: string
  readonly en: string
  readonly percent: number
  /** Also before the county has confirmed it. */
  readonly binds: boolean
  readonly source: string
}

/** 法定限额表 As they are commonly told; the database holds the same rows as `project.statutory_limit` (tested). */
export const STATUTORY_LIMITS: readonly StatutoryLimit[] = [
  {
    code: 'supplement',
    zh: '补充合同累计占原合同金额',
    en: 'All supplements together, of the original contract',
    percent: 10,
    binds: true,
    source: '《政府采购法》第四十九条',
  },
  {
    code: 'performance-deposit',
    zh: '履约保证金占合同价',
    en: 'Performance deposit, of the contract value',
    percent: 10,
    binds: true,
    source: '《政府采购法实施条例》第四十八条',
  },
  {
    code: 'warranty-deposit',
    zh: '质量保证金占合同价（建设工程）',
    en: 'Warranty deposit, of the contract value (works)',
    percent: 3,
    binds: false,
    source: '《建设工程质量保证金管理办法》第七条',
  },
]

/** 有效限额 As the county has confirmed it for contracts of that day, else as commonly told. */
export type HeldLimit = StatutoryLimit & { readonly certain: boolean }

export function limitOn(limit: StatutoryLimit, confirmed: readonly ConfirmedClock[], signed: Day): HeldLimit {
  const own = confirmed
    .filter(
      ({ code, unit, inForceFrom }) => code === limit.code && unit === 'percent' && inForceFrom <= signed,
    )
    .at(-1)
  return own === undefined
    ? { ...limit, certain: false }
    : { ...limit, percent: own.amount, source: own.source, binds: true, certain: true }
}

/** What a limit allows of an amount, cut down to the fen. */
export const mostOf = ({ percent }: Pick<StatutoryLimit, 'percent'>, amount: Fen): Fen =>
  fen((amount * BigInt(percent)) / 100n)

/**
 * 追加合计 What the versions of a contract added to the one before, together; a version that takes away does not make room
 * for another, since each supplement counts.
 */
export function addedBy(amounts: readonly Fen[]): Fen {
  let added = ZERO_FEN
  for (const [i, amount] of amounts.entries()) {
    const before = amounts[i - 1]
    if (before !== undefined && amount > before) added = fen(added + amount - before)
  }
  return added
}
