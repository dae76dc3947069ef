import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type approveOverride,
  DUTIES,
  DUTY_OF,
  type proposeOverride,
  receiptRefusals,
  subsidyRefusals,
} from '../contract/index.ts'
import { takeDuty } from '../db/applications.ts'
import { approveFor, overridesOf, proposeFor } from '../db/overrides.ts'
import { roundOf } from '../db/rounds.ts'
import type { Override } from '../domain/award-receipt.ts'
import { judge } from '../domain/judge.ts'
import type { Rule } from '../domain/rule.ts'
import { gatherFacts } from './gather-facts.ts'
import { lockedApplication } from './move.ts'
import { ruleOfRound } from './round-rule.ts'
import { ownParty } from './seeing.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

/** The step whose cap holds 原则上 only. A scheme has one at most in practice; the first is taken. */
export function widenableStep({ steps }: Rule): { step: string; words: string } | undefined {
  for (const { step } of steps)
    if (step.does === '封顶' && step.exceed) return { step: step.name, words: step.exceed.reason }
  return undefined
}

/** 已批准的放宽 Only these count when a receipt is made. */
export async function approvedOverrides(
  db: AnyDb,
  etown: number,
  application: bigint,
): Promise<readonly Override[]> {
  const rows = await overridesOf(roomOf(db, 'subsidy'), etown, application)
  return rows.flatMap(({ step, amount_fen, reason, proposed_by, approved_by }) =>
    approved_by === null
      ? []
      : [
          {
            step,
            amount: String(amount_fen),
            reason,
            proposer: `账号${proposed_by}`,
            approver: `账号${approved_by}`,
          },
        ],
  )
}

type Widening = Call<typeof proposeOverride, 'subsidy'> | Call<typeof approveOverride, 'subsidy'>

/** The application, handed in, in the hands of somebody who may have this duty at it. */
async function inHand(call: Widening, event: 'recommend' | 'decide') {
  const locked = await lockedApplication(call, call.params.application, call.body.seen)
  if (!locked.ok) return locked
  const row = locked.value
  const name = '放宽上限'
  if (row.state !== 'submitted') return no('subsidy.changed_meanwhile')
  if (ownParty(call.actor, call.etown.id) === row.party) return no('subsidy.own_firm', { event: name })
  const duty = DUTY_OF[event]
  const has = await takeDuty(call.db, call.etown.id, row.id, call.actor?.account ?? '', duty)
  if (has !== duty)
    return no('subsidy.two_duties', { duty: Object.hasOwn(DUTIES, has) ? has : '', event: name })
  return granted(row)
}

/** 提出放宽 Refused where the text does not allow it, or for more than it allows. */
export async function proposeOverrideIn(
  call: Call<typeof proposeOverride, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof proposeOverride>>> {
  const held = await inHand(call, 'recommend')
  if (!held.ok) return held
  const row = held.value
  const round = await roundOf(call.db, call.etown.id, row.round)
  const found = round ? await ruleOfRound(call.db, call.etown.id, round) : no('subsidy.round_not_found')
  if (!found.ok) return found
  const { rule } = found.value
  const widenable = widenableStep(rule)
  if (widenable === undefined)
    return refused(refusal(receiptRefusals, 'subsidy.override_not_allowed', { step: rule.used.scheme.name }))
  const { step } = widenable
  const { amountFen, reason } = call.body
  const tried = judge(rule, {
    subject: { applicant: String(row.party), project: row.project },
    facts: await gatherFacts(call.db, call.etown.id, rule, row, true),
    overrides: [{ step, amount: amountFen, reason, proposer: '提出人', approver: '批准人' }],
  })
  if (!tried.ok) return tried
  const account = call.actor?.account ?? ''
  await proposeFor(call.db, {
    etown: call.etown.id,
    application: row.id,
    step,
    amount_fen: toFen(amountFen),
    reason,
    proposed_by: account,
    proposed_at: call.now,
  })
  call.note(String(row.id), { step, amountFen })
  call.announce({ kind: 'subsidy.override-proposed', subject: String(row.id), payload: { step, amountFen } })
  return granted({ step })
}

/** 批准放宽 By another person; the database refuses the same one. */
export async function approveOverrideIn(
  call: Call<typeof approveOverride, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof approveOverride>>> {
  const held = await inHand(call, 'decide')
  if (!held.ok) return held
  const row = held.value
  const amount = toFen(call.body.amountFen)
  const by = call.actor?.account ?? ''
  const step = await approveFor(call.db, call.etown.id, { application: row.id, amount, by, at: call.now })
  if (step === undefined) return no('subsidy.override_not_proposed', { amount: formatYuan(fen(amount)) })
  call.note(String(row.id), { step, amountFen: call.body.amountFen })
  call.announce({
    kind: 'subsidy.override-approved',
    subject: String(row.id),
    payload: { step, amountFen: call.body.amountFen },
  })
  return granted({ step })
}
