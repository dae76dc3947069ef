import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { partiesOf } from '../../party/public.ts'
import {
  flowRefusals,
  type listSubjectCodes,
  lotRefusals,
  SUBJECT_KINDS,
  type setSubjectCode,
} from '../contract/index.ts'
import { pageOfSubjectCodes, putSubjectCode, type SubjectRow } from '../db/subject-codes.ts'
import { onlyParty, partyNames, sees } from './seeing.ts'

/** 主体码 What the national platform gave a party: recorded here, never made here. */
export async function setSubjectCodeIn(
  call: Call<typeof setSubjectCode, 'trace'>,
): Promise<Outcome<AnswerOf<typeof setSubjectCode>>> {
  const { db, etown, actor, now, body } = call
  const party = BigInt(body.party)
  const known = await partiesOf(db, etown.id, [party])
  if (!known.has(party) || !sees(actor, etown.id, party))
    return refused(refusal(lotRefusals, 'trace.party_unknown', {}, '/party'))
  const { kind, code } = body
  const entered = { entered_by: actor?.account ?? '', entered_at: now }
  if (!(await putSubjectCode(db, { etown: etown.id, party, kind, code, ...entered })))
    return refused(refusal(flowRefusals, 'trace.subject_code_known', { code }, '/code'))
  call.note(body.party, { kind, code })
  call.announce({ kind: 'trace.subject-coded', subject: body.party, payload: { kind, code } })
  return granted({ party: body.party })
}

export async function listSubjectCodesIn(
  call: Call<typeof listSubjectCodes, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listSubjectCodes>>> {
  const { db, etown, actor } = call
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfSubjectCodes(db, etown.id, onlyParty(actor, etown.id), page)
  const nameOf = await partyNames(
    db,
    etown.id,
    rows.map((row) => row.party),
  )
  const view = ({ party, kind, code, entered_at }: SubjectRow) => ({
    party: String(party),
    partyName: nameOf(party),
    kind: keyIn(SUBJECT_KINDS, kind),
    code,
    enteredAt: entered_at.toISOString(),
  })
  const shown = pageOf(
    rows.map((row) => ({ ...row, id: row.party })),
    page.limit,
    view,
  )
  return granted({ total, ...shown })
}
