import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type amendParty, type PartyForm, partyRefusals } from '../contract/index.ts'
import { type PartyRow, partiesByKey, updateParty } from '../db/parties.ts'
import { register } from '../domain/register.ts'
import { livingParty } from './find-party.ts'
import { columnsOf, differing } from './party-columns.ts'
import { partyEvent } from './party-events.ts'
import { surroundingsOf } from './surroundings.ts'

export async function amendPartyIn(
  call: Call<typeof amendParty, 'party'>,
): Promise<Outcome<AnswerOf<typeof amendParty>>> {
  const { version, reason, form } = call.body
  const found = await livingParty(call)
  if (!found.ok) return found
  const before = found.value
  call.note(String(before.id), { version })
  if (before.version !== version) {
    return refused(refusal(partyRefusals, 'party.changed_meanwhile', { version: before.version }))
  }
  const facts = register(completed(form, before), dayOfInstant(call.now.getTime()))
  if (!facts.ok) {
    return refused(...facts.refused.map((why) => ({ ...why, pointer: `/form${why.pointer ?? ''}` })))
  }
  const columns = columnsOf(facts.value, before, await surroundingsOf(call))
  const change = differing(before, columns)
  if (change === undefined) return refused(refusal(partyRefusals, 'party.nothing_changed'))
  const same = (await partiesByKey(call.db, call.etown.id, [columns.natural_key])).get(columns.natural_key)
  if (same !== undefined && same.id !== before.id) {
    return refused(refusal(partyRefusals, 'party.known_already', { id: same.id }))
  }
  const after = await updateParty(call.db, call.etown.id, before.id, {
    ...change,
    changed_by: call.actor?.account ?? '',
    changed_why: reason,
  })
  call.announce(partyEvent('party.amended', before, after))
  return granted({ id: String(after.id), version: after.version })
}

/** Of a farmer, name, address and point are personal too: whoever amends sees them masked, and leaves them out. */
function completed(form: PartyForm, before: PartyRow): PartyForm {
  if (before.kind !== 'farmer') return form
  const point = before.lon === null || before.lat === null ? undefined : { lon: before.lon, lat: before.lat }
  return {
    ...form,
    name: form.name.trim() === '' ? before.name : form.name,
    address: form.address ?? before.address ?? undefined,
    point: form.point ?? point,
  }
}
