import { clauseName } from '#contract/plan'
import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type checkApplication,
  type decideApplication,
  type reviewApplication,
  type reviewBatch,
  subsidyRefusals,
} from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { settleObjections } from '../db/notices.ts'
import { holdBenefit, holderOf, lastReceipt } from '../db/receipts.ts'
import { roundOf } from '../db/rounds.ts'
import { lockedApplication, type Moving, mayMove, moveOn } from './move.ts'
import { leaveNotice } from './publicity.ts'
import { ruleOfRound } from './round-rule.ts'
import { issueReceipt } from './submit.ts'

type Verdict = {
  readonly event: 'recommend' | 'return' | 'refuse'
  readonly reason: string
  readonly amount?: bigint
  readonly score?: number
}

const no = (code: keyof typeof subsidyRefusals, values = {}): Refusal =>
  refusal(subsidyRefusals, code, values)

/** 初审一份 Recommending computes the receipt anew; never more than it gives, never more than asked. */
async function reviewOne(call: Moving, row: ApplicationRow, verdict: Verdict) {
  const { event, reason, score } = verdict
  if (event !== 'recommend') return moveOn(call, row, { event, reason })
  const may = await mayMove(call, row, event)
  if (!may.ok) return may
  const round = await roundOf(call.db, call.etown.id, row.round)
  if (round === undefined) return refused(no('subsidy.round_not_found'))
  const found = await ruleOfRound(call.db, call.etown.id, round)
  if (!found.ok) return found
  const issued = await issueReceipt(call, row, found.value)
  if (!issued.ok) return issued
  const { result } = issued.value.receipt
  const clause = clauseName(found.value.rule.used.clause.id)
  if (result.verdict !== '可补' || result.amount === null)
    return refused(
      ...result.asks.map((ask) => no('subsidy.documents_missing', ask)),
      ...result.reasons.map((why) => no('subsidy.not_eligible', { reason: why, clause })),
    )
  const most = toFen(result.amount)
  const requested = fen(row.requested_fen ?? most)
  const askedLess = requested < most
  const amount = verdict.amount ?? (askedLess ? requested : most)
  const said = formatYuan(fen(amount))
  const wrong = [
    ...(amount > most
      ? [no('subsidy.amount_above_receipt', { amount: said, most: formatYuan(most), clause })]
      : []),
    ...(amount > requested
      ? [no('subsidy.amount_above_requested', { amount: said, most: formatYuan(requested) })]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  return moveOn(call, row, {
    event,
    reason,
    amount,
    set: { recommended_fen: amount, ...(score === undefined ? {} : { score }) },
  })
}

export async function reviewApplicationIn(
  call: Call<typeof reviewApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof reviewApplication>>> {
  const { seen, amountFen, event, reason, score } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  call.note(call.params.application, { event })
  const amount = amountFen === undefined ? {} : { amount: toFen(amountFen) }
  return reviewOne(call, locked.value, {
    event,
    reason,
    ...amount,
    ...(score === undefined ? {} : { score }),
  })
}

/** 成批初审 All of them or none: what stands against one is said for all. */
export async function reviewBatchIn(
  call: Call<typeof reviewBatch, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof reviewBatch>>> {
  const { applications, event, reason } = call.body
  const wrong: Refusal[] = []
  // In one order, so that two batches wait for each other instead of blocking each other.
  const sorted = applications.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
  for (const { id, seen } of sorted) {
    const locked = await lockedApplication(call, id, seen)
    const done = locked.ok ? await reviewOne(call, locked.value, { event, reason }) : locked
    if (!done.ok)
      wrong.push(
        ...done.refused.map((why) => ({ ...why, zh: `申报${id}：${why.zh}`, en: `${id}: ${why.en}` })),
      )
  }
  if (wrong.length > 0) return refused(...wrong)
  call.note(applications.map(({ id }) => id).join(), { event, count: applications.length })
  return granted({ done: applications.length })
}

/** The benefit is held from here on; the database lets one application hold it. */
async function holdFor(call: Moving, row: ApplicationRow): Promise<readonly Refusal[]> {
  if (row.exclusion === null) return []
  const { exclusion, project_key, cost_item } = row
  const key = { etown: call.etown.id, exclusion, project_key, cost_item }
  if (await holdBenefit(call.db, { ...key, application: row.id, held_at: call.now })) return []
  const holder = await holderOf(call.db, key)
  const other = holder?.application ?? 0n
  const receipt = (await lastReceipt(call.db, call.etown.id, other))?.sha256 ?? ''
  const round = await roundOf(call.db, call.etown.id, row.round)
  const found = round && (await ruleOfRound(call.db, call.etown.id, round))
  const excluded = found?.ok
    ? found.value.plan.funds.exclusions.find(({ code }) => code === exclusion)
    : undefined
  const clause = excluded ? `${clauseName(excluded.clause)}“${excluded.quote}”` : exclusion
  return [no('subsidy.double_benefit', { item: cost_item, other, receipt, clause })]
}

/** 财政复核 */
export async function checkApplicationIn(
  call: Call<typeof checkApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof checkApplication>>> {
  const { event, reason, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  const row = locked.value
  call.note(call.params.application, { event })
  if (event === 'check') {
    const may = await mayMove(call, row, event)
    if (!may.ok) return may
    const held = await holdFor(call, row)
    if (held.length > 0) return refused(...held)
  }
  return moveOn(call, row, {
    event,
    reason,
    ...(row.recommended_fen === null ? {} : { amount: row.recommended_fen }),
  })
}

/** 领导小组审定, and its answer to objections and appeals. */
export async function decideApplicationIn(
  call: Call<typeof decideApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof decideApplication>>> {
  const { event, reason, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  const row = locked.value
  call.note(call.params.application, { event })
  if (event === 'dismiss' || event === 'uphold')
    await settleObjections(call.db, call.etown.id, row.id, {
      upheld: event === 'uphold',
      answer: reason,
      by: call.actor?.account ?? '',
      at: call.now,
    })
  if (event === 'uphold') {
    const left = await leaveNotice(call, row, reason)
    if (!left.ok) return left
  }
  return moveOn(call, row, {
    event,
    reason,
    ...(row.granted_fen === null ? {} : { amount: row.granted_fen }),
  })
}
