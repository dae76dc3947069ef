import { clauseName } from '#contract/plan'
import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type ApplicationState,
  type checkApplication,
  type checkBatch,
  type decideApplication,
  type decideBatch,
  type reviewApplication,
  type reviewBatch,
  subsidyRefusals,
} from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { roundOf } from '../db/rounds.ts'
import { settleObjection } from './amend-list.ts'
import { commitAward } from './award-money.ts'
import { unsortedGoods } from './gather-facts.ts'
import { holdFor } from './hold-benefit.ts'
import { lockedApplication, mayMove, moveOn } from './move.ts'
import type { Moving } from './moving.ts'
import { placesOf, placesStand } from './places.ts'
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
  const ranking = { round, found: found.value }
  const issued = await issueReceipt(call, row, found.value, (facts) => placesOf(call, row, ranking, facts))
  if (!issued.ok) return issued
  const result = issued.value
  const clause = clauseName(found.value.rule.used.clause.id)
  if (result.verdict === '待补') {
    const unsorted = await unsortedGoods(call, found.value.rule, row.party)
    if (unsorted.length > 0) return refused(...unsorted)
  }
  if (result.verdict !== '可补' || result.amount === null)
    return refused(
      ...result.asks.map((ask) => no('subsidy.documents_missing', ask)),
      ...result.reasons.map((why) => no('subsidy.not_eligible', { reason: why, clause })),
    )
  const most = toFen(result.amount)
  if (most === 0n && !found.value.rule.pays.isService)
    return refused(no('subsidy.nothing_to_grant', { clause }))
  const requested = fen(row.requested_fen ?? most)
  const askedLess = requested < most
  const amount = verdict.amount ?? (askedLess ? requested : most)
  const said = formatYuan(fen(amount))
  const wrong = [
    ...(amount > most
      ? [no('subsidy.amount_above_receipt', { amount: said, most: formatYuan(most), clause })]
      : []),
    ...(amount > requested
      ? [no('subsidy.amount_above_requested', { amount: said, most: formatYuan(requested), clause })]
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

type Seen = { readonly id: string; readonly seen: number }
type Moved = Outcome<{ readonly state: ApplicationState; readonly version: number }>

/** 成批办理 All of them or none: what stands against one is said for all. */
async function allOrNone(
  call: Moving,
  applications: readonly Seen[],
  act: (row: ApplicationRow) => Promise<Moved>,
): Promise<Outcome<{ done: number }>> {
  const wrong: Refusal[] = []
  // In one order, so that two batches wait for each other instead of blocking each other.
  const sorted = applications.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
  for (const { id, seen } of sorted) {
    const locked = await lockedApplication(call, id, seen)
    const done = locked.ok ? await act(locked.value) : locked
    if (!done.ok)
      wrong.push(
        ...done.refused.map((why) => ({ ...why, zh: `申报${id}：${why.zh}`, en: `${id}: ${why.en}` })),
      )
  }
  return wrong.length > 0 ? refused(...wrong) : granted({ done: applications.length })
}

const idsIn = (applications: readonly Seen[]): string => applications.map(({ id }) => id).join()

/** 成批初审 */
export async function reviewBatchIn(
  call: Call<typeof reviewBatch, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof reviewBatch>>> {
  const { applications, event, reason } = call.body
  call.note(idsIn(applications), { event, count: applications.length })
  return allOrNone(call, applications, (row) => reviewOne(call, row, { event, reason }))
}

type Checked = { readonly event: 'check' | 'send-back'; readonly reason: string }

async function checkOne(call: Moving, row: ApplicationRow, { event, reason }: Checked): Promise<Moved> {
  if (event === 'check') {
    const may = await mayMove(call, row, event)
    if (!may.ok) return may
    const round = await roundOf(call.db, call.etown.id, row.round)
    if (round === undefined) return refused(no('subsidy.round_not_found'))
    const found = await ruleOfRound(call.db, call.etown.id, round)
    if (!found.ok) return found
    const wrong = [
      ...(await placesStand(call, [row], { round, found: found.value })),
      ...(await holdFor(call, row, found.value)),
    ]
    if (wrong.length > 0) return refused(...wrong)
  }
  const amount = row.recommended_fen
  return moveOn(call, row, { event, reason, ...(amount === null ? {} : { amount }) })
}

/** 财政复核 */
export async function checkApplicationIn(
  call: Call<typeof checkApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof checkApplication>>> {
  const { event, reason, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  call.note(call.params.application, { event })
  return checkOne(call, locked.value, { event, reason })
}

/** 成批复核 */
export async function checkBatchIn(
  call: Call<typeof checkBatch, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof checkBatch>>> {
  const { applications, event, reason } = call.body
  call.note(idsIn(applications), { event, count: applications.length })
  return allOrNone(call, applications, (row) => checkOne(call, row, { event, reason }))
}

type Decided = Pick<Call<typeof decideApplication, 'subsidy'>['body'], 'event' | 'reason'>

async function decideOne(call: Moving, row: ApplicationRow, { event, reason }: Decided): Promise<Moved> {
  if (event === 'dismiss' || event === 'uphold') return settleObjection(call, row, { event, reason })
  if (event === 'decide') {
    const may = await mayMove(call, row, event)
    if (!may.ok) return may
    const committed = await commitAward(call, row)
    if (!committed.ok) return committed
  }
  const amount = row.granted_fen
  return moveOn(call, row, { event, reason, ...(amount === null ? {} : { amount }) })
}

/** 领导小组审定, and its answer to objections and appeals. */
export async function decideApplicationIn(
  call: Call<typeof decideApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof decideApplication>>> {
  const { event, reason, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  call.note(call.params.application, { event })
  return decideOne(call, locked.value, { event, reason })
}

/** 成批审定 */
export async function decideBatchIn(
  call: Call<typeof decideBatch, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof decideBatch>>> {
  const { applications, event, reason } = call.body
  call.note(idsIn(applications), { event, count: applications.length })
  return allOrNone(call, applications, (row) => decideOne(call, row, { event, reason }))
}
