import { halfWidth } from '#kernel/full-width'
import type { Fen } from '#kernel/money'
import type { RowRefusalCode } from '../contract/refusals.ts'
import { cleanCell, isFormula, isMangledId, isNothing } from './cell.ts'
import type { Layout } from './header.ts'
import { FIELD_NAMES, FIELDS, type Field } from './profile.ts'
import { readFen } from './read-fen.ts'
import { type LocalTime, readTime } from './read-time.ts'

/** 行内问题 One thing wrong in a row: its sentence is in contract/refusals.ts. Never shows a personal column. */
export type Fault = { readonly code: RowRefusalCode; readonly column: string; readonly example: string }

/** Where each field stands among the wanted cells; a field that the file lacks is missing. */
export type Places = Readonly<Partial<Record<Field, number>>>

export function placesOf({ at, wanted }: Layout): Places {
  const places: Partial<Record<Field, number>> = {}
  for (const field of FIELDS) {
    const column = at[field]
    if (column !== undefined) places[field] = wanted.indexOf(column)
  }
  return places
}

const EXAMPLE = 60
const TITLE = 200
const QUANTITY = /^(\d{1,7})(?:\.0+)?\s?件?$/
const ASCII = /^[\x20-\x7e]*$/
const CONTROL = /\p{Cc}/u
const CONTROLS = /\p{Cc}+/gu

/** One row's cells, read by field. What cannot be read is noted in `faults`, at most once per column. */
export class RowCells {
  readonly faults: Fault[] = []
  readonly #layout: Layout
  readonly #places: Places
  readonly #cells: readonly string[]

  constructor(layout: Layout, places: Places, cells: readonly string[]) {
    this.#layout = layout
    this.#places = places
    this.#cells = cells
  }

  isBlank(): boolean {
    return this.#cells.every((cell) => cleanCell(cell) === '')
  }

  first(): string {
    return cleanCell(this.#cells[0] ?? '')
  }

  /** The clean text, whatever it is; '' where the column is missing. */
  raw(field: Field): string {
    const place = this.#places[field]
    return place === undefined ? '' : cleanCell(this.#cells[place] ?? '')
  }

  /** The clean text; a formula is a fault and reads as ''. */
  text(field: Field): string {
    const cell = this.raw(field)
    if (!isFormula(cell)) return cell
    this.fault('market.formula', field, cell)
    return ''
  }

  /** Text for people: without line breaks and control characters, at most 200 characters. */
  title(field: Field): string {
    const text = this.text(field)
    return (CONTROL.test(text) ? text.replace(CONTROLS, ' ') : text).slice(0, TITLE)
  }

  /** An id; undefined where there is none. */
  id(field: Field): string | undefined {
    const text = this.title(field)
    const cell = ASCII.test(text) ? text : halfWidth(text)
    if (isNothing(cell)) return undefined
    if (isMangledId(cell)) this.fault('market.id_mangled', field, cell)
    return cell
  }

  fen(field: Field): Fen | null {
    const cell = this.text(field)
    const read = readFen(cell)
    if (typeof read !== 'string') return read
    this.fault(read, field, cell)
    return null
  }

  time(field: Field): LocalTime | null {
    const cell = this.text(field)
    const read = readTime(cell)
    if (read !== undefined) return read
    this.fault('market.time_unreadable', field, cell)
    return null
  }

  quantity(): number | null {
    const cell = this.text('quantity')
    if (isNothing(cell)) return null
    const found = QUANTITY.exec(cell) ?? QUANTITY.exec(halfWidth(cell))
    if (found) return Number(found[1])
    this.fault('market.quantity_unreadable', 'quantity', cell)
    return null
  }

  fault(code: RowRefusalCode, field: Field, example = this.raw(field)): void {
    const { titles, at } = this.#layout
    const column = titles[at[field] ?? -1] ?? FIELD_NAMES[field].zh
    if (this.faults.some((known) => known.column === column)) return
    this.faults.push({ code, column, example: example.slice(0, EXAMPLE).replace(CONTROLS, ' ') })
  }
}
