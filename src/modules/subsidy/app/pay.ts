import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { type payApplication, subsidyRefusals } from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { confirmPayment, insertPayment, recoverPayment } from '../db/payments.ts'
import { lastReceipt } from '../db/receipts.ts'
import { lockedApplication, mayMove, moveOn } from './move.ts'

type Paying = Call<typeof payApplication, 'subsidy'>
type Moved = Outcome<AnswerOf<typeof payApplication>>

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

/** 拨付指令 One row a receipt's application can have once: its key is the application's. */
async function instruct(call: Paying, row: ApplicationRow): Promise<Moved> {
  const may = await mayMove(call, row, 'instruct')
  if (!may.ok) return may
  const receipt = await lastReceipt(call.db, call.etown.id, row.id)
  if (receipt === undefined) return no('subsidy.receipt_not_found')
  const amount = row.granted_fen ?? 0n
  const number = `BF-${row.number ?? row.id}`
  if (amount > 0n)
    await insertPayment(call.db, {
      etown: call.etown.id,
      application: row.id,
      number,
      amount_fen: amount,
      receipt: receipt.sha256,
      instructed_at: call.now,
    })
  return moveOn(call, row, {
    event: 'instruct',
    amount,
    payload: {
      number,
      attested: [{ kind: 'subsidy.payment', subject: number, sha256: receipt.sha256 }],
    },
  })
}

async function recover(call: Paying, row: ApplicationRow, amount: bigint, reason: string): Promise<Moved> {
  const may = await mayMove(call, row, 'recover')
  if (!may.ok) return may
  if (amount <= 0n || !(await recoverPayment(call.db, call.etown.id, row.id, amount)))
    return no('subsidy.recover_above_paid', {
      amount: formatYuan(fen(amount)),
      paid: formatYuan(fen(row.granted_fen ?? 0n)),
    })
  return moveOn(call, row, { event: 'recover', amount, reason })
}

/** 拨付、到账、追回、办结 */
export async function payApplicationIn(call: Paying): Promise<Moved> {
  const { body } = call
  const locked = await lockedApplication(call, call.params.application, body.seen)
  if (!locked.ok) return locked
  const row = locked.value
  call.note(call.params.application, { event: body.event })
  if (body.event === 'instruct') return instruct(call, row)
  if (body.event === 'recover') return recover(call, row, toFen(body.amountFen), body.reason)
  if (body.event === 'close') return moveOn(call, row, { event: 'close', reason: body.reason })
  const moved = await moveOn(call, row, {
    event: 'pay',
    reason: `凭证${body.voucher}`,
    ...(row.granted_fen === null ? {} : { amount: row.granted_fen }),
  })
  if (moved.ok) await confirmPayment(call.db, call.etown.id, row.id, { at: call.now, voucher: body.voucher })
  return moved
}
