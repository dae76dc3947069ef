import { type Fen, fen } from '#kernel/money'
import type { Account, EntryKind } from '../contract/words.ts'

/** 分录行 One side of an entry: what came to an account (positive) or left it. */
export type Line = {
  readonly account: Account
  readonly source: string
  /** Of all accounts but what came from outside and what is not allocated yet. */
  readonly category: string | undefined
  /** Of the accounts of one allotment. */
  readonly allotment: bigint | undefined
  readonly amount: Fen
}

/** 资金流向 From which account to which each kind of entry moves money; a release starts where the money stands. */
const WAYS: Readonly<Record<Exclude<EntryKind, 'release'>, readonly [Account, Account]>> = {
  appropriation: ['outside', 'unallocated'],
  allocation: ['unallocated', 'available'],
  withdrawal: ['available', 'unallocated'],
  reservation: ['available', 'reserved'],
  commitment: ['reserved', 'committed'],
  payment: ['committed', 'paid'],
  recovery: ['paid', 'available'],
}

/** 一笔资金 What is moved: how much, of which source and category, for which allotment. */
export type Moved = {
  readonly amount: Fen
  readonly source: string
  readonly category?: string
  readonly allotment?: bigint
}

const OF_ALLOTMENTS: readonly Account[] = ['reserved', 'committed', 'paid']
const WITHOUT_CATEGORY: readonly Account[] = ['outside', 'unallocated']

/** The two lines of an entry, their sum zero. Throws RangeError where an account lacks what names it: a bug. */
export function linesOf(
  kind: EntryKind,
  moved: Moved,
  releasedFrom: 'reserved' | 'committed' = 'reserved',
): readonly [Line, Line] {
  const [from, to] = kind === 'release' ? ([releasedFrom, 'available'] as const) : WAYS[kind]
  if (moved.amount <= 0n) throw new RangeError(`an entry of ${moved.amount} fen`)
  const line = (account: Account, amount: Fen): Line => {
    const category = WITHOUT_CATEGORY.includes(account) ? undefined : moved.category
    const allotment = OF_ALLOTMENTS.includes(account) ? moved.allotment : undefined
    if (!WITHOUT_CATEGORY.includes(account) && category === undefined)
      throw new RangeError(`${account}: no category`)
    if (OF_ALLOTMENTS.includes(account) && allotment === undefined)
      throw new RangeError(`${account}: no allotment`)
    return { account, source: moved.source, category, allotment, amount }
  }
  return [line(from, fen(-moved.amount)), line(to, moved.amount)]
}
