import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { DUPLICATE_STATES, type listDuplicates } from '../contract/index.ts'
import { type PairPlace, pageOfPairs, whyIn } from '../db/duplicates.ts'
import { partiesById } from '../db/parties.ts'
import { itemOf } from './party-views.ts'
import { onlyParty } from './seeing.ts'

export async function listDuplicatesIn(
  call: Call<typeof listDuplicates, 'party'>,
): Promise<Outcome<AnswerOf<typeof listDuplicates>>> {
  // A pair shows somebody else's party, whichever side is one's own.
  if (onlyParty(call.actor, call.etown.id) !== undefined) return granted({ total: 0, items: [] })
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfPairs(call.db, call.etown.id, call.query.state, {
    after: placeIn(call.query.after),
    limit,
  })
  const parties = await partiesById(
    call.db,
    call.etown.id,
    rows.flatMap(({ a, b }) => [a, b]),
  )
  const side = (id: bigint) => {
    const row = parties.get(id)
    if (row === undefined) throw new Error(`no party ${id} of a pair`)
    return itemOf(row)
  }
  const page = pageBy(
    rows,
    limit,
    (row) => ({
      a: side(row.a),
      b: side(row.b),
      score: row.score,
      why: whyIn(row),
      state: keyIn(DUPLICATE_STATES, row.state),
      kept: row.kept === null ? undefined : String(row.kept),
      reason: row.reason ?? undefined,
      decidedBy: row.decided_by ?? undefined,
      decidedAt: row.decided_at?.toISOString(),
    }),
    (row) => `${row.score}.${row.a}.${row.b}`,
  )
  return granted({ total, ...page })
}

function placeIn(after: string | undefined): PairPlace | undefined {
  if (after === undefined) return undefined
  const [score = '', a = '', b = ''] = after.split('.')
  return { score: Number(score), a: BigInt(a), b: BigInt(b) }
}
