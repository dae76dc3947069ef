import { NOTICE_STATES } from '#contract/notice'
import { type Day, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { noticeOn } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import { type attachNotice, fundRefusals } from '../contract/index.ts'
import { type AllotmentRow, lockAllotment, markAllotment } from '../db/allotments.ts'
import { type Acting, actingOf, todayOf } from './acting.ts'

/** 公示把关 Why money may not go yet: neither today nor the voucher's own day may lie before the notice has run. */
export async function noticeRefusals(
  acting: Acting,
  row: Pick<AllotmentRow, 'needs_notice' | 'notice'>,
  paidOn: Day,
): Promise<readonly Refusal[]> {
  if (row.notice === null) return row.needs_notice ? [refusal(fundRefusals, 'fund.notice_missing')] : []
  const today = todayOf(acting)
  const notice = await noticeOn(acting.db, acting.etown, row.notice, paidOn < today ? paidOn : today)
  if (notice === undefined || notice.state === 'passed') return []
  const { title, state, runsThrough } = notice
  const values = { title, state: NOTICE_STATES[state].zh, through: formatDay(runsThrough) }
  return [refusal(fundRefusals, 'fund.notice_running', values, '/paidOn')]
}

/** 附上公示 Once; another only after the first was withdrawn. */
export async function attach(acting: Acting, id: bigint, notice: bigint): Promise<Outcome<bigint>> {
  const { db, etown } = acting
  const row = await lockAllotment(db, etown, id)
  if (row === undefined) return refused(refusal(fundRefusals, 'fund.allotment_not_found'))
  const found = await noticeOn(db, etown, notice, todayOf(acting))
  if (found === undefined || found.state === 'withdrawn')
    return refused(refusal(fundRefusals, 'fund.notice_unknown', { notice }, '/notice'))
  if (row.notice !== null) {
    const before = await noticeOn(db, etown, row.notice, todayOf(acting))
    if (before?.state !== 'withdrawn')
      return refused(refusal(fundRefusals, 'fund.notice_attached', { notice: row.notice }, '/notice'))
  }
  await markAllotment(db, etown, id, { notice })
  return granted(id)
}

export async function attachNoticeIn(
  call: Call<typeof attachNotice, 'fund'>,
): Promise<Outcome<AnswerOf<typeof attachNotice>>> {
  call.note(call.params.allotment, { notice: call.body.notice })
  const done = await attach(actingOf(call), BigInt(call.params.allotment), BigInt(call.body.notice))
  return done.ok ? granted({ id: call.params.allotment }) : done
}
