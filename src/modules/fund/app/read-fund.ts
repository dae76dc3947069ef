import type { AnswerOf } from '#kernel/endpoint'
import { addFen, addRates, applyRate, type Fen, fen, formatPercent, rate, ZERO_FEN } from '#kernel/money'
import { granted, type Outcome } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import type { Account, CategorySums, readFund, SourceSums } from '../contract/index.ts'
import { type ExceptionRow, exceptionsOf } from '../db/exceptions.ts'
import { type AccountSum, accountSums } from '../db/journal.ts'
import { withdrawalsOf } from '../db/withdrawals.ts'
import { carriedOf, closedYears } from '../db/years.ts'
import { type Band, bandStateOf } from '../domain/bands.ts'
import { type Category, type Source, UNDIVIDED } from '../domain/fund-plan.ts'
import { actingOf, sourcesOf } from './acting.ts'
import { closedYearView } from './close-year.ts'
import { exceptionView } from './exceptions.ts'
import { bandsOf, wholeOf } from './hold-bands.ts'
import { namesIn } from './names.ts'
import { withdrawalView } from './withdraw.ts'

/** 资金在哪里 Every source of the plan, and every one the journal knows, with what stands in its accounts. */
export async function readFundIn(
  call: Call<typeof readFund, 'fund'>,
): Promise<Outcome<AnswerOf<typeof readFund>>> {
  const acting = actingOf(call)
  const planned = await sourcesOf(acting)
  const sums = await accountSums(call.db, call.etown.id)
  const exceptions = await exceptionsOf(call.db, call.etown.id)
  const sources = [...planned, ...formerSources(planned, sums)]
  const views: SourceSums[] = []
  for (const source of sources)
    views.push(sourceView(source, sums, await bandsOf(acting, source), exceptions))
  const names = namesIn(sources)
  const carried = await carriedOf(call.db, call.etown.id)
  return granted({
    asOf: call.now.toISOString(),
    sources: views,
    exceptions: exceptions.map((row) => exceptionView(row, names)),
    withdrawals: (await withdrawalsOf(call.db, call.etown.id)).map((row) => withdrawalView(row, names)),
    closedYears: (await closedYears(call.db, call.etown.id)).map((row) =>
      closedYearView(
        row,
        carried.filter(({ year }) => year === row.year),
      ),
    ),
  })
}

/** A later version of the plan may drop a source; its money does not vanish with it. */
const formerSources = (planned: readonly Source[], sums: readonly AccountSum[]): readonly Source[] =>
  [...new Set(sums.map(({ source }) => source))]
    .filter((code) => !planned.some((source) => source.code === code))
    .map((code) => ({ code, name: code, clause: undefined, planned: ZERO_FEN, categories: [UNDIVIDED] }))

const held = (sums: readonly AccountSum[], account: Account): Fen =>
  addFen(...sums.filter((sum) => sum.account === account).map(({ amount }) => amount))

function accountsOf(sums: readonly AccountSum[]) {
  const [available, reserved, committed, paid] = [
    held(sums, 'available'),
    held(sums, 'reserved'),
    held(sums, 'committed'),
    held(sums, 'paid'),
  ]
  return { available, reserved, committed, paid, allocated: addFen(available, reserved, committed, paid) }
}

const onTheWire = (amounts: ReturnType<typeof accountsOf>) => ({
  available: fromFen(amounts.available),
  reserved: fromFen(amounts.reserved),
  committed: fromFen(amounts.committed),
  paid: fromFen(amounts.paid),
  allocated: fromFen(amounts.allocated),
})

function sourceView(
  source: Source,
  all: readonly AccountSum[],
  bands: readonly Band[],
  exceptions: readonly ExceptionRow[],
): SourceSums {
  const sums = all.filter((sum) => sum.source === source.code)
  const whole = wholeOf(source, all)
  return {
    code: source.code,
    name: source.name,
    ...(source.clause === undefined ? {} : { clause: source.clause }),
    planned: fromFen(source.planned),
    arrived: fromFen(fen(-held(sums, 'outside'))),
    unallocated: fromFen(held(sums, 'unallocated')),
    ...onTheWire(accountsOf(sums)),
    categories: source.categories.map((category) => {
      const own = sums.filter((sum) => sum.category === category.code)
      const band = bands.find((b) => b.category === category.code)
      const excepted = exceptions.some(
        (e) => e.approved_by !== null && e.source === source.code && e.category === category.code,
      )
      return categoryView(category, own, whole, band, excepted)
    }),
  }
}

function categoryView(
  category: Category,
  sums: readonly AccountSum[],
  whole: Fen,
  band: Band | undefined,
  excepted: boolean,
): CategorySums {
  const amounts = accountsOf(sums)
  const { code, name, clause, scope } = category
  const view = {
    code,
    name,
    scope: [...scope],
    ...(clause === undefined ? {} : { clause }),
    ...onTheWire(amounts),
  }
  if (band === undefined || category.band === undefined) return view
  return {
    ...view,
    band: {
      min: shareText(band.min),
      max: shareText(band.max),
      minAmount: fromFen(applyRate(whole, band.min, 'up')),
      maxAmount: fromFen(applyRate(whole, band.max, 'down')),
      force: category.band.force,
      excepted,
      allocated: bandStateOf(whole, band, amounts.allocated),
      spent: bandStateOf(whole, band, amounts.paid),
    },
  }
}

/** `40%`, `33.5%`: shares have at most two decimals. */
export const shareText = (share: Band['min']): string =>
  formatPercent(addRates(share, rate('0'))).replace(/\.?0+%$/, '%')
