import { clauseName } from '#contract/plan'
import { addDays, day, dayOfInstant, formatDay, yearOf } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type appealApplication,
  type submitApplication,
  subsidyRefusals,
  WITHDRAW_MINUTES,
  type withdrawApplication,
} from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { keepReceipt } from '../db/receipts.ts'
import { roundOf } from '../db/rounds.ts'
import type { FactGiven, PlaceGiven } from '../domain/award-receipt.ts'
import { compute, PLACE_ASKED } from '../domain/compute.ts'
import { explain } from '../domain/explain.ts'
import { sealed } from '../domain/verify.ts'
import { gatherFacts, goodsIn, unsortedGoods } from './gather-facts.ts'
import { lockedApplication, moveOn } from './move.ts'
import type { Moving } from './moving.ts'
import { approvedOverrides } from './overrides.ts'
import { quickHash, type RoundRule, ruleOfRound } from './round-rule.ts'

/** Handed in before the round has closed: nobody has a place yet. */
const unranked = () => Promise.resolve(granted([]))

/** 出具核算单 Computes an application from proven facts, keeps the receipt and announces it with its hash. Its result, in sentences. */
export async function issueReceipt(
  call: Moving,
  row: ApplicationRow,
  { rule }: RoundRule,
  ranked: (facts: readonly FactGiven[]) => Promise<Outcome<readonly PlaceGiven[]>> = unranked,
) {
  const facts = await gatherFacts(call.db, call.etown.id, rule, row, true)
  const places = await ranked(facts)
  if (!places.ok) return places
  const subject = { applicant: String(row.party), project: row.project }
  const overrides = await approvedOverrides(call.db, call.etown.id, row.id)
  const asked = { subject, facts, overrides, places: places.value }
  const computed = compute(rule, asked)
  if (!computed.ok) return computed
  const explained = explain(rule, asked)
  if (!explained.ok) return explained
  const file = sealed(rule, computed.value, quickHash)
  const by = { account: call.actor?.account ?? '', at: call.now }
  const place = await keepReceipt(call.db, call.etown.id, row.id, file, by)
  const { verdict, amount } = file.receipt.result
  call.announce({
    kind: 'subsidy.receipt-issued',
    subject: String(row.id),
    payload: {
      place,
      verdict,
      amountFen: amount,
      rule: file.receipt.rule,
      attested: [{ kind: 'subsidy.receipt', subject: `${row.id}/${place}`, sha256: file.sha256 }],
    },
    evidence: [
      ...new Set(facts.flatMap(({ evidence }) => evidence.flatMap(({ sha256 }) => (sha256 ? [sha256] : [])))),
    ],
  })
  return granted(explained.value.result)
}

const number = (row: ApplicationRow, now: Date): string =>
  row.number ?? `BT${yearOf(dayOfInstant(now.getTime()))}-${String(row.id).padStart(6, '0')}`

/**
 * 提交 Only in the round's days and with every document that decides. Who does not fit by the rows may hand in all the
 * same and say why: the reviewer answers, and the answer can be appealed.
 */
export async function submitApplicationIn(
  call: Call<typeof submitApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof submitApplication>>> {
  const locked = await lockedApplication(call, call.params.application, call.body.seen)
  if (!locked.ok) return locked
  const row = locked.value
  const round = await roundOf(call.db, call.etown.id, row.round)
  if (round === undefined) return refused(refusal(subsidyRefusals, 'subsidy.round_not_found'))
  const found = await ruleOfRound(call.db, call.etown.id, round)
  if (!found.ok) return found
  const clause = clauseName(found.value.rule.used.clause.id)
  const today = dayOfInstant(call.now.getTime())
  // What was returned is completed after the round has closed too: it was handed in within it.
  if (row.state === 'draft' && (today < round.opens_on || today >= round.closes_on)) {
    const [from, last] = [formatDay(day(round.opens_on)), formatDay(addDays(day(round.closes_on), -1))]
    return refused(refusal(subsidyRefusals, 'subsidy.round_closed', { name: round.name, from, last, clause }))
  }
  const { rule } = found.value
  const unsorted = await unsortedGoods(call, rule, row.party)
  const sales = new Set(goodsIn(rule).map(({ name }) => name))
  const issued = await issueReceipt(call, row, found.value)
  if (!issued.ok) return issued
  const { requestedFen, despite } = call.body
  const { verdict, asks, reasons, amount } = issued.value
  const missing = asks.filter(({ fact }) => fact !== PLACE_ASKED && !(unsorted.length > 0 && sales.has(fact)))
  const wrong = [
    ...missing.map((ask) => refusal(subsidyRefusals, 'subsidy.documents_missing', ask)),
    ...(despite === undefined
      ? reasons.map((reason) => refusal(subsidyRefusals, 'subsidy.not_eligible', { reason, clause }))
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  // Where nothing can be computed yet all is asked for: the receipt of the review says how much that is.
  const given = requestedFen ?? (verdict === '可补' ? amount : null)
  const requested = given === null ? null : toFen(given)
  const moved = await moveOn(call, row, {
    event: 'submit',
    ...(requested === null ? {} : { amount: requested }),
    ...(despite === undefined || reasons.length === 0 ? {} : { reason: despite }),
    set: {
      number: number(row, call.now),
      submitted_at: call.now,
      requested_fen: requested,
    },
  })
  if (!moved.ok) return moved
  call.note(String(row.id), { state: moved.value.state })
  return granted({ ...moved.value, number: number(row, call.now) })
}

/** 撤回 Within ten minutes of handing in, while nobody has worked on it. */
export async function withdrawApplicationIn(
  call: Call<typeof withdrawApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof withdrawApplication>>> {
  const locked = await lockedApplication(call, call.params.application, call.body.seen)
  if (!locked.ok) return locked
  const { submitted_at: at } = locked.value
  const late = at !== null && call.now.getTime() - at.getTime() > WITHDRAW_MINUTES * 60_000
  if (late && locked.value.state === 'submitted')
    return refused(refusal(subsidyRefusals, 'subsidy.too_late_to_withdraw', { minutes: WITHDRAW_MINUTES }))
  call.note(call.params.application)
  return moveOn(call, locked.value, { event: 'withdraw' })
}

export async function appealApplicationIn(
  call: Call<typeof appealApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof appealApplication>>> {
  const locked = await lockedApplication(call, call.params.application, call.body.seen)
  if (!locked.ok) return locked
  call.note(call.params.application)
  return moveOn(call, locked.value, { event: 'appeal', reason: call.body.reason })
}
