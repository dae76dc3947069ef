import type { AnswerOf } from '#kernel/endpoint'
import { compareRates, formatYuan, rate, ZERO_FEN } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { fundRefusals, type Tried, type tryBudget, type WhatIf } from '../contract/index.ts'
import { type AccountSum, accountSums } from '../db/journal.ts'
import type { Band } from '../domain/bands.ts'
import { categoryIn, placeRefusals, type Source } from '../domain/fund-plan.ts'
import { type After, type Before, triedBand, tryMoves } from '../domain/what-if.ts'
import { actingOf, sourcesOf } from './acting.ts'
import { ALLOCATED, bandsOf, byCategory, wholeOf } from './hold-bands.ts'
import { shareText } from './read-fund.ts'

/** 预算试算 Nothing is done: what allocations, withdrawals or other bands would make of every source. */
export async function tryBudgetIn(
  call: Call<typeof tryBudget, 'fund'>,
): Promise<Outcome<AnswerOf<typeof tryBudget>>> {
  const acting = actingOf(call)
  const sources = await sourcesOf(acting)
  const { moves, bands } = call.body
  const wrong = [
    ...moves.flatMap((move, i) => at(placeRefusals(sources, move), `/moves/${i}`)),
    ...bands.flatMap((band, i) => [
      ...at(placeRefusals(sources, band), `/bands/${i}`),
      ...(compareRates(rate(band.min), rate(band.max)) > 0 || compareRates(rate(band.max), rate('100%')) > 0
        ? [refusal(fundRefusals, 'fund.exception_order', {}, `/bands/${i}/max`)]
        : []),
    ]),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const sums = await accountSums(call.db, call.etown.id)
  const tried: Tried = { sources: [], problems: [] }
  for (const source of sources) {
    const before = beforeOf(source, sums, replaced(source.code, await bandsOf(acting, source), bands))
    const own = moves.filter((move) => move.source === source.code)
    const after = tryMoves(
      before,
      own.map(({ category, amount }) => ({ category, amount: toFen(amount) })),
    )
    tried.sources.push(viewOf(source, before, after))
    tried.problems.push(...after.troubles.map((trouble) => problemOf(source, trouble, before.bands)))
  }
  return granted(tried)
}

const at = (refusals: readonly Refusal[], pointer: string): readonly Refusal[] =>
  refusals.map((r) => ({ ...r, pointer: `${pointer}${r.pointer ?? ''}` }))

const replaced = (source: string, own: readonly Band[], asked: WhatIf['bands']): readonly Band[] =>
  own.map((band) => {
    const other = asked.find((b) => b.source === source && b.category === band.category)
    return other === undefined
      ? band
      : { category: band.category, min: rate(other.min), max: rate(other.max) }
  })

function beforeOf(source: Source, sums: readonly AccountSum[], bands: readonly Band[]): Before {
  const unallocated = sums.find((s) => s.source === source.code && s.account === 'unallocated')
  return {
    whole: wholeOf(source, sums),
    unallocated: unallocated?.amount ?? ZERO_FEN,
    allocated: byCategory(sums, source.code, ALLOCATED),
    available: byCategory(sums, source.code, ['available']),
    bands,
  }
}

const viewOf = (source: Source, before: Before, after: After): Tried['sources'][number] => ({
  code: source.code,
  name: source.name,
  unallocatedNow: fromFen(before.unallocated),
  unallocated: fromFen(after.unallocated),
  categories: source.categories.map(({ code, name }) => {
    const allocated = after.allocated.get(code) ?? ZERO_FEN
    const band = before.bands.find(({ category }) => category === code)
    const tried = band && triedBand(before.whole, band, allocated)
    return {
      code,
      name,
      allocatedNow: fromFen(before.allocated.get(code) ?? ZERO_FEN),
      allocated: fromFen(allocated),
      availableNow: fromFen(before.available.get(code) ?? ZERO_FEN),
      available: fromFen(after.available.get(code) ?? ZERO_FEN),
      ...(band &&
        tried && {
          band: {
            min: shareText(band.min),
            max: shareText(band.max),
            minAmount: fromFen(tried.min),
            maxAmount: fromFen(tried.max),
          },
          state: tried.state,
        }),
    }
  }),
})

function problemOf(
  source: Source,
  trouble: After['troubles'][number],
  bands: readonly Band[],
): Tried['problems'][number] {
  const category = categoryIn(source, trouble.category)?.name ?? trouble.category
  if (trouble.kind === 'short') {
    const said = refusal(fundRefusals, 'fund.what_if_short', {
      place: `${source.name} · ${category}`,
      lack: formatYuan(trouble.lack),
    })
    return { code: said.code, zh: said.zh, en: said.en }
  }
  const band = bands.find((b) => b.category === trouble.category)
  const share = band === undefined ? '' : shareText(trouble.kind === 'above' ? band.max : band.min)
  const said = refusal(fundRefusals, trouble.kind === 'above' ? 'fund.band_above' : 'fund.band_starves', {
    measure: '试算',
    category,
    share,
    limit: formatYuan(trouble.limit),
    amount: formatYuan(trouble.amount),
    lack: formatYuan(trouble.lack),
  })
  return { code: said.code, zh: said.zh, en: said.en }
}
