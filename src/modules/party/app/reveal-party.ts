import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { revealParty } from '../contract/index.ts'
import { seenParty } from './find-party.ts'
import { personalOf } from './party-columns.ts'

/** Every look is one audit line with its reason; the values are in no log and in no idempotency row. */
export async function revealPartyIn(
  call: Call<typeof revealParty, 'party'>,
): Promise<Outcome<AnswerOf<typeof revealParty>>> {
  const found = await seenParty(call)
  if (!found.ok) return found
  const row = found.value
  call.note(String(row.id), { reason: call.body.reason })
  return granted({ name: row.name, ...personalOf(call.house.vault, row), address: row.address ?? undefined })
}
