import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type markEcommerce, partyRefusals, type unmarkEcommerce } from '../contract/index.ts'
import { type PartyChange, type PartyRow, updateParty } from '../db/parties.ts'
import { ecommerceRefusals } from '../domain/register.ts'
import { livingParty } from './find-party.ts'
import { partyEvent } from './party-events.ts'
import { registeredOf } from './party-views.ts'

export async function markEcommerceIn(
  call: Call<typeof markEcommerce, 'party'>,
): Promise<Outcome<AnswerOf<typeof markEcommerce>>> {
  const found = await livingParty(call)
  if (!found.ok) return found
  const before = found.value
  call.note(String(before.id), { since: call.query.since })
  const wrong = ecommerceRefusals(call.query.since, registeredOf(before), dayOfInstant(call.now.getTime()))
  if (wrong.length > 0) return refused(...wrong)
  return saved(call, before, {
    ecommerce_since: call.query.since,
    ecommerce_evidence: call.file?.sha256 ?? null,
    changed_why: '标记开展电商',
  })
}

export async function unmarkEcommerceIn(
  call: Call<typeof unmarkEcommerce, 'party'>,
): Promise<Outcome<AnswerOf<typeof unmarkEcommerce>>> {
  const found = await livingParty(call)
  if (!found.ok) return found
  const before = found.value
  call.note(String(before.id))
  if (before.ecommerce_since === null) return refused(refusal(partyRefusals, 'party.no_ecommerce'))
  return saved(call, before, {
    ecommerce_since: null,
    ecommerce_evidence: null,
    changed_why: call.body.reason,
  })
}

async function saved(
  call: Pick<Call<typeof markEcommerce, 'party'>, 'db' | 'etown' | 'actor' | 'announce'>,
  before: PartyRow,
  change: PartyChange,
): Promise<Outcome<{ id: string; version: number }>> {
  const after = await updateParty(call.db, call.etown.id, before.id, {
    ...change,
    changed_by: call.actor?.account ?? '',
  })
  call.announce(partyEvent('party.ecommerce-marked', before, after))
  return granted({ id: String(after.id), version: after.version })
}
