import type { Day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import { lockFree } from '../../../platform/reserve/pools.ts'
import { fundRefusals, type payAllotment } from '../contract/index.ts'
import {
  type AllotmentRow,
  findAllotment,
  insertPayment,
  lockAllotment,
  voucherIsKnown,
} from '../db/allotments.ts'
import { sourceIn } from '../domain/fund-plan.ts'
import {
  type Acting,
  actingOf,
  amountRefusals,
  dayRefusals,
  evidenceRefusals,
  originRefusals,
  sourcesOf,
} from './acting.ts'
import { stateText } from './allotment-view.ts'
import { bandRefusals } from './hold-bands.ts'
import { noticeRefusals } from './notice-gate.ts'
import { poolOf, post } from './post.ts'

/** 付款 One voucher. `evidence` is its file. */
export type Voucher = {
  readonly amount: Fen
  readonly voucherNo: string
  readonly paidOn: Day
  readonly evidence: string
}

/** 支付 By somebody who neither proposed nor approved it, never more than is approved, each voucher once. */
export async function pay(acting: Acting, id: bigint, voucher: Voucher): Promise<Outcome<bigint>> {
  const { db, etown, account } = acting
  const found = await findAllotment(db, etown, id)
  if (found === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  // The source's pool first: payments of one source are judged against its bands one after another.
  await lockFree(acting, [poolOf(found.source)])
  const row = (await lockAllotment(db, etown, id)) ?? found
  const wrong = [
    ...standing(row, account, voucher.amount),
    ...(await noticeRefusals(acting, row, voucher.paidOn)),
    ...amountRefusals(voucher.amount),
    ...(await dayRefusals(acting, voucher.paidOn, '/paidOn')),
    ...(await evidenceRefusals(acting, voucher.evidence)),
    ...((await voucherIsKnown(db, etown, voucher.voucherNo))
      ? [refusal(fundRefusals, 'fund.voucher_known', { voucher: voucher.voucherNo }, '/voucherNo')]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const source = sourceIn(await sourcesOf(acting), row.source)
  const add = { category: row.category, more: voucher.amount }
  const held = source === undefined ? [] : await bandRefusals(acting, source, add, 'spent')
  return held.length > 0 ? refused(...held) : granted(await settle(acting, row, voucher))
}

function standing(row: AllotmentRow, account: string, amount: Fen): readonly Refusal[] {
  if (row.ended_at !== null || row.approved_by === null)
    return [refusal(fundRefusals, 'fund.not_committed', { state: stateText(row) })]
  if (account === row.proposed_by || account === row.approved_by) {
    const did = account === row.proposed_by ? '提出过' : '审定过'
    return [refusal(fundRefusals, 'fund.same_person', { did, does: '支付' })]
  }
  const rest = fen(row.committed)
  if (amount <= rest) return []
  const values = { rest: formatYuan(rest), asked: formatYuan(amount) }
  return [refusal(fundRefusals, 'fund.more_than_committed', values, '/amount')]
}

async function settle(acting: Acting, row: AllotmentRow, voucher: Voucher): Promise<bigint> {
  const { db, etown, account } = acting
  const { amount, voucherNo, paidOn, evidence } = voucher
  const moved = { amount, source: row.source, category: row.category, allotment: row.id }
  const entry = await post(acting, 'payment', moved, { day: paidOn, evidence })
  const { id } = await insertPayment(db, {
    etown,
    allotment: row.id,
    entry,
    amount,
    voucher_no: voucherNo,
    paid_by: account,
  })
  const facts = {
    payment: String(id),
    allotment: String(row.id),
    source: row.source,
    category: row.category,
    amount: fromFen(amount),
    voucherNo,
    paidOn,
    evidence,
    paidBy: account,
  }
  acting.announce({
    kind: 'fund.paid',
    subject: String(id),
    payload: {
      ...facts,
      origin: row.origin,
      attested: [
        attested('payment', String(id), facts),
        { kind: 'voucher', subject: voucherNo, sha256: evidence },
      ],
    },
    evidence: [evidence],
  })
  return id
}

export async function payIn(
  call: Call<typeof payAllotment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof payAllotment>>> {
  const { amount, ...voucher } = call.body
  call.note(call.params.allotment, { amount, voucher: voucher.voucherNo })
  const id = BigInt(call.params.allotment)
  const elsewhere = originRefusals(await findAllotment(call.db, call.etown.id, id))
  if (elsewhere.length > 0) return refused(...elsewhere)
  const paid = await pay(actingOf(call), id, { ...voucher, amount: toFen(amount) })
  return paid.ok ? granted({ id: String(paid.value) }) : paid
}
