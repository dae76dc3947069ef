import type { AnswerOf } from '#kernel/endpoint'
import { addFen, type Fen, fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import { giveBack, lockFree } from '../../../platform/reserve/pools.ts'
import { fundRefusals, type recoverPayment, type releaseAllotment } from '../contract/index.ts'
import { type AllotmentRow, findAllotment, lockAllotment, markAllotment } from '../db/allotments.ts'
import {
  type Acting,
  actingOf,
  amountRefusals,
  dayRefusals,
  evidenceRefusals,
  originRefusals,
  todayOf,
} from './acting.ts'
import { poolOf, post } from './post.ts'

/** The allotment, its pool locked before it, as everywhere. */
async function lockWithPool(acting: Acting, id: bigint): Promise<AllotmentRow | undefined> {
  const found = await findAllotment(acting.db, acting.etown, id)
  if (found === undefined) return undefined
  await lockFree(acting, [poolOf(found.source, found.category)])
  return lockAllotment(acting.db, acting.etown, id)
}

const back = (acting: Acting, row: AllotmentRow, amount: Fen): Promise<void> =>
  giveBack(acting, row.hold, new Map([[poolOf(row.source, row.category), amount]]))

/** 释放 Ends an allotment: what is not paid is free again for its category. */
export async function release(acting: Acting, id: bigint, reason: string): Promise<Outcome<bigint>> {
  const row = await lockWithPool(acting, id)
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  const wrong = await dayRefusals(acting, todayOf(acting))
  if (wrong.length > 0) return refused(...wrong)
  const amount = addFen(fen(row.reserved), fen(row.committed))
  if (amount === 0n) return refused(refusal(fundRefusals, 'fund.nothing_left'))
  const moved = { amount, source: row.source, category: row.category, allotment: id }
  await back(acting, row, amount)
  await post(acting, 'release', moved, { reason, releasedFrom: row.reserved > 0n ? 'reserved' : 'committed' })
  await markAllotment(acting.db, acting.etown, id, { ended_at: acting.now })
  acting.announce({
    kind: 'fund.released',
    subject: String(id),
    payload: { amount: fromFen(amount), lapsed: false, origin: row.origin },
  })
  return granted(id)
}

/** 减少 Gives back a part of what is approved and unpaid, and leaves the rest: a contract was amended downwards. */
export async function reduce(
  acting: Acting,
  id: bigint,
  amount: Fen,
  reason: string,
): Promise<Outcome<bigint>> {
  const row = await lockWithPool(acting, id)
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  const rest = fen(row.committed)
  const values = { rest: formatYuan(rest), asked: formatYuan(amount) }
  const wrong = [
    ...amountRefusals(amount),
    ...(amount > rest ? [refusal(fundRefusals, 'fund.more_than_committed', values)] : []),
    ...(await dayRefusals(acting, todayOf(acting))),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await back(acting, row, amount)
  const moved = { amount, source: row.source, category: row.category, allotment: id }
  await post(acting, 'release', moved, { reason, releasedFrom: 'committed' })
  acting.announce({
    kind: 'fund.released',
    subject: String(id),
    payload: { amount: fromFen(amount), lapsed: false, origin: row.origin },
  })
  return granted(id)
}

export async function releaseIn(
  call: Call<typeof releaseAllotment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof releaseAllotment>>> {
  call.note(call.params.allotment)
  const id = BigInt(call.params.allotment)
  const elsewhere = originRefusals(await findAllotment(call.db, call.etown.id, id))
  if (elsewhere.length > 0) return refused(...elsewhere)
  const done = await release(actingOf(call), id, call.body.reason)
  return done.ok ? granted({ id: call.params.allotment }) : done
}

type Recovered = { readonly amount: Fen; readonly reason: string; readonly evidence: string }

/** 追回 Money that was paid came back; it is free again for its category. */
export async function recover(acting: Acting, id: bigint, recovered: Recovered): Promise<Outcome<bigint>> {
  const { amount, reason, evidence } = recovered
  const row = await lockWithPool(acting, id)
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  const rest = fen(row.paid)
  const values = { rest: formatYuan(rest), asked: formatYuan(amount) }
  const wrong = [
    ...amountRefusals(amount),
    ...(amount > rest ? [refusal(fundRefusals, 'fund.more_than_paid', values, '/amount')] : []),
    ...(await dayRefusals(acting, todayOf(acting))),
    ...(await evidenceRefusals(acting, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await back(acting, row, amount)
  const moved = { amount, source: row.source, category: row.category, allotment: id }
  const entry = await post(acting, 'recovery', moved, { reason, evidence })
  const facts = { allotment: String(id), entry: String(entry), amount: fromFen(amount), reason, evidence }
  acting.announce({
    kind: 'fund.recovered',
    subject: String(id),
    payload: { ...facts, origin: row.origin, attested: [attested('recovery', String(entry), facts)] },
    evidence: [evidence],
  })
  return granted(entry)
}

export async function recoverIn(
  call: Call<typeof recoverPayment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof recoverPayment>>> {
  const { amount, ...recovered } = call.body
  call.note(call.params.allotment, { amount })
  const id = BigInt(call.params.allotment)
  const elsewhere = originRefusals(await findAllotment(call.db, call.etown.id, id))
  if (elsewhere.length > 0) return refused(...elsewhere)
  const done = await recover(actingOf(call), id, {
    ...recovered,
    amount: toFen(amount),
  })
  return done.ok ? granted({ id: String(done.value) }) : done
}
