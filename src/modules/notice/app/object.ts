import { type Day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { Vault } from '../../../platform/vault.ts'
import {
  type answerObjection,
  type enterObjection,
  noticeRefusals,
  type withdrawNotice,
} from '../contract/index.ts'
import {
  answerObjection as answerRow,
  findNotice,
  insertObjection,
  lockNotice,
  lockOpenObjection,
  withdraw as withdrawRow,
} from '../db/notices.ts'
import { type Publishing, publishingOf } from './edit.ts'

/** 异议 As it came in; `from` is who sent it, kept sealed. */
export type Entered = { readonly receivedOn: Day; readonly from: string; readonly text: string }

/** 登记异议 Against the edition that is up. Its number. */
export async function object(
  { db, etown, account, now, announce }: Publishing,
  vault: Vault,
  notice: bigint,
  { receivedOn, from, text }: Entered,
): Promise<Outcome<bigint>> {
  const today = dayOfInstant(now.getTime())
  const row = await lockNotice(db, etown, notice)
  if (row === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  if (row.withdrawn_at !== null) return refused(refusal(noticeRefusals, 'notice.withdrawn'))
  if (receivedOn > today)
    return refused(refusal(noticeRefusals, 'notice.day_future', { today: formatDay(today) }, '/receivedOn'))
  const { id } = await insertObjection(db, {
    etown,
    notice: row.id,
    edition: row.number,
    received_on: receivedOn,
    from_sealed: vault.seal('notice.objection', from),
    text,
    entered_by: account,
    entered_at: now,
  })
  announce({ kind: 'notice.objected', subject: String(notice), payload: { objection: String(id) } })
  return granted(id)
}

export async function enterObjectionIn(
  call: Call<typeof enterObjection, 'notice'>,
): Promise<Outcome<AnswerOf<typeof enterObjection>>> {
  const { notice } = call.params
  const done = await object(publishingOf(call), call.house.vault, BigInt(notice), call.body)
  if (!done.ok) return done
  call.note(String(done.value), { notice })
  return granted({ id: String(done.value) })
}

/** 答复异议 By somebody who did not publish it. One that is upheld hinders until the list is amended or withdrawn. */
export async function answer(
  { db, etown, account, now, announce }: Publishing,
  id: bigint,
  said: { readonly upheld: boolean; readonly answer: string },
): Promise<Outcome<bigint>> {
  const objection = await lockOpenObjection(db, etown, id)
  if (objection === undefined) return refused(refusal(noticeRefusals, 'notice.objection_not_found'))
  const notice = await findNotice(db, etown, objection.notice)
  if (notice?.made_by === account) return refused(refusal(noticeRefusals, 'notice.same_person'))
  await answerRow(db, etown, id, { ...said, answered_by: account, answered_at: now })
  announce({
    kind: 'notice.answered',
    subject: String(objection.notice),
    payload: { objection: String(id), upheld: said.upheld },
  })
  return granted(id)
}

export async function answerObjectionIn(
  call: Call<typeof answerObjection, 'notice'>,
): Promise<Outcome<AnswerOf<typeof answerObjection>>> {
  const id = call.params.objection
  call.note(id, { upheld: call.body.upheld })
  const done = await answer(publishingOf(call), BigInt(id), call.body)
  return done.ok ? granted({ id }) : done
}

/** 撤回 It stays readable, and says that it was withdrawn. */
export async function withdraw(
  { db, etown, account, now, announce }: Publishing,
  notice: bigint,
  why: string,
): Promise<Outcome<bigint>> {
  const row = await lockNotice(db, etown, notice)
  if (row === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  if (row.withdrawn_at !== null) return refused(refusal(noticeRefusals, 'notice.withdrawn'))
  await withdrawRow(db, etown, notice, { withdrawn_at: now, withdrawn_by: account, withdrawn_why: why })
  announce({ kind: 'notice.withdrawn', subject: String(notice), payload: { why } })
  return granted(notice)
}

export async function withdrawIn(
  call: Call<typeof withdrawNotice, 'notice'>,
): Promise<Outcome<AnswerOf<typeof withdrawNotice>>> {
  const { notice } = call.params
  call.note(notice)
  const done = await withdraw(publishingOf(call), BigInt(notice), call.body.why)
  return done.ok ? granted({ id: notice }) : done
}
