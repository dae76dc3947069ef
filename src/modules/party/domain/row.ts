import { addDays, type Day, day, parseDay } from '../../../kernel/day.ts'
import { halfWidth, trimmed } from '../../../kernel/full-width.ts'
import { keysOf } from '../../../kernel/keys.ts'
import { type Refusal, type RefusalValues, refusal } from '../../../kernel/refusal.ts'
import { outcomeOf } from '../../../kernel/refusals.ts'
import { parseResidentId } from '../../../kernel/resident-id.ts'
import { importRefusals, partyRefusals } from '../contract/refusals.ts'
import type { PartyForm } from '../contract/shapes.ts'
import { PARTY_KINDS, type PartyKind } from '../contract/words.ts'
import { columnFor, type Field } from './columns.ts'
import type { Header } from './header.ts'
import { nameKey } from './names.ts'
import type { Places } from './places.ts'
import { ecommerceRefusals, type PartyFacts, register } from './register.ts'

/** 问题 What is wrong in a cell. The sentence never repeats the cell: it may be an ID number. */
export type Problem = { readonly field: Field; readonly refusal: Refusal }

/** 一行 A row read: the party it speaks of, or every problem of its cells. */
export type RowReading =
  | { readonly ok: true; readonly facts: PartyFacts; readonly ecommerceSince: Day | null }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export type RowContext = { readonly today: Day; readonly places: Places }

/** The text of a cell: a guard like `="0123"`, and an apostrophe before digits or = + - @, are taken off. */
export const plainCell = (cell: string): string =>
  trimmed(cell)
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'(?=[=+\-@\t\d])/, '')

/** 空行与合计行 Rows that speak of no party. */
export function isPassedOver(cells: readonly string[]): boolean {
  const said = cells.map(plainCell).filter((cell) => cell !== '')
  return said.length === 0 || (said.length <= 3 && /^(?:合计|总计|小计|共计)/.test(said[0] ?? ''))
}

const MANGLED = /^[+-]?\d(?:\.\d+)?E\+?\d{2,}$/i
const CELL_ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/i

/** Reads one row: all problems of all its cells, those of reading and those of the rules. */
export function readRow(cells: readonly string[], header: Header, context: RowContext): RowReading {
  const problems = new Map<Field, Refusal>()
  // One reason a cell is enough: of what could not be read, the rules have nothing more to say.
  const blame = (field: Field, why: Refusal): void => {
    if (!problems.has(field)) problems.set(field, why)
  }
  const wrong: Wrong = (field, code, values = {}) => {
    blame(field, refusal(importRefusals, code, { column: columnFor(field).header, ...values }))
  }
  const typed = typedCells(cells, header, wrong)
  // With no kind the other cells are still checked, as of the kind that asks for least.
  const kind = kindIn(typed.get('kind'), wrong) ?? 'station'
  const ecommerceSince = ecommerceIn(typed, wrong)
  if (!typed.has('name')) wrong('name', 'party.cell_missing')
  const form: PartyForm = {
    kind,
    name: typed.get('name') ?? '',
    creditCode: typed.get('creditCode'),
    residentId: residentIdIn(kind, typed.get('residentId'), blame),
    legalRepresentative: typed.get('legalRepresentative'),
    phone: typed.get('phone'),
    registeredOn: dayIn('registeredOn', typed, wrong),
    deregisteredOn: dayIn('deregisteredOn', typed, wrong),
    placeCode: placeIn(typed.get('place'), context.places, wrong),
    address: typed.get('address'),
    point: pointIn(typed.get('lon'), typed.get('lat')),
    mainProducts: typed.get('mainProducts'),
  }
  const checked = register(form, context.today)
  const late =
    ecommerceSince === null ? [] : ecommerceRefusals(ecommerceSince, form.registeredOn ?? null, context.today)
  for (const why of [...(checked.ok ? [] : checked.refused), ...late]) blame(fieldOf(why.pointer), why)
  return checked.ok && problems.size === 0
    ? { ok: true, facts: checked.value, ecommerceSince }
    : { ok: false, problems: [...problems].map(([field, why]) => ({ field, refusal: why })) }
}

type Wrong = (field: Field, code: keyof typeof importRefusals, values?: RefusalValues) => void
type Typed = ReadonlyMap<Field, string>

function typedCells(cells: readonly string[], header: Header, wrong: Wrong): Typed {
  const typed = new Map<Field, string>()
  for (const { column, at } of header.columns) {
    const cell = plainCell(cells[at] ?? '')
    if (CELL_ERROR.test(cell)) wrong(column.field, 'party.cell_error')
    else if (column.digits && MANGLED.test(halfWidth(cell))) wrong(column.field, 'party.cell_mangled')
    else if (cell !== '') typed.set(column.field, cell)
  }
  return typed
}

