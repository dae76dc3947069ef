import { dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
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
  withdraw,
} from '../db/notices.ts'

/** 登记异议 Against the edition that is up; who sent it is kept sealed. */
export async function enterObjectionIn(
  call: Call<typeof enterObjection, 'notice'>,
): Promise<Outcome<AnswerOf<typeof enterObjection>>> {
  const { db, etown, now, house, actor } = call
  const { receivedOn, from, text } = call.body
  const today = dayOfInstant(now.getTime())
  const row = await lockNotice(db, etown.id, BigInt(call.params.notice))
  if (row === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  if (row.withdrawn_at !== null) return refused(refusal(noticeRefusals, 'notice.withdrawn'))
  if (receivedOn > today)
    return refused(refusal(noticeRefusals, 'notice.day_future', { today: formatDay(today) }, '/receivedOn'))
  const { id } = await insertObjection(db, {
    etown: etown.id,
    notice: row.id,
    edition: row.number,
    received_on: receivedOn,
    from_sealed: house.vault.seal('notice.objection', from),
    text,
    entered_by: actor?.account ?? '',
    entered_at: now,
  })
  call.note(String(id), { notice: call.params.notice })
  call.announce({ kind: 'notice.objected', subject: call.params.notice, payload: { objection: String(id) } })
  return granted({ id: String(id) })
}

/** 答复异议 By somebody who did not publish it. One that is upheld hinders until the list is amended or withdrawn. */
export async function answerObjectionIn(
  call: Call<typeof answerObjection, 'notice'>,
): Promise<Outcome<AnswerOf<typeof answerObjection>>> {
  const { db, etown, now, actor } = call
  const account = actor?.account ?? ''
  const id = call.params.objection
  call.note(id, { upheld: call.body.upheld })
  const objection = await lockOpenObjection(db, etown.id, BigInt(id))
  if (objection === undefined) return refused(refusal(noticeRefusals, 'notice.objection_not_found'))
  const notice = await findNotice(db, etown.id, objection.notice)
  if (notice?.made_by === account) return refused(refusal(noticeRefusals, 'notice.same_person'))
  await answerRow(db, etown.id, objection.id, { ...call.body, answered_by: account, answered_at: now })
  call.announce({
    kind: 'notice.answered',
    subject: String(objection.notice),
    payload: { objection: id, upheld: call.body.upheld },
  })
  return granted({ id })
}

/** 撤回 It stays readable, and says that it was withdrawn. */
export async function withdrawIn(
  call: Call<typeof withdrawNotice, 'notice'>,
): Promise<Outcome<AnswerOf<typeof withdrawNotice>>> {
  const { db, etown, now, actor } = call
  const row = await lockNotice(db, etown.id, BigInt(call.params.notice))
  if (row === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  if (row.withdrawn_at !== null) return refused(refusal(noticeRefusals, 'notice.withdrawn'))
  const how = { withdrawn_at: now, withdrawn_by: actor?.account ?? '', withdrawn_why: call.body.why }
  await withdraw(db, etown.id, row.id, how)
  call.note(call.params.notice)
  call.announce({ kind: 'notice.withdrawn', subject: call.params.notice, payload: { why: call.body.why } })
  return granted({ id: call.params.notice })
}
