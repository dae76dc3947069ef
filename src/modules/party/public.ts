/** What other rooms' servers may ask of the register. `db` is the caller's own: its transaction, its e-town. */

import { keyIn } from '../../kernel/keys.ts'
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { PARTY_KINDS, type PartyKind } from './contract/index.ts'
import { partiesById, shopOperators, survivorsOf } from './db/parties.ts'
import { sitesById } from './db/sites.ts'
import { placeName } from './domain/places.ts'

/** 主体简况 A party as other rooms name it; of a merged one, what it was merged into. No personal data. */
export type PartyBrief = {
  readonly id: bigint
  readonly kind: PartyKind
  /** In full, also a farmer's: mask it before it leaves the server. */
  readonly name: string
  readonly creditCode: string | undefined
  readonly inside: boolean | undefined
}

/** The parties of these ids, by the id that was asked for; ids nobody has are left out. */
export async function partiesOf(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, PartyBrief>> {
  const own = roomOf(db, 'party')
  const survivors = await survivorsOf(own, etown, ids)
  const rows = await partiesById(own, etown, [...survivors.values()])
  return new Map(
    [...survivors].flatMap(([id, survivor]) => {
      const row = rows.get(survivor)
      return row === undefined ? [] : [[id, briefOf(row)] as const]
    }),
  )
}

/** 店铺经营者 Parties that can run a shop, whose name or credit code has the text: living, not deregistered; 20 at most. */
export async function operatorsLike(db: AnyDb, etown: number, text: string): Promise<readonly PartyBrief[]> {
  return (await shopOperators(roomOf(db, 'party'), etown, text)).map(briefOf)
}

/** 场所简况 A site as other rooms name it, with who runs it and its 村镇, where known. */
export type SiteBrief = {
  readonly id: bigint
  readonly name: string
  readonly party: bigint | undefined
  readonly place: string | undefined
}

/** The sites of these ids; ids nobody has are left out. */
export async function sitesOf(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, SiteBrief>> {
  const rows = await sitesById(roomOf(db, 'party'), etown, ids)
  return new Map(
    rows.map(({ id, name, party, place_code }) => {
      const place = place_code === null ? undefined : placeName(place_code)
      return [id, { id, name, party: party ?? undefined, place }]
    }),
  )
}

type Row = { id: bigint; kind: string; name: string; credit_code: string | null; inside: boolean | null }

const briefOf = (row: Row): PartyBrief => ({
  id: row.id,
  kind: keyIn(PARTY_KINDS, row.kind),
  name: row.name,
  creditCode: row.credit_code ?? undefined,
  inside: row.inside ?? undefined,
})