/** Short names that people use, besides the words of the template. */
const KIND_ALIASES: Readonly<Record<string, PartyKind>> = {
  公司: 'enterprise',
  合作社: 'cooperative',
  个体户: 'sole-trader',
  个体: 'sole-trader',
  农民: 'farmer',
  服务站: 'station',
}

function kindIn(cell: string | undefined, wrong: Wrong): PartyKind | undefined {
  if (cell === undefined) {
    wrong('kind', 'party.cell_missing')
    return undefined
  }
  const said = nameKey(cell)
  const kind = keysOf(PARTY_KINDS).find((k) => nameKey(PARTY_KINDS[k].zh) === said) ?? KIND_ALIASES[said]
  if (kind === undefined) wrong('kind', 'party.cell_kind')
  return kind
}

const SERIAL = /^\d{5}(?:\.\d+)?$/
const SERIAL_ZERO = day('1899-12-30')

/** A day as typed, with a time behind it or without, or the number a spreadsheet keeps for it (1982 to 2064). */
export function dayOf(cell: string): Day | undefined {
  const text = halfWidth(cell)
  const serial = SERIAL.test(text) ? Math.floor(Number(text)) : 0
  if (serial >= 30_000 && serial <= 60_000) return addDays(SERIAL_ZERO, serial)
  return parseDay(text.replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/, ''))
}

function dayIn(field: Field, typed: Typed, wrong: Wrong): Day | undefined {
  const cell = typed.get(field)
  const found = cell === undefined ? undefined : dayOf(cell)
  if (cell !== undefined && found === undefined) wrong(field, 'party.cell_day')
  return found
}

/** Tables often bring the ID of a firm's owner. A wrong one is shown, a right one is not kept: it is not needed. */
function residentIdIn(
  kind: PartyKind,
  cell: string | undefined,
  blame: (field: Field, why: Refusal) => void,
): string | undefined {
  if (cell === undefined || kind === 'farmer') return cell
  const checked = outcomeOf('resident_id', parseResidentId(cell))
  if (!checked.ok) for (const why of checked.refused) blame('residentId', why)
  return undefined
}

const YES = new Set(['是', '有', '√', 'Y', 'YES', '1', '已开展'])
const NO = new Set(['否', '无', '×', 'N', 'NO', '0', '未开展'])

function ecommerceIn(typed: Typed, wrong: Wrong): Day | null {
  const since = dayIn('ecommerceSince', typed, wrong) ?? null
  const cell = typed.get('ecommerce')
  if (cell === undefined) return since
  const word = halfWidth(cell).toUpperCase()
  if (!YES.has(word) && !NO.has(word)) wrong('ecommerce', 'party.cell_yes_no')
  else if (YES.has(word) !== typed.has('ecommerceSince')) wrong('ecommerceSince', 'party.ecommerce_mismatch')
  return since
}

function placeIn(cell: string | undefined, places: Places, wrong: Wrong): string | undefined {
  if (cell === undefined) return undefined
  const codes = places.find(cell)
  if (codes.length === 0) wrong('place', 'party.cell_place_unknown')
  if (codes.length > 1) wrong('place', 'party.cell_place_ambiguous', { count: codes.length })
  return codes.length === 1 ? codes[0] : undefined
}

/** NaN for the half that is missing or no number, which the rules refuse. */
const pointIn = (lon: string | undefined, lat: string | undefined): PartyForm['point'] =>
  lon === undefined && lat === undefined ? undefined : { lon: degrees(lon), lat: degrees(lat) }
const degrees = (cell: string | undefined): number =>
  cell === undefined ? Number.NaN : Number(halfWidth(cell))

/** Which column a refusal of the rules speaks of. */
const FIELD_OF: Readonly<Record<string, Field>> = {
  '/kind': 'kind',
  '/creditCode': 'creditCode',
  '/residentId': 'residentId',
  '/legalRepresentative': 'legalRepresentative',
  '/phone': 'phone',
  '/registeredOn': 'registeredOn',
  '/deregisteredOn': 'deregisteredOn',
  '/placeCode': 'place',
  '/address': 'address',
  '/point': 'lon',
  '/query/since': 'ecommerceSince',
  '/mainProducts': 'mainProducts',
}
const fieldOf = (pointer: string | undefined): Field => FIELD_OF[pointer ?? ''] ?? 'name'

/** Days of a row that fit each other, but not the days the register knows. */
export function disordered(
  { registeredOn, deregisteredOn }: Pick<PartyFacts, 'registeredOn' | 'deregisteredOn'>,
  ecommerceSince: Day | null,
): readonly Problem[] {
  if (registeredOn === null) return []
  const before = (on: Day | null, field: Field): Problem[] => {
    if (on === null || on >= registeredOn) return []
    const values = { later: columnFor(field).header, earlier: columnFor('registeredOn').header }
    return [{ field, refusal: refusal(partyRefusals, 'party.days_disordered', values) }]
  }
  return [...before(deregisteredOn, 'deregisteredOn'), ...before(ecommerceSince, 'ecommerceSince')]
}
