import { addFen, applyRate, type Fen, fen, subFen, ZERO_FEN } from '#kernel/money'
import {
  type Amounts,
  type Band,
  type BandState,
  type BandTrouble,
  bandStateOf,
  bandTroubles,
} from './bands.ts'

/** 试算前 What one source has before anything is tried. */
export type Before = {
  readonly whole: Fen
  readonly unallocated: Fen
  readonly allocated: Amounts
  readonly available: Amounts
  readonly bands: readonly Band[]
}

/** 试算的一步 Money to a category, or back from it where it is negative. */
export type Move = { readonly category: string; readonly amount: Fen }

/** `short`: not so much is unallocated, or free in the category; else a trouble of the bands. */
export type TriedTrouble =
  | { readonly kind: 'short'; readonly category: string; readonly lack: Fen }
  | BandTrouble

export type After = Pick<Before, 'unallocated' | 'allocated' | 'available'> & {
  readonly troubles: readonly TriedTrouble[]
}

const at = (amounts: Amounts, category: string): Fen => amounts.get(category) ?? ZERO_FEN

/**
 * 试算 One source with all moves made in their order, each judged as the act itself would be: what is short is told and
 * not done, what breaks a band is told and shown all the same.
 */
export function tryMoves(before: Before, moves: readonly Move[]): After {
  let { unallocated } = before
  const allocated = new Map(before.allocated)
  const available = new Map(before.available)
  const troubles: TriedTrouble[] = []
  for (const { category, amount } of moves) {
    const rest = amount > 0n ? subFen(unallocated, amount) : addFen(at(available, category), amount)
    if (rest < 0n) {
      troubles.push({ kind: 'short', category, lack: fen(-rest) })
      continue
    }
    if (amount > 0n)
      troubles.push(...bandTroubles(before.whole, before.bands, allocated, { category, more: amount }))
    unallocated = subFen(unallocated, amount)
    allocated.set(category, addFen(at(allocated, category), amount))
    available.set(category, addFen(at(available, category), amount))
  }
  return { unallocated, allocated, available, troubles }
}

/** Where a category would stand in a band, and the band in fen. */
export const triedBand = (
  whole: Fen,
  band: Band,
  allocated: Fen,
): { readonly state: BandState; readonly min: Fen; readonly max: Fen } => ({
  state: bandStateOf(whole, band, allocated),
  min: applyRate(whole, band.min, 'up'),
  max: applyRate(whole, band.max, 'down'),
})
