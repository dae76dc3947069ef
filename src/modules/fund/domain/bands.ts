import {
  addFen,
  applyRate,
  compareRates,
  type Fen,
  fen,
  type Rate,
  ratioOf,
  subFen,
  ZERO_FEN,
} from '#kernel/money'

/** 占比范围 What one category may take of its source, borders included. */
export type Band = { readonly category: string; readonly min: Rate; readonly max: Rate }

/** Money by category; one that is not named has none. */
export type Amounts = ReadonlyMap<string, Fen>

/**
 * 占比问题 `above`: the category would pass its upper border. `starves`: what is left of the source would no longer bring
 * `category` to its lower one. `limit` is that border in fen, `amount` what the category would have, `lack` what would
 * be missing.
 */
export type BandTrouble = {
  readonly kind: 'above' | 'starves'
  readonly category: string
  readonly limit: Fen
  readonly amount: Fen
  readonly lack: Fen
}

export function mostOf(a: Fen, b: Fen): Fen {
  if (a > b) return a
  return b
}

/**
 * 占比检查 Whether `more` may go to `category`, on the whole amount of the source. Held on what is allocated and on what is
 * spent alike. A lower border is not asked for at once: it must only stay within reach.
 */
export function bandTroubles(
  whole: Fen,
  bands: readonly Band[],
  amounts: Amounts,
  add: { readonly category: string; readonly more: Fen },
): readonly BandTrouble[] {
  if (bands.length === 0) return []
  const now = (category: string): Fen => amounts.get(category) ?? ZERO_FEN
  const after = new Map(
    bands.map(({ category }) => [
      category,
      category === add.category ? addFen(now(category), add.more) : now(category),
    ]),
  )
  const troubles: BandTrouble[] = []
  for (const { category, max } of bands) {
    const amount = after.get(category) ?? ZERO_FEN
    const limit = applyRate(whole, max, 'down')
    if (category === add.category && amount > limit)
      troubles.push({ kind: 'above', category, limit, amount, lack: subFen(amount, limit) })
  }
  const left = mostOf(subFen(whole, addFen(...after.values())), ZERO_FEN)
  const due = bands
    .map(({ category, min }) => {
      const limit = applyRate(whole, min, 'up')
      const amount = after.get(category) ?? ZERO_FEN
      return { category, limit, amount, gap: mostOf(subFen(limit, amount), ZERO_FEN) }
    })
    .filter(({ gap }) => gap > 0n)
  const lack = fen(addFen(...due.map(({ gap }) => gap)) - left)
  // What its own money goes to cannot starve a category.
  const others = due.filter(({ category }) => category !== add.category)
  if (lack > 0n)
    for (const { category, limit, amount } of others)
      troubles.push({ kind: 'starves', category, limit, amount, lack })
  return troubles
}

/** 占比状态 Where a category stands in its band, unrounded. */
export type BandState = 'below' | 'within' | 'above'

export function bandStateOf(whole: Fen, { min, max }: Band, amount: Fen): BandState {
  const share = ratioOf(amount, whole)
  if (share === undefined || compareRates(share, min) < 0) return 'below'
  return compareRates(share, max) > 0 ? 'above' : 'within'
}

/** 例外后的范围 A band as approved exceptions widen it; they never narrow it. */
export function widened(band: Band, exceptions: readonly Band[]): Band {
  let { min, max } = band
  for (const other of exceptions.filter(({ category }) => category === band.category)) {
    if (compareRates(other.min, min) < 0) min = other.min
    if (compareRates(other.max, max) > 0) max = other.max
  }
  return { category: band.category, min, max }
}
