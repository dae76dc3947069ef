import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { findEvidence, isBroughtBy } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type bringFinding,
  LOT_STATES,
  lotRefusals,
  type openFinding,
  type supervise,
} from '../contract/index.ts'
import { isHeld } from '../db/holds.ts'
import { insertSupervision, lockLots, lotsById, supervisionsOf } from '../db/lots.ts'
import { seenLot } from './seen-lot.ts'
import { leafOf, statedSupervision } from './statements.ts'

const CHANGES_STATE: readonly string[] = ['freeze', 'release', 'recall']

/** 监管 What is said stays said; freezing and recalling take hold at once, also on the scan page. */
export async function superviseIn(
  call: Call<typeof supervise, 'trace'>,
): Promise<Outcome<AnswerOf<typeof supervise>>> {
  const { db, etown, actor, body } = call
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const [lot] = await lockLots(db, etown.id, [found.value.id])
  if (lot?.state === 'recalled' && CHANGES_STATE.includes(body.kind))
    return refused(refusal(lotRefusals, 'trace.lot_recalled', { code: lot.code }))
  if (body.kind === 'release' && (await isHeld(db, etown.id, found.value.id)))
    return refused(refusal(lotRefusals, 'trace.lot_held', { code: found.value.code }))
  const { paper = null } = body
  if (paper !== null && !(await isBroughtBy(db, etown.id, paper, actor?.account ?? '')))
    return refused(refusal(lotRefusals, 'trace.paper_unknown', {}, '/paper'))
  const supervision = await insertSupervision(db, {
    etown: etown.id,
    lot: found.value.id,
    kind: body.kind,
    said: body.said,
    paper,
    by: actor?.account ?? '',
  })
  const [after] = await lotsById(db, etown.id, [found.value.id])
  const state = keyIn(LOT_STATES, after?.state ?? 'open')
  call.note(String(found.value.id), { kind: body.kind, state })
  call.announce({
    kind: 'trace.lot-supervised',
    subject: String(found.value.id),
    payload: {
      kind: body.kind,
      state,
      party: String(found.value.party),
      attested: [leafOf(statedSupervision(supervision))],
    },
    ...(paper !== null && { evidence: [paper] }),
  })
  return granted({ id: String(supervision.id), state })
}

/** Brought in first, so that the act itself is small and may be sent again. */
export async function bringFindingIn(
  call: Call<typeof bringFinding, 'trace'>,
): Promise<Outcome<AnswerOf<typeof bringFinding>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}

/** Whoever sees the lot sees what its supervision rests on; each look is one audit line. */
export async function openFindingIn(call: Call<typeof openFinding, 'trace'>): Promise<Outcome<Download>> {
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const rows = await supervisionsOf(call.db, call.etown.id, [found.value.id])
  const { paper } = rows.find(({ id }) => String(id) === call.params.supervision) ?? { paper: null }
  const file = paper === null ? undefined : await findEvidence(call.db, call.etown.id, paper)
  if (file === undefined) return refused(refusal(lotRefusals, 'trace.finding_unknown'))
  call.note(call.params.supervision)
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
