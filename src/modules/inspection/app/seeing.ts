import { onlyOwnParty } from '#contract/identity'
import { maskName } from '#kernel/mask'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { partiesOf } from '#party'
import type { AnyDb } from '#platform/db/house'
import type { Actor } from '#platform/http/actor'
import { type LotBrief, lotsOf } from '#trace'
import { inspectionRefusals } from '../contract/index.ts'

type At = { readonly db: AnyDb; readonly etown: { readonly id: number }; readonly actor: Actor | undefined }

/** 行级权限 The one party somebody may see and act for; undefined: all, and none of them is theirs. */
export const onlyParty = ({ actor, etown }: Pick<At, 'actor' | 'etown'>): bigint | undefined =>
  onlyOwnParty(actor?.towns.get(etown.id))

export const sees = (at: Pick<At, 'actor' | 'etown'>, party: bigint): boolean => {
  const only = onlyParty(at)
  return only === undefined || only === party
}

/** The lot, if this person may see it. One they may not see is one there is not. */
export async function seenLot(at: At, id: string): Promise<Outcome<LotBrief>> {
  const lot = (await lotsOf(at.db, at.etown.id, [BigInt(id)])).get(BigInt(id))
  return lot !== undefined && sees(at, lot.party)
    ? granted(lot)
    : refused(refusal(inspectionRefusals, 'inspection.lot_unknown'))
}

/** Names of parties as they may be shown: a farmer's is masked. */
export async function partyNames(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<(id: bigint) => string> {
  const briefs = await partiesOf(db, etown, [...new Set(ids)])
  return (id) => {
    const brief = briefs.get(id)
    if (brief === undefined) return '—'
    return brief.kind === 'farmer' ? maskName(brief.name, 'ends') : brief.name
  }
}

/** `1200.500` as `1200.5`. */
export const spelt = (numeric: string): string =>
  numeric.includes('.') ? numeric.replace(/\.?0+$/, '') : numeric
