import { attested } from '#kernel/attested'
import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { drainPools, fillPools, lockFree } from '../../../platform/reserve/pools.ts'
import {
  type approveWithdrawal,
  type askWithdrawal,
  fundRefusals,
  type Withdrawal,
} from '../contract/index.ts'
import {
  insertWithdrawal,
  lockWaitingWithdrawal,
  markWithdrawal,
  type WithdrawalRow,
} from '../db/withdrawals.ts'
import { placeRefusals } from '../domain/fund-plan.ts'
import {
  actingOf,
  amountRefusals,
  dayRefusals,
  evidenceRefusals,
  shortRefusal,
  sourcesOf,
  todayOf,
} from './acting.ts'
import { type Names, namesIn } from './names.ts'
import { freeIn, poolOf, post } from './post.ts'
import { askedView, sameRefusals } from './second-person.ts'

export const withdrawalView = (row: WithdrawalRow, names: Names): Withdrawal => ({
  ...askedView(row),
  source: row.source,
  sourceName: names.source(row.source),
  category: row.category,
  categoryName: names.category(row.category),
  amount: String(row.amount),
})

/** 提出收回 What a category need not have after all; nothing moves before a second person has approved it. */
export async function askWithdrawalIn(
  call: Call<typeof askWithdrawal, 'fund'>,
): Promise<Outcome<AnswerOf<typeof askWithdrawal>>> {
  const acting = actingOf(call)
  const { source, category, reason, evidence } = call.body
  const amount = toFen(call.body.amount)
  const wrong = [
    ...placeRefusals(await sourcesOf(acting), call.body),
    ...amountRefusals(amount),
    ...(await evidenceRefusals(acting, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertWithdrawal(call.db, {
    etown: acting.etown,
    source,
    category,
    amount,
    reason,
    evidence,
    asked_by: acting.account,
    asked_at: acting.now,
  })
  call.note(String(id), { source, category, amount: call.body.amount })
  return granted({ id: String(id) })
}

/** 批准收回 Only what is free in the category goes back; what is reserved, committed or paid stays. */
export async function approveWithdrawalIn(
  call: Call<typeof approveWithdrawal, 'fund'>,
): Promise<Outcome<AnswerOf<typeof approveWithdrawal>>> {
  const acting = actingOf(call)
  const { db, etown, account, now } = acting
  const id = call.params.withdrawal
  call.note(id)
  const row = await lockWaitingWithdrawal(db, etown, BigInt(id))
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.withdrawal_not_found'))
  const same = sameRefusals(row, account)
  if (same.length > 0) return refused(...same)
  const amount = fen(row.amount)
  const { source, category, reason, evidence } = row
  const [from, to] = [poolOf(source, category), poolOf(source)]
  const free = freeIn(await lockFree(acting, [from, to]), from)
  const names = namesIn(await sourcesOf(acting))
  const wrong = [
    ...(await dayRefusals(acting, todayOf(acting))),
    ...(free < amount
      ? [shortRefusal(`${names.source(source)} · ${names.category(category)}`, free, amount)]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await drainPools(acting, [{ pool: from, amount }])
  await fillPools(acting, [{ pool: to, amount }])
  const entry = await post(acting, 'withdrawal', { amount, source, category }, { reason, evidence })
  await markWithdrawal(db, etown, row.id, { approved_by: account, approved_at: now, entry })
  const facts = {
    withdrawal: id,
    source,
    category,
    amount: fromFen(amount),
    reason,
    evidence,
    askedBy: row.asked_by,
    approvedBy: account,
  }
  acting.announce({
    kind: 'fund.withdrawn',
    subject: id,
    payload: { ...facts, attested: [attested('withdrawal', id, facts)] },
    evidence: [evidence],
  })
  return granted({ id })
}
