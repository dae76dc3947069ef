import { type Fen, fen } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import { looksRounded } from '../domain/cell.ts'
import { type Layout, layoutOf, missingFields } from '../domain/header.ts'
import { AMOUNTS, type Amount, type Amounts, type OrderLine } from '../domain/order-line.ts'
import { PLATFORM_NAMES } from '../domain/platform.ts'
import { FIELD_NAMES, type Field, type Profile } from '../domain/profile.ts'
import { BUILT_IN } from '../domain/profiles/built-in.ts'
import { type ReadRow, rowReader } from '../domain/read-row.ts'
import type { FileReading, Tally } from '../domain/receipt.ts'
import type { Fault, RejectedRow } from '../domain/row-cells.ts'

export type RowsReading = Omit<FileReading, 'bytes' | 'encoding'>

/** Platforms and people put titles and notes above the header. */
const HEADER_WITHIN = 20
/** Of genuine ids one in a thousand ends in so many zeros. */
const ROUNDED_SHARE = 20

/**
 * 逐行 The rows of one file as they come, whatever kind of file it is: finds the header, hands on the lines, collects what
 * is rejected, adds up. Whoever feeds it looks at `trouble` now and then, and stops when the file is refused.
 */
export class OrderRows {
  readonly #profile: Profile
  readonly #onLine: (line: OrderLine, rowNo: number) => void
  readonly #passed: (readonly string[])[] = []
  #layout: Layout | undefined
  #read: ReadRow = () => ({ kind: 'blank' })
  #rowNo = 0
  #rounded = 0
  #blankRows = 0
  #rejected: RejectedRow[] = []
  readonly #all = new Counter()
  readonly #refused = new Counter()
  readonly #summary = new Counter()
  readonly #rejectedBy: Record<string, number> = {}
  trouble: Refusal | undefined
  /** With a trouble: the header that came close, if one did. */
  unmapped: { readonly titles: readonly string[]; readonly missing: readonly Field[] } | undefined

  constructor(profile: Profile, onLine: (line: OrderLine, rowNo: number) => void) {
    this.#profile = profile
    this.#onLine = onLine
  }

  get rowsRead(): number {
    return this.#rowNo
  }

  /** Wants all cells of a row, until it answers to the header with the columns it wants from the next row on. */
  row(cells: readonly string[], width: number): readonly number[] | undefined {
    this.#rowNo++
    if (this.#layout === undefined) return this.#seekHeader(cells)
    const row = this.#read(cells, width)
    if (row.kind === 'line') this.#accept(row.line)
    else if (row.kind === 'rejected') this.#reject(row.faults, row.amounts)
    else if (row.kind === 'summary') this.#summary.add(row.amounts)
    else this.#blankRows++
    return undefined
  }

  /** The rejected rows since the last call. */
  takeRejected(): readonly RejectedRow[] {
    const rejected = this.#rejected
    this.#rejected = []
    return rejected
  }

  /** After the last row. */
  close(): RowsReading | Refusal {
    if (this.trouble) return this.trouble
    const layout = this.#layout
    if (layout === undefined) return this.#headerTrouble()
    const read = this.#all.tally()
    if (this.#rounded >= 3 && this.#rounded * ROUNDED_SHARE >= read.rows) {
      return refusal(fileRefusals, 'market.ids_rounded', { rows: read.rows, rounded: this.#rounded })
    }
    return {
      profile: layout.profile.version,
      personalColumns: layout.personal,
      unknownColumns: layout.unknown,
      hasRemarks: layout.at.remark !== undefined,
      headerRows: this.#passed.length + 1,
      blankRows: this.#blankRows,
      summary: this.#summary.tally(),
      read,
      rejected: this.#refused.tally(),
      rejectedBy: this.#rejectedBy,
    }
  }

  #seekHeader(cells: readonly string[]): readonly number[] | undefined {
    const layout = layoutOf(cells, this.#profile)
    if (layout === undefined) {
      if (this.#passed.length < HEADER_WITHIN) this.#passed.push([...cells])
      else this.trouble ??= this.#headerTrouble()
      return undefined
    }
    this.#layout = layout
    this.#read = rowReader(layout)
    return layout.wanted
  }

  #accept(line: OrderLine): void {
    this.#all.add(line)
    if (looksRounded(line.orderNo)) this.#rounded++
    this.#onLine(line, this.#rowNo)
  }

  #reject(faults: readonly Fault[], amounts: Amounts): void {
    this.#all.add(amounts)
    this.#refused.add(amounts)
    this.#rejected.push({ rowNo: this.#rowNo, faults })
    for (const { code } of faults) this.#rejectedBy[code] = (this.#rejectedBy[code] ?? 0) + 1
  }

  #headerTrouble(): Refusal {
    const profile = this.#profile
    const other = Object.values(BUILT_IN).find(
      (one) => one.platform !== profile.platform && this.#passed.some((row) => layoutOf(row, one)),
    )
    const chosen = PLATFORM_NAMES[profile.platform].zh
    if (other) {
      const found = PLATFORM_NAMES[other.platform].zh
      return refusal(fileRefusals, 'market.platform_mismatch', { chosen, found })
    }
    const [best = []] = [...this.#passed].sort(
      (a, b) => missingFields(a, profile).length - missingFields(b, profile).length || b.length - a.length,
    )
    const missing = missingFields(best, profile)
    if (missing.length < profile.required.length) this.unmapped = { titles: titlesOf(best), missing }
    return refusal(fileRefusals, 'market.header_not_found', {
      platform: chosen,
      missing: missing.map((field) => profile.columns[field]?.[0] ?? FIELD_NAMES[field].zh).join('、'),
      found: shown(best),
    })
  }
}

/** A header may be as long as a row may be. */
const titlesOf = (cells: readonly string[]): readonly string[] =>
  cells
    .map((cell) =>
      cell
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 100),
    )
    .filter((title) => title !== '')
    .slice(0, 200)

const shown = (cells: readonly string[]): string => {
  const text = titlesOf(cells).join('、')
  return text === '' ? '（没有列名）' : text.slice(0, 300)
}

/** Adds up rows in place: there may be a million of them. */
class Counter {
  #rows = 0
  readonly #sums: Record<Amount, bigint> = { payable: 0n, paid: 0n, received: 0n, refund: 0n }

  add(amounts: Amounts): void {
    this.#rows++
    for (const amount of AMOUNTS) {
      const value = amounts[amount]
      if (value !== null) this.#sums[amount] += value
    }
  }

  tally(): Tally {
    const sum = (amount: Amount): Fen => fen(this.#sums[amount])
    return {
      rows: this.#rows,
      sums: { payable: sum('payable'), paid: sum('paid'), received: sum('received'), refund: sum('refund') },
    }
  }
}
