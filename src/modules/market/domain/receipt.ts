import { addFen, type Fen, subFen, ZERO_FEN } from '#kernel/money'
import { AMOUNTS, type Amount, type Amounts } from './order-line.ts'

/** 小计 How many rows, and the sum of each amount where it could be read, as the rows show them. */
export type Tally = { readonly rows: number; readonly sums: Readonly<Record<Amount, Fen>> }

export const NO_ROWS: Tally = {
  rows: 0,
  sums: { payable: ZERO_FEN, paid: ZERO_FEN, received: ZERO_FEN, refund: ZERO_FEN },
}

export const addTallies = (a: Tally, b: Tally): Tally => ({
  rows: a.rows + b.rows,
  sums: {
    payable: addFen(a.sums.payable, b.sums.payable),
    paid: addFen(a.sums.paid, b.sums.paid),
    received: addFen(a.sums.received, b.sums.received),
    refund: addFen(a.sums.refund, b.sums.refund),
  },
})

export const subTallies = (from: Tally, less: Tally): Tally => ({
  rows: from.rows - less.rows,
  sums: {
    payable: subFen(from.sums.payable, less.sums.payable),
    paid: subFen(from.sums.paid, less.sums.paid),
    received: subFen(from.sums.received, less.sums.received),
    refund: subFen(from.sums.refund, less.sums.refund),
  },
})

export const tallyOf = (rows: readonly Amounts[]): Tally =>
  rows.reduce<Tally>(
    (sum, amounts) =>
      addTallies(sum, {
        rows: 1,
        sums: {
          payable: amounts.payable ?? ZERO_FEN,
          paid: amounts.paid ?? ZERO_FEN,
          received: amounts.received ?? ZERO_FEN,
          refund: amounts.refund ?? ZERO_FEN,
        },
      }),
    NO_ROWS,
  )

/** What the reader knows of a file when it has read it to its end. */
export type FileReading = {
  readonly bytes: number
  /** `utf-8`, `gb18030`, `utf-16le`, `utf-16be`, or `xlsx`/`xls` for a workbook. */
  readonly encoding: string
  readonly profile: string
  /** Personal columns the file has; none was read. */
  readonly personalColumns: readonly string[]
  readonly unknownColumns: readonly string[]
  /** A file without the column in which brushed orders are marked is a fact of its own (risk control). */
  readonly hasRemarks: boolean
  /** Rows before and with the header. */
  readonly headerRows: number
  readonly blankRows: number
  /** Rows of the file that add up others: compared with `read`, never counted. */
  readonly summary: Tally
  /** All rows that are orders or were meant to be. */
  readonly read: Tally
  readonly rejected: Tally
  readonly rejectedBy: Readonly<Record<string, number>>
}

/**
 * 守恒回执 What became of every row and every fen of a file: read = accepted + merged + rejected. Accepted rows made or
 * moved the state of a line; merged rows told nothing new or were already superseded, and stay as history.
 */
export type Receipt = FileReading & {
  /** Of the file as it came. */
  readonly sha256: string
  readonly accepted: Tally
  readonly merged: Tally
}

/** An equation that does not hold. Any of them means a defect in the house: the import is rolled back. */
export type Imbalance = { readonly what: 'rows' | Amount; readonly read: bigint; readonly found: bigint }

export function imbalances({ read, accepted, merged, rejected }: Receipt): readonly Imbalance[] {
  const found = addTallies(addTallies(accepted, merged), rejected)
  const rows: Imbalance = { what: 'rows', read: BigInt(read.rows), found: BigInt(found.rows) }
  const sums = AMOUNTS.map((what): Imbalance => ({ what, read: read.sums[what], found: found.sums[what] }))
  return [rows, ...sums].filter((equation) => equation.read !== equation.found)
}
