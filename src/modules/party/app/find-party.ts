import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { partyRefusals } from '../contract/index.ts'
import { findParty, lockParties, type PartyRow } from '../db/parties.ts'
import { onlyParty } from './seeing.ts'

type At = {
  readonly db: Db<'party'>
  readonly etown: { readonly id: number }
  readonly actor: Actor | undefined
  readonly params: { readonly party: string }
}

/** The party of the path, if this person may see it. One they may not see is one there is not. */
export async function seenParty({ db, etown, actor, params }: At): Promise<Outcome<PartyRow>> {
  const id = BigInt(params.party)
  const only = onlyParty(actor, etown.id)
  const row = only === undefined || only === id ? await findParty(db, etown.id, id) : undefined
  return row === undefined ? refused(refusal(partyRefusals, 'party.not_found', { id })) : granted(row)
}

/** The party of the path, locked for a change; refused once it was merged into another. */
export async function livingParty({ db, etown, params }: Omit<At, 'actor'>): Promise<Outcome<PartyRow>> {
  const id = BigInt(params.party)
  const [row] = await lockParties(db, etown.id, [id])
  if (row === undefined) return refused(refusal(partyRefusals, 'party.not_found', { id }))
  if (row.merged_into !== null) {
    return refused(refusal(partyRefusals, 'party.merged_away', { id, into: row.merged_into }))
  }
  return granted(row)
}
