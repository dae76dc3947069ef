import { type Fen, fen } from '../../../kernel/money.ts'
import type { Db } from '../../../platform/db/house.ts'
import {
  type Incoming,
  insertFresh,
  meetKnown,
  moveKnown,
  NOTHING,
  type TallyRow,
  tallyMerge,
} from '../db/merge-lines.ts'
import { shareTotals } from '../db/share-totals.ts'
import type { Amount } from '../domain/order-line.ts'
import type { AmountsPer } from '../domain/profile.ts'
import type { Tally } from '../domain/receipt.ts'
import type { Contribution } from '../domain/retail-change.ts'

/** What became of the rows in `incoming`. */
export type Merged = {
  readonly accepted: Tally
  readonly merged: Tally
  readonly contributions: readonly Contribution[]
}

/** Lines of the file that another shop has already. */
export type Foreign = { readonly lines: bigint; readonly shop: bigint }

/**
 * 合并 Merges the rows in `incoming` (`rows` of them) into the order lines: new lines are inserted, known ones moved where
 * a row surpasses them, the rest becomes history, and totals that rows repeat are divided. Runs under lockForMerge.
 */
export async function mergeIncoming(
  db: Db<'market'>,
  incoming: Incoming,
  rows: number,
  per: AmountsPer,
): Promise<Merged | Foreign> {
  const fresh = await insertFresh(db, incoming)
  const contributions = [...fresh.contributions]
  let tallies = { accepted: fresh.tally, merged: NOTHING }
  // A file that shows nothing twice and nothing known needs no second look.
  if (fresh.tally.rows < BigInt(rows)) {
    const foreign = await meetKnown(db, incoming)
    if (foreign.shop !== null) return { lines: foreign.lines, shop: foreign.shop }
    contributions.push(...(await moveKnown(db, incoming)))
    tallies = await tallyMerge(db, incoming)
  }
  if (per !== 'line') contributions.push(...(await shareTotals(db, incoming, per)))
  return { accepted: tallyOf(tallies.accepted), merged: tallyOf(tallies.merged), contributions }
}

function tallyOf(row: TallyRow): Tally {
  const sum = (amount: Amount): Fen => fen(row[amount])
  return {
    rows: Number(row.rows),
    sums: { payable: sum('payable'), paid: sum('paid'), received: sum('received'), refund: sum('refund') },
  }
}
