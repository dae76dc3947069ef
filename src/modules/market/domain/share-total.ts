import { addFen, type Fen, fen, subFen, ZERO_FEN } from '#kernel/money'
import type { AmountsPer } from './profile.ts'

/** A line of one order as far as the order's money is concerned. */
export type Part = {
  readonly subNo: string
  /** The amount its row shows: its own or the order's total, see AmountsPer. */
  readonly amount: Fen
  /** Unit price × quantity less the line's discount; null where the file does not say. */
  readonly goods: Fen | null
  /** Nothing excludes the line from retail. */
  readonly counts: boolean
}

/**
 * 分摊订单总额 What each line of ONE order has of the order's money, by subNo; the shares of an order add up to its total
 * exactly, so the total is counted once however many rows repeat it. Each line has its goods, and what is left, the
 * freight, goes to the first line (by subNo) that counts: a refund of one line leaves the freight paid. Where the goods
 * come to more than the total, discounts are unknown and all lines bear them alike, rounded down. A row for the whole
 * order (subNo '') gives way to the order's lines once these are known (抖店 exports both ways). Db: `db/share-totals.ts`.
 */
export function shareTotal(parts: readonly Part[], per: AmountsPer): ReadonlyMap<string, Fen> {
  const own = new Map(parts.map((part) => [part.subNo, part.amount]))
  if (per === 'line' || parts.length === 1) return own
  const lines = parts.filter((part) => part.subNo !== '').sort((a, b) => (a.subNo < b.subNo ? -1 : 1))
  const whole = parts.filter((part) => part.subNo === '').map((part) => [part.subNo, ZERO_FEN] as const)
  const repeats = per === 'order' || lines.every((part) => part.amount === lines[0]?.amount)
  if (!repeats) return new Map([...own, ...whole])
  return new Map([...apportioned(lines, largest(lines)), ...whole])
}

function largest(parts: readonly Part[]): Fen {
  let most = ZERO_FEN
  for (const { amount } of parts) if (amount > most) most = amount
  return most
}

function apportioned(lines: readonly Part[], total: Fen): readonly (readonly [string, Fen])[] {
  const goods = lines.map((line) => line.goods ?? ZERO_FEN)
  const sum = addFen(...goods)
  const shares = goods.map((own) => (sum <= total ? own : fen((total * own) / sum)))
  const rest = subFen(total, ...shares)
  const bearer = Math.max(
    lines.findIndex((line) => line.counts),
    0,
  )
  return lines.map(({ subNo }, i) => {
    const share = shares[i] ?? ZERO_FEN
    return [subNo, i === bearer ? addFen(share, rest) : share]
  })
}
