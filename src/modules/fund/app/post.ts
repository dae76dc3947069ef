import type { Day } from '#kernel/day'
import { type Fen, fen, ZERO_FEN } from '#kernel/money'
import type { EntryKind } from '../contract/words.ts'
import { insertEntry } from '../db/journal.ts'
import { linesOf, type Moved } from '../domain/postings.ts'
import { type Acting, todayOf } from './acting.ts'

/** 可用池 Its name in the house's pools: what of a source, or of one of its categories, is still free. */
export const poolOf = (source: string, category?: string): string =>
  ['fund', source, ...(category === undefined ? [] : [category])].join('/')

type Why = {
  readonly day?: Day
  readonly reason?: string | undefined
  readonly evidence?: string
  readonly releasedFrom?: 'reserved' | 'committed'
}

/**
 * 记账 Writes one entry of the journal. The pools of what is unallocated or available are moved by the caller, under their
 * locks; the database refuses a commit in which journal and pools differ.
 */
export const post = (acting: Acting, kind: EntryKind, moved: Moved, why: Why = {}): Promise<bigint> =>
  insertEntry(
    acting.db,
    {
      etown: acting.etown,
      kind,
      day: why.day ?? todayOf(acting),
      at: acting.now,
      by: acting.account,
      reason: why.reason ?? null,
      evidence: why.evidence ?? null,
    },
    linesOf(kind, moved, why.releasedFrom),
  )

/** What a pool has, as money. */
export const freeIn = (pools: ReadonlyMap<string, bigint>, pool: string): Fen => {
  const free = pools.get(pool)
  return free === undefined ? ZERO_FEN : fen(free)
}
