import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { partyRefusals, type registerParty } from '../contract/index.ts'
import { insertParties, partiesByKey } from '../db/parties.ts'
import { register } from '../domain/register.ts'
import { columnsOf } from './party-columns.ts'
import { partyEvent } from './party-events.ts'
import { surroundingsOf } from './surroundings.ts'

export async function registerPartyIn(
  call: Call<typeof registerParty, 'party'>,
): Promise<Outcome<AnswerOf<typeof registerParty>>> {
  const facts = register(call.body, dayOfInstant(call.now.getTime()))
  if (!facts.ok) return facts
  const by = call.actor?.account ?? ''
  const columns = columnsOf(facts.value, undefined, await surroundingsOf(call))
  const [row] = await insertParties(call.db, [
    {
      ...columns,
      etown: call.etown.id,
      source: 'typed',
      created_by: by,
      changed_by: by,
      changed_why: '登记',
    },
  ])
  if (row === undefined) {
    const known = await partiesByKey(call.db, call.etown.id, [columns.natural_key])
    const id = known.get(columns.natural_key)?.id ?? 0n
    return refused(refusal(partyRefusals, 'party.known_already', { id }))
  }
  call.note(String(row.id), { kind: row.kind })
  call.announce(partyEvent('party.registered', undefined, row))
  return granted({ id: String(row.id), version: row.version })
}
