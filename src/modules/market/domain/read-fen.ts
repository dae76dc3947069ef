import { type Fen, fen, parseYuan } from '#kernel/money'
import { isNothing } from './cell.ts'

/** 1 亿元. No line of a small shop is larger, and a million such lines still add up exactly. */
export const LARGEST_LINE: Fen = fen(10_000_000_000)

const LARGEST = Number(LARGEST_LINE)

/** Why an amount was not read. */
export type FenFault = 'market.amount_negative' | 'market.amount_too_large' | 'market.amount_unreadable'

const ZERO = 0x30
const POINT = 0x2e

/** `12`, `12.3`, `12.30`: nine of ten cells, without a regular expression. -1: not so plain. */
function plain(cell: string): number {
  const length = cell.length
  if (length > 10) return -1
  let value = 0
  let point = -1
  for (let i = 0; i < length; i++) {
    const code = cell.charCodeAt(i)
    if (code === POINT && point < 0 && i > 0) point = i
    else {
      const digit = code - ZERO
      if (digit < 0 || digit > 9) return -1
      value = value * 10 + digit
    }
  }
  const decimals = point < 0 ? 0 : length - 1 - point
  if (length === 0 || decimals > 2 || (point >= 0 && decimals === 0)) return -1
  return decimals === 0 ? value * 100 : decimals === 1 ? value * 10 : value
}

/**
 * Reads an amount cell (clean): fen, null where nothing stands, or the code of the fault. Agrees with parseYuan wherever
 * both read; `1e309`, `-5.00` and anything above LARGEST_LINE are faults.
 */
export function readFen(cell: string): Fen | null | FenFault {
  const quick = plain(cell)
  if (quick >= 0) return quick > LARGEST ? 'market.amount_too_large' : fen(quick)
  if (isNothing(cell)) return null
  const amount = parseYuan(cell)
  if (amount === undefined) return faultOf(cell)
  if (amount < 0n) return 'market.amount_negative'
  return amount > LARGEST_LINE ? 'market.amount_too_large' : amount
}

const faultOf = (cell: string): FenFault => {
  if (/^[+-]?\d+(\.\d+)?e\+?\d+$/i.test(cell) || /^[+-]?\d{17,}/.test(cell)) return 'market.amount_too_large'
  return 'market.amount_unreadable'
}
