import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { mapParties } from '../contract/index.ts'
import { placedParties } from '../db/parties.ts'
import { itemOf, pointOf } from './party-views.ts'
import { onlyParty } from './seeing.ts'

/** More points than this no drawing shows apart; the answer says how many there are. */
const MOST = 5_000

export async function mapPartiesIn(
  call: Call<typeof mapParties, 'party'>,
): Promise<Outcome<AnswerOf<typeof mapParties>>> {
  const narrowing = { filter: call.query, only: onlyParty(call.actor, call.etown.id) }
  const { rows, total } = await placedParties(call.db, call.etown.id, narrowing, MOST)
  const points = rows.flatMap((row) => {
    const point = pointOf(row)
    const { id, kind, name, inside } = itemOf(row)
    return point === undefined ? [] : [{ id, kind, name, inside, ...point }]
  })
  return granted({ county: call.etown.countyCode, total, points })
}
