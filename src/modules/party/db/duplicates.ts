import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { keysOf } from '../../../kernel/keys.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import { type DuplicateState, LIKENESSES } from '../contract/index.ts'
import type { Likeness } from '../domain/duplicates.ts'
import type { PartyRow } from './parties.ts'

export type PairRow = Selectable<DB['party.duplicate_proposal']>
export type Pair = { readonly a: bigint; readonly b: bigint }

const zWhy = z.array(z.object({ code: z.enum(keysOf(LIKENESSES)), points: z.int() }))
export const whyIn = (row: PairRow): Likeness[] => zWhy.parse(row.why)

/** A party is compared with at most so many others; a name that common says nothing. */
const MOST = 500

/** Living parties that share the phone, the head of the name or the address. */
export const lookalikes = (db: Db<'party'>, party: PartyRow): Promise<PartyRow[]> =>
  db
    .selectFrom('party.party')
    .selectAll()
    .where('etown', '=', party.etown)
    .where('id', '<>', party.id)
    .where('merged_into', 'is', null)
    .where((w) =>
      w.or([
        w('name_head', '=', party.name_head),
        ...(party.phone_blind === null ? [] : [w('phone_blind', '=', party.phone_blind)]),
        ...(party.address === null ? [] : [w('address', '=', party.address)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()

export async function phoneUsers(db: Db<'party'>, etown: number, phoneBlind: Buffer): Promise<number> {
  const { users } = await db
    .selectFrom('party.party')
    .select((e) => e.fn.countAll<bigint>().as('users'))
    .where('etown', '=', etown)
    .where('phone_blind', '=', phoneBlind)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(users)
}

/** Writes what is proposed for a party now; open proposals that no longer hold go, decided ones stay as decided. */
export async function replaceProposals(
  db: Db<'party'>,
  etown: number,
  party: bigint,
  pairs: readonly (Pair & { readonly score: number; readonly why: readonly Likeness[] })[],
): Promise<void> {
  await db
    .deleteFrom('party.duplicate_proposal')
    .where('etown', '=', etown)
    .where('state', '=', 'open')
    .where((w) => w.or([w('a', '=', party), w('b', '=', party)]))
    .execute()
  if (pairs.length === 0) return
  await db
    .insertInto('party.duplicate_proposal')
    .values(pairs.map(({ a, b, score, why }) => ({ etown, a, b, score, why: JSON.stringify(why) })))
    .onConflict((c) => c.columns(['etown', 'a', 'b']).doNothing())
    .execute()
}

/** Where a page of pairs begins: after the score and ids of the pair before. */
export type PairPlace = Pair & { readonly score: number }

/** The likeliest first. */
export async function pageOfPairs(
  db: Db<'party'>,
  etown: number,
  narrowing: { readonly state: DuplicateState | undefined; readonly only: bigint | undefined },
  page: { readonly after: PairPlace | undefined; readonly limit: number },
): Promise<{ rows: PairRow[]; total: number }> {
  const { state, only } = narrowing
  let query = db.selectFrom('party.duplicate_proposal').where('etown', '=', etown)
  if (state !== undefined) query = query.where('state', '=', state)
  if (only !== undefined) query = query.where((w) => w.or([w('a', '=', only), w('b', '=', only)]))
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const { after, limit } = page
  const from =
    after === undefined
      ? query
      : query.where(
          sql<boolean>`(-score, a, b) > (${-after.score}::int, ${after.a}::bigint, ${after.b}::bigint)`,
        )
  const rows = await from
    .selectAll()
    .orderBy('score', 'desc')
    .orderBy('a')
    .orderBy('b')
    .limit(limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const lockPair = (db: Db<'party'>, etown: number, { a, b }: Pair): Promise<PairRow | undefined> =>
  db
    .selectFrom('party.duplicate_proposal')
    .selectAll()
    .where('etown', '=', etown)
    .where('a', '=', a)
    .where('b', '=', b)
    .forUpdate()
    .executeTakeFirst()

export async function decidePair(
  db: Db<'party'>,
  etown: number,
  { a, b }: Pair,
  decision: {
    readonly state: 'same' | 'different'
    readonly kept: bigint | null
    readonly reason: string
    readonly decided_by: string
    readonly decided_at: Date
  },
): Promise<void> {
  await db
    .updateTable('party.duplicate_proposal')
    .set(decision)
    .where('etown', '=', etown)
    .where('a', '=', a)
    .where('b', '=', b)
    .execute()
}
