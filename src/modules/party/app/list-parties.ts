import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { listParties } from '../contract/index.ts'
import { pageOfParties } from '../db/parties.ts'
import { itemOf } from './party-views.ts'
import { onlyParty } from './seeing.ts'

export async function listPartiesIn(
  call: Call<typeof listParties, 'party'>,
): Promise<Outcome<AnswerOf<typeof listParties>>> {
  const { after, limit: _, ...filter } = call.query
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfParties(
    call.db,
    call.etown.id,
    { filter, only: onlyParty(call.actor, call.etown.id) },
    { after: after === undefined ? undefined : BigInt(after), limit },
  )
  return granted({ total, ...pageBy(rows, limit, itemOf, (row) => row.id) })
}
