import type { AnswerOf } from '#kernel/endpoint'
import { compareRates, rate } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type approveException,
  type askException,
  type BandException,
  fundRefusals,
} from '../contract/index.ts'
import { type ExceptionRow, insertException, lockWaitingException, markException } from '../db/exceptions.ts'
import { categoryIn, placeRefusals, sourceIn } from '../domain/fund-plan.ts'
import { actingOf, evidenceRefusals, sourcesOf } from './acting.ts'
import type { Names } from './names.ts'
import { askedView, sameRefusals } from './second-person.ts'

export const exceptionView = (row: ExceptionRow, names: Names): BandException => ({
  ...askedView(row),
  source: row.source,
  category: row.category,
  categoryName: names.category(row.category),
  min: row.min_share,
  max: row.max_share,
})

/** 提出例外 Only where the plan says 原则上; it holds once a second person has approved it. */
export async function askExceptionIn(
  call: Call<typeof askException, 'fund'>,
): Promise<Outcome<AnswerOf<typeof askException>>> {
  const acting = actingOf(call)
  const { source, category, min, max, reason, evidence } = call.body
  const sources = await sourcesOf(acting)
  const found = categoryIn(sourceIn(sources, source), category)
  const wrong: Refusal[] = [
    ...placeRefusals(sources, call.body),
    ...(await evidenceRefusals(acting, evidence)),
    ...(compareRates(rate(min), rate(max)) > 0 || compareRates(rate(max), rate('100%')) > 0
      ? [refusal(fundRefusals, 'fund.exception_order', {}, '/max')]
      : []),
  ]
  if (found !== undefined && found.band?.force !== 'in-principle')
    wrong.push(refusal(fundRefusals, 'fund.exception_not_allowed', { category: found.name }, '/category'))
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertException(call.db, {
    etown: acting.etown,
    source,
    category,
    min_share: min,
    max_share: max,
    reason,
    evidence,
    asked_by: acting.account,
    asked_at: acting.now,
  })
  call.note(String(id), { source, category, min, max })
  return granted({ id: String(id) })
}

export async function approveExceptionIn(
  call: Call<typeof approveException, 'fund'>,
): Promise<Outcome<AnswerOf<typeof approveException>>> {
  const { db, etown, account, now, announce } = actingOf(call)
  const id = call.params.exception
  call.note(id)
  const row = await lockWaitingException(db, etown, BigInt(id))
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.exception_not_found'))
  const same = sameRefusals(row, account)
  if (same.length > 0) return refused(...same)
  await markException(db, etown, row.id, { approved_by: account, approved_at: now })
  const facts = {
    exception: id,
    source: row.source,
    category: row.category,
    min: row.min_share,
    max: row.max_share,
    reason: row.reason,
    evidence: row.evidence,
    askedBy: row.asked_by,
    approvedBy: account,
  }
  announce({
    kind: 'fund.band-excepted',
    subject: id,
    payload: { ...facts, attested: [attested('band-exception', id, facts)] },
    evidence: [row.evidence],
  })
  return granted({ id })
}
