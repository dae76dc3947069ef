import type { Scheme } from '#contract/plan'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import { partiesOf } from '#party'
import type { Call } from '../../../platform/http/route.ts'
import { subsidyRefusals, type whatIf } from '../contract/index.ts'
import { receiptsInRound } from '../db/receipts.ts'
import { roundOf } from '../db/rounds.ts'
import { evaluate } from '../domain/compute.ts'
import { type Claim, type Shared, shareOut } from '../domain/pool.ts'
import { type Rule, readyRule } from '../domain/rule.ts'
import { wayIn } from '../domain/way.ts'
import { computeAll, isRanked } from '../domain/whole-pool.ts'
import { shownName } from './applications.ts'
import { entryOf } from './places.ts'
import { ruleOfRound } from './round-rule.ts'

type Row = Awaited<ReturnType<typeof receiptsInRound>>[number]

type Changed = readonly { readonly name: string; readonly value: string }[]

/** The scheme with other numbers, in the units they have. */
const changedScheme = (scheme: Scheme, changed: Changed): Scheme => ({
  ...scheme,
  parameters: (scheme.parameters ?? []).map((parameter) => {
    const other = changed.find(({ name }) => name === parameter.name)
    if (other === undefined) return parameter
    return { ...parameter, values: parameter.values.map((each) => ({ ...each, value: other.value })) }
  }),
})

function amountsBy(rule: Rule, entries: readonly ReturnType<typeof entryOf>[]): readonly bigint[] {
  if (!isRanked(rule)) return entries.map(({ asked }) => evaluate(rule, asked)?.amount ?? 0n)
  return computeAll(rule, entries).map((receipt) => BigInt(receipt?.result.amount ?? '0'))
}

const summary = (pool: bigint, { asked, left, runsOutAt }: Shared, rows: readonly Row[]) => {
  const last = rows.find(({ id }) => String(id) === runsOutAt)
  const day = last?.submitted_at && dayOfInstant(last.submitted_at.getTime())
  return {
    pool: fromFen(fen(pool)),
    asked: fromFen(asked),
    left: fromFen(left),
    ...(last && day ? { runsOut: { application: String(last.id), day } } : {}),
  }
}

/** 试改参数 Every applicant's amount as the receipts stand, and as it would be; nothing is kept. */
export async function whatIfIn(
  call: Call<typeof whatIf, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof whatIf>>> {
  const { parameters, poolFen, way } = call.body
  const round = await roundOf(call.db, call.etown.id, BigInt(call.params.round))
  if (round === undefined) return refused(refusal(subsidyRefusals, 'subsidy.round_not_found'))
  const found = await ruleOfRound(call.db, call.etown.id, round)
  if (!found.ok) return found
  const { rule } = found.value
  const other = readyRule({ ...rule.used, scheme: changedScheme(rule.used.scheme, parameters) })
  const rows = await receiptsInRound(call.db, call.etown.id, round.id)
  const entries = rows.map(entryOf)
  const claims = (amounts: readonly bigint[]): readonly Claim[] =>
    rows.map((row, i) => ({
      id: String(row.id),
      amount: amounts[i] ?? 0n,
      score: BigInt(row.score),
      at: entries[i]?.at ?? '',
    }))
  const last = round.last === '不给' ? '不给' : '给剩余'
  const before = shareOut(round.pool_fen, claims(amountsBy(rule, entries)), wayIn(round.way), last)
  const pool = poolFen === undefined ? round.pool_fen : toFen(poolFen)
  const after = shareOut(pool, claims(amountsBy(other, entries)), wayIn(way ?? round.way), last)
  const gets = new Map(before.allotments.map(({ id, gets: amount }) => [id, amount]))
  const parties = await partiesOf(call.db, call.etown.id, [...new Set(rows.map(({ party }) => party))])
  const byId = new Map(rows.map((row) => [String(row.id), row]))
  return granted({
    total: rows.length,
    before: summary(round.pool_fen, before, rows),
    after: summary(pool, after, rows),
    items: after.allotments.map(({ id, gets: amount, why }) => {
      const row = byId.get(id)
      return {
        application: id,
        name: shownName(row && parties.get(row.party), false),
        project: row?.project ?? '',
        before: fromFen(fen(gets.get(id) ?? 0n)),
        after: fromFen(amount),
        why,
      }
    }),
  })
}
