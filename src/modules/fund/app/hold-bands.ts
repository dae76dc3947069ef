import { type Fen, fen, formatYuan, rate, ZERO_FEN } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { fundRefusals } from '../contract/index.ts'
import { exceptionsOf } from '../db/exceptions.ts'
import { type AccountSum, accountSums } from '../db/journal.ts'
import { type Amounts, type Band, bandTroubles, mostOf, widened } from '../domain/bands.ts'
import { categoryIn, type Source } from '../domain/fund-plan.ts'
import type { Acting } from './acting.ts'

/** The bands of a source as approved exceptions widen them. */
export async function bandsOf(
  { db, etown }: Pick<Acting, 'db' | 'etown'>,
  source: Source,
): Promise<readonly Band[]> {
  const exceptions = (await exceptionsOf(db, etown))
    .filter((e) => e.approved_by !== null && e.source === source.code)
    .map((e) => ({ category: e.category, min: rate(e.min_share), max: rate(e.max_share) }))
  return source.categories.flatMap(({ code, band }) =>
    band === undefined
      ? []
      : [widened({ category: code, min: rate(band.min), max: rate(band.max) }, exceptions)],
  )
}

/** 计算基数 What shares are taken of: what the plan promises, or what arrived if that is more. */
export function wholeOf(source: Source, sums: readonly AccountSum[]): Fen {
  const outside = sums.find((s) => s.source === source.code && s.account === 'outside')?.amount ?? ZERO_FEN
  const arrived = fen(-outside)
  return mostOf(arrived, source.planned)
}

export const SPENT = ['paid'] as const
export const ALLOCATED = ['available', 'reserved', 'committed', 'paid'] as const

/** Sums of these accounts by category of one source. */
export function byCategory(
  sums: readonly AccountSum[],
  source: string,
  accounts: readonly AccountSum['account'][],
): Amounts {
  const amounts = new Map<string, Fen>()
  for (const sum of sums) {
    if (sum.source !== source || sum.category === null || !accounts.includes(sum.account)) continue
    amounts.set(sum.category, fen((amounts.get(sum.category) ?? ZERO_FEN) + sum.amount))
  }
  return amounts
}

/**
 * 占比把关 Holds the bands on what is allocated or spent. Call it under the lock of the source's pool: two people must not
 * each see what the other leaves.
 */
export async function bandRefusals(
  acting: Acting,
  source: Source,
  add: { readonly category: string; readonly more: Fen },
  measure: 'allocated' | 'spent',
): Promise<readonly Refusal[]> {
  const sums = await accountSums(acting.db, acting.etown)
  const amounts = byCategory(sums, source.code, measure === 'spent' ? SPENT : ALLOCATED)
  const bands = await bandsOf(acting, source)
  return bandTroubles(wholeOf(source, sums), bands, amounts, add).map((trouble) => {
    const { kind, category, limit, amount, lack } = trouble
    const band = categoryIn(source, category)?.band
    const values = {
      measure: measure === 'spent' ? '支付' : '分配',
      category: categoryIn(source, category)?.name ?? category,
      share: (kind === 'above' ? band?.max : band?.min) ?? '',
      limit: formatYuan(limit),
      amount: formatYuan(amount),
      lack: formatYuan(lack),
    }
    const code = kind === 'above' ? 'fund.band_above' : 'fund.band_starves'
    return refusal(fundRefusals, code, values, '/amount')
  })
}
