import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type decideDuplicate, partyRefusals } from '../contract/index.ts'
import { decidePair, lockPair, type PairRow } from '../db/duplicates.ts'
import { lockParties, type PartyRow, partiesByKey, updateParty } from '../db/parties.ts'
import { partyEvent } from './party-events.ts'

type Deciding = Call<typeof decideDuplicate, 'party'>

/** 判断重复 "Same" merges one into the other and keeps both rows; "different" afterwards takes a merger back. */
export async function decideDuplicateIn(call: Deciding): Promise<Outcome<AnswerOf<typeof decideDuplicate>>> {
  const pair = { a: BigInt(call.params.a), b: BigInt(call.params.b) }
  const { decision, reason } = call.body
  call.note(`${pair.a}–${pair.b}`, { decision, reason, keep: call.body.keep ?? null })
  const proposal = await lockPair(call.db, call.etown.id, pair)
  if (proposal === undefined) return refused(refusal(partyRefusals, 'party.pair_not_found', pair))
  if (proposal.state === decision) return refused(refusal(partyRefusals, 'party.pair_decided'))
  const rows = await lockParties(call.db, call.etown.id, [pair.a, pair.b])
  const done = decision === 'same' ? await merge(call, rows) : await split(call, proposal, rows)
  if (!done.ok) return done
  await decidePair(call.db, call.etown.id, pair, {
    state: decision,
    kept: done.value,
    reason,
    decided_by: call.actor?.account ?? '',
    decided_at: call.now,
  })
  return granted({ state: decision })
}

/** The one kept. Only living parties merge, and into a living one, so mergers cannot run in a circle. */
async function merge(call: Deciding, rows: readonly PartyRow[]): Promise<Outcome<bigint>> {
  const elsewhere = rows.find((row) => row.merged_into !== null)
  if (elsewhere !== undefined) {
    const into = elsewhere.merged_into ?? 0n
    return refused(refusal(partyRefusals, 'party.pair_merged_elsewhere', { into }))
  }
  const kept = rows.find((row) => String(row.id) === call.body.keep)
  const other = rows.find((row) => row !== kept)
  if (kept === undefined || other === undefined) {
    return refused(refusal(partyRefusals, 'party.pair_kept', { a: call.params.a, b: call.params.b }, '/keep'))
  }
  await turn(call, other, kept.id, 'party.merged')
  return granted(kept.id)
}

async function split(call: Deciding, proposal: PairRow, rows: readonly PartyRow[]): Promise<Outcome<null>> {
  const merged = rows.find((row) => row.merged_into !== null && row.merged_into === proposal.kept)
  if (merged === undefined) return granted(null)
  const key = merged.natural_key
  const living = (await partiesByKey(call.db, call.etown.id, [key])).get(key)
  if (living !== undefined) return refused(refusal(partyRefusals, 'party.known_already', { id: living.id }))
  await turn(call, merged, null, 'party.split')
  return granted(null)
}

async function turn(
  call: Deciding,
  before: PartyRow,
  into: bigint | null,
  kind: 'party.merged' | 'party.split',
): Promise<void> {
  const after = await updateParty(call.db, call.etown.id, before.id, {
    merged_into: into,
    changed_by: call.actor?.account ?? '',
    changed_why: call.body.reason,
  })
  call.announce(partyEvent(kind, before, after))
}
