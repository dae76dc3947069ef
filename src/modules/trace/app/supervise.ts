import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { LOT_STATES, lotRefusals, type supervise } from '../contract/index.ts'
import { isHeld } from '../db/holds.ts'
import { insertSupervision, lockLots, lotsById } from '../db/lots.ts'
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
  const supervision = await insertSupervision(db, {
    etown: etown.id,
    lot: found.value.id,
    kind: body.kind,
    said: body.said,
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
  })
  return granted({ id: String(supervision.id), state })
}
