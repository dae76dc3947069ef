import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { recallRefusals, type whereNow } from '../contract/index.ts'
import { stateAt } from '../db/state-now.ts'
import { canonicalEpc } from '../domain/gs1/epc-urn.ts'

export async function whereNowIn(
  call: Call<typeof whereNow, 'trace'>,
): Promise<Outcome<AnswerOf<typeof whereNow>>> {
  const code = canonicalEpc(call.query.code)
  const state = await stateAt(call.db, call.etown.id, code, call.now)
  if (state.events === 0n)
    return refused(refusal(recallRefusals, 'trace.recall_unknown_code', { code }, '/query/code'))
  return granted({
    code,
    events: Number(state.events),
    inside: [...state.inside],
    ...(state.seenAt !== null && { lastSeenAt: state.seenAt.toISOString() }),
    ...(state.place !== null && { place: state.place }),
    ...(state.bizStep !== null && { bizStep: state.bizStep }),
    ...(state.disposition !== null && { disposition: state.disposition }),
    ...(state.lot !== null && { lot: state.lot }),
  })
}
