/**
 * Takes each row in turn: all its cells, until it answers with the columns it wants from then on (ascending). The array
 * is reused; `width` counts the row's cells, without a last empty one (many exports end each line with a comma).
 */
export type TakeRow = (cells: readonly string[], width: number) => readonly number[] | undefined

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d

/** A row beyond this has lost a quote: reading on would swallow the file. */
export const LONGEST_ROW = 1 << 20

/** The delimiter of a csv text by its first lines: comma or tab. */
export function delimiterOf(sample: string): ',' | '\t' {
  const head = sample.split('\n', 20).join('')
  return head.split('\t').length > head.split(',').length ? '\t' : ','
}

/**
 * 切分CSV Cuts csv text that comes in pieces into rows and cuts out only the cells somebody wants: of a platform's 30 to
 * 60 columns we read a dozen, and what is not cut out is not allocated (measured: docs/rules/order-import.md). RFC 4180;
 * a quote counts only where a cell begins, so `="123"` and 5" stay as they are; LF, CRLF and CR end a row.
 */
export class CsvScanner {
  readonly #delimiter: number
  readonly #take: TakeRow
  readonly #cells: string[] = []
  #pick: Int32Array | undefined
  #rest = ''

  constructor(delimiter: ',' | '\t', take: TakeRow) {
    this.#delimiter = delimiter.charCodeAt(0)
    this.#take = take
  }

  /** False: the text holds no end of a row within LONGEST_ROW characters. */
  push(piece: string): boolean {
    const text = this.#rest === '' ? piece : this.#rest + piece
    this.#rest = text.slice(this.#rows(text, false))
    return this.#rest.length <= LONGEST_ROW
  }

  end(): void {
    const text = this.#rest
    this.#rest = ''
    if (text !== '') this.#rows(text, true)
  }

  /** Takes all whole rows of the text; returns where the first unfinished one begins. */
  #rows(text: string, isLast: boolean): number {
    let begin = 0
    while (begin < text.length) {
      const next = this.#row(text, begin, isLast)
      if (next < 0) return begin
      begin = next
    }
    return begin
  }

  /** Takes the row that begins here; returns where the next begins, or -1 if the text ends before the row does. */
  #row(text: string, begin: number, isLast: boolean): number {
    const delimiter = this.#delimiter
    const length = text.length
    let column = 0
    let from = begin
    this.#blank()
    for (let at = begin; ; at++) {
      let code = at < length ? text.charCodeAt(at) : -1
      if (code === QUOTE && at === from) {
        const close = closingQuote(text, at + 1)
        if (close < 0 && !isLast) return -1
        const end = close < 0 ? length : close
        this.#set(column, text.slice(from + 1, end).replaceAll('""', '"'))
        at = end + 1
        while (at < length && !endsCell(text.charCodeAt(at), delimiter)) at++
        code = at < length ? text.charCodeAt(at) : -1
      } else if (code !== delimiter && code !== LF && code !== CR && code !== -1) continue
      else this.#cut(column, text, from, at)
      if (code === delimiter) {
        column++
        from = at + 1
        continue
      }
      if (code === -1 && !isLast) return -1
      // A CR at the end of a piece may be half of a CRLF.
      if (code === CR && at + 1 === length && !isLast) return -1
      const wanted = this.#take(this.#cells, at === from && column > 0 ? column : column + 1)
      if (wanted) this.#want(wanted)
      return code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
    }
  }

  #want(columns: readonly number[]): void {
    this.#pick = new Int32Array(Math.max(...columns) + 1).fill(-1)
    for (const [place, column] of columns.entries()) this.#pick[column] = place
    this.#cells.length = columns.length
  }

  #blank(): void {
    if (this.#pick) this.#cells.fill('')
    else this.#cells.length = 0
  }

  #cut(column: number, text: string, from: number, to: number): void {
    if (this.#pick === undefined || (this.#pick[column] ?? -1) >= 0) this.#set(column, text.slice(from, to))
  }

  #set(column: number, cell: string): void {
    const place = this.#pick === undefined ? column : (this.#pick[column] ?? -1)
    if (place >= 0) this.#cells[place] = cell
  }
}

const endsCell = (code: number, delimiter: number): boolean =>
  code === delimiter || code === LF || code === CR

/** Where the quoted cell that begins here ends, or -1. A doubled quote is part of the cell. */
function closingQuote(text: string, begin: number): number {
  for (let at = begin; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0 || text.charCodeAt(at + 1) !== QUOTE) return at
  }
}
