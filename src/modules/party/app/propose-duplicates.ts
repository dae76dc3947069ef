import { roomOf } from '../../../platform/db/house.ts'
import type { Consumer } from '../../../platform/work/consumers.ts'
import { lookalikes, phoneUsers, replaceProposals } from '../db/duplicates.ts'
import { findParty, type PartyRow } from '../db/parties.ts'
import { likeness, type PartyTraits, PROPOSE_AT } from '../domain/duplicates.ts'
import { kindOf } from './party-columns.ts'

/** 查重 Looks at every party that is new or changed, after the act, so that no import waits for it. */
export const proposeDuplicates: Consumer = {
  name: 'party.duplicates',
  kinds: ['party.registered', 'party.amended', 'party.merged', 'party.split'],
  async fold(scope, event) {
    const db = roomOf(scope.db, 'party')
    const party = await findParty(db, scope.etown, BigInt(event.subject))
    if (party === undefined) return
    if (party.merged_into !== null) return replaceProposals(db, scope.etown, party.id, [])
    const users = party.phone_blind === null ? 0 : await phoneUsers(db, scope.etown, party.phone_blind)
    const traits = traitsOf(party, users)
    const pairs = (await lookalikes(db, party)).flatMap((other) => {
      const { score, why } = likeness(traits, traitsOf(other, 0))
      const [a, b] = party.id < other.id ? [party.id, other.id] : [other.id, party.id]
      return score >= PROPOSE_AT ? [{ a, b, score, why }] : []
    })
    await replaceProposals(db, scope.etown, party.id, pairs)
  },
}

const traitsOf = (row: PartyRow, users: number): PartyTraits => ({
  kind: kindOf(row),
  name: row.name,
  nameCore: row.name_core,
  creditCode: row.credit_code,
  residentBlind: row.resident_id_blind?.toString('hex') ?? null,
  phoneBlind: row.phone_blind?.toString('hex') ?? null,
  phoneUsers: users,
  placeCode: row.place_code,
  address: row.address,
})
