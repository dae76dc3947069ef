import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { noticeOn } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import { type AllotmentDetail, fundRefusals, type getAllotment } from '../contract/index.ts'
import { type AllotmentRow, findAllotment, type PaymentRow, paymentsOf } from '../db/allotments.ts'
import { pageOfEntries } from '../db/journal.ts'
import { actingOf, sourcesOf, todayOf } from './acting.ts'
import { allotmentView } from './allotment-view.ts'
import { entryView } from './lists.ts'
import { namesIn } from './names.ts'

/** An allotment has few entries: it is reserved and approved once and paid in instalments. */
const ENTRIES = 200

export async function getAllotmentIn(
  call: Call<typeof getAllotment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof getAllotment>>> {
  const id = BigInt(call.params.allotment)
  const row = await findAllotment(call.db, call.etown.id, id)
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  const names = namesIn(await sourcesOf(actingOf(call)))
  const payments = await paymentsOf(call.db, call.etown.id, id)
  const page = { after: undefined, limit: ENTRIES }
  const { rows } = await pageOfEntries(call.db, call.etown.id, { allotment: id }, page)
  const acting = actingOf(call)
  const notice =
    row.notice === null ? undefined : await noticeOn(call.db, call.etown.id, row.notice, todayOf(acting))
  return granted({
    ...allotmentView(row, names),
    ...(notice && { noticeState: notice.state, noticeThrough: notice.runsThrough }),
    payments: payments.map(paymentView),
    entries: rows.map((entry) => entryView(entry, names)),
    may: mayHere(row, acting.account, notice?.state),
  })
}

const paymentView = (row: PaymentRow) => ({
  id: String(row.id),
  amount: String(row.amount),
  voucherNo: row.voucher_no,
  evidence: row.evidence ?? '',
  paidOn: day(row.day),
  paidBy: row.paid_by,
})

/** By separation of duties and the state of the money; whose role allows it the screen knows. */
function mayHere(
  row: AllotmentRow,
  account: string,
  notice: AllotmentDetail['noticeState'],
): AllotmentDetail['may'] {
  const open = row.ended_at === null && !row.through_origin
  const third = account !== row.proposed_by && account !== row.approved_by
  return [
    ...(open && row.approved_by === null && account !== row.proposed_by ? (['approve'] as const) : []),
    ...(open && row.needs_notice && (notice === undefined || notice === 'withdrawn')
      ? (['attach'] as const)
      : []),
    ...(open && row.committed > 0n && third ? (['pay'] as const) : []),
    ...(open && row.reserved + row.committed > 0n ? (['release'] as const) : []),
    ...(row.paid > 0n && !row.through_origin ? (['recover'] as const) : []),
  ]
}
