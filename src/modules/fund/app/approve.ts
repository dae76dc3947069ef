import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import { keepHold } from '../../../platform/reserve/pools.ts'
import { type approveAllotment, fundRefusals } from '../contract/index.ts'
import { findAllotment, lockAllotment, markAllotment } from '../db/allotments.ts'
import { type Acting, actingOf, dayRefusals, originRefusals, todayOf } from './acting.ts'
import { stateText } from './allotment-view.ts'
import { poolOf, post } from './post.ts'
import { releaseLapsed } from './release-lapsed.ts'

/** 审定 What was reserved is now owed. Only somebody who did not propose it may. */
export async function approve(acting: Acting, id: bigint): Promise<Outcome<bigint>> {
  const { db, etown, account, now } = acting
  const found = await findAllotment(db, etown, id)
  if (found === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  // Pools before allotments, as everywhere: what has lapsed is released now, not approved.
  await releaseLapsed(acting, poolOf(found.source, found.category))
  const row = (await lockAllotment(db, etown, id)) ?? found
  const wrong = await dayRefusals(acting, todayOf(acting))
  if (wrong.length > 0) return refused(...wrong)
  if (row.ended_at !== null || row.approved_by !== null)
    return refused(refusal(fundRefusals, 'fund.not_waiting', { state: stateText(row) }))
  if (row.proposed_by === account)
    return refused(refusal(fundRefusals, 'fund.same_person', { did: '提出过', does: '审定' }))
  await keepHold(acting, row.hold)
  await markAllotment(db, etown, id, { approved_by: account, approved_at: now })
  const amount = fen(row.reserved)
  await post(acting, 'commitment', { amount, source: row.source, category: row.category, allotment: id })
  const facts = {
    allotment: String(id),
    source: row.source,
    category: row.category,
    amount: fromFen(amount),
    evidence: row.evidence,
    proposedBy: row.proposed_by,
    approvedBy: account,
  }
  acting.announce({
    kind: 'fund.committed',
    subject: String(id),
    payload: { ...facts, origin: row.origin, attested: [attested('commitment', String(id), facts)] },
    evidence: [row.evidence],
  })
  return granted(id)
}

export async function approveIn(
  call: Call<typeof approveAllotment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof approveAllotment>>> {
  call.note(call.params.allotment)
  const id = BigInt(call.params.allotment)
  const elsewhere = originRefusals(await findAllotment(call.db, call.etown.id, id))
  if (elsewhere.length > 0) return refused(...elsewhere)
  const done = await approve(actingOf(call), id)
  return done.ok ? granted({ id: call.params.allotment }) : done
}
