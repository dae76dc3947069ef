import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { type payApplication, subsidyRefusals } from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { lastReceipt } from '../db/receipts.ts'
import { payAward, recoverAward } from './award-money.ts'
import { lockedApplication, mayMove, moveOn } from './move.ts'

type Paying = Call<typeof payApplication, 'subsidy'>
type Moved = Outcome<AnswerOf<typeof payApplication>>
type Body<E extends string> = Extract<Paying['body'], { event: E }>

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

/** 指令编号 One of an application. */
export const instructionNumber = (row: Pick<ApplicationRow, 'id' | 'number'>): string =>
  `BF-${row.number ?? row.id}`

/** 拨付指令 What the treasury is told to pay, on which receipt. A free service is given, not paid. */
async function instruct(call: Paying, row: ApplicationRow): Promise<Moved> {
  const receipt = await lastReceipt(call.db, call.etown.id, row.id)
  if (receipt === undefined) return no('subsidy.receipt_not_found')
  const amount = row.granted_fen ?? 0n
  if (amount === 0n) return no('subsidy.nothing_to_pay')
  const number = instructionNumber(row)
  return moveOn(call, row, {
    event: 'instruct',
    amount,
    payload: { number, attested: [{ kind: 'subsidy.payment', subject: number, sha256: receipt.sha256 }] },
  })
}

/** 到账 One act with every voucher; the fund pays none before the notice has passed. */
async function confirm(call: Paying, row: ApplicationRow, { paidOn, vouchers }: Body<'pay'>): Promise<Moved> {
  const may = await mayMove(call, row, 'pay')
  if (!may.ok) return may
  const paid = await payAward(
    call,
    row,
    vouchers.map((voucher) => ({ ...voucher, paidOn })),
  )
  if (!paid.ok) return paid
  return moveOn(call, row, {
    event: 'pay',
    reason: `凭证${vouchers.map(({ voucherNo }) => voucherNo).join('、')}`,
    ...(row.granted_fen === null ? {} : { amount: row.granted_fen }),
  })
}

async function recover(call: Paying, row: ApplicationRow, body: Body<'recover'>): Promise<Moved> {
  const may = await mayMove(call, row, 'recover')
  if (!may.ok) return may
  const amount = toFen(body.amountFen)
  const left = await recoverAward(call, row, { amount, reason: body.reason, evidence: body.evidence })
  if (!left.ok) return left
  const event = left.value === 0n ? 'recover' : 'recover-part'
  return moveOn(call, row, { event, amount, reason: body.reason })
}

/** 拨付、到账、追回、办结 */
export async function payApplicationIn(call: Paying): Promise<Moved> {
  const { body } = call
  const locked = await lockedApplication(call, call.params.application, body.seen)
  if (!locked.ok) return locked
  const row = locked.value
  call.note(call.params.application, { event: body.event })
  switch (body.event) {
    case 'instruct':
      return instruct(call, row)
    case 'pay':
      return confirm(call, row, body)
    case 'recover':
      return recover(call, row, body)
    case 'serve':
      if (fen(row.granted_fen ?? 0n) > 0n) return no('subsidy.not_a_service')
      return moveOn(call, row, { event: 'serve', reason: body.reason })
    case 'close':
      return moveOn(call, row, { event: 'close', reason: body.reason })
  }
}
