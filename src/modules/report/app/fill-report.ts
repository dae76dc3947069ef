import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import {
  CELL_ORIGINS,
  type Field,
  type FillCell,
  type fillReport,
  reportRefusals,
} from '../contract/index.ts'
import { type CellRow, type Writing, writeCells } from '../db/cells.ts'
import { keptValue, shownValue } from '../domain/value.ts'
import { type AtHand, accountOf, holding, originOf, ownDb, type Working } from './at-hand.ts'

/** Whether rows say what the cell holds: then nobody types over it. */
export const isComputed = (cell: CellRow | undefined): boolean =>
  cell !== undefined && (cell.origin === 'computed' || cell.lineage !== undefined)

export const saidIn = (field: Field, cell: CellRow | undefined): string =>
  cell === undefined || cell.value === null
    ? CELL_ORIGINS[originOf(cell?.origin ?? 'blank')].zh
    : shownValue(field, cell.value)

/** What one filled cell becomes, or why it is not taken. */
export function writingOf(
  { content, cells }: AtHand,
  filled: FillCell,
  origin: 'typed' | 'handed-in' = 'typed',
): Writing | Refusal {
  const field = content.fields.find(({ key }) => key === filled.field)
  const pointer = `/cells/${filled.field}`
  if (field === undefined)
    return refusal(reportRefusals, 'report.cell_unknown', { key: filled.field }, pointer)
  const { label, unit } = field
  const cell = cells.get(field.key)
  const note = filled.note?.trim() || undefined
  const frame = { field: field.key, follows: cell?.no ?? 0, note }
  if (filled.base !== frame.follows) {
    const values = {
      label,
      now: saidIn(field, cell),
      typed: filled.value ?? CELL_ORIGINS[filled.origin === 'unknown' ? 'unknown' : 'blank'].zh,
    }
    return refusal(reportRefusals, 'report.cell_stale', values, pointer)
  }
  if (filled.origin === 'kept') {
    const { words, lineage } = cell ?? {}
    return {
      ...frame,
      origin: originOf(cell?.origin ?? 'blank'),
      value: cell?.value ?? undefined,
      words,
      lineage,
    }
  }
  if (isComputed(cell)) return refusal(reportRefusals, 'report.cell_computed', { label }, pointer)
  if (filled.origin !== 'typed') return { ...frame, origin: filled.origin, value: undefined }
  const typed = filled.value ?? ''
  if (typed.trim() === '') return { ...frame, origin: 'blank', value: undefined }
  const value = keptValue(field, typed)
  return value === undefined
    ? refusal(reportRefusals, 'report.cell_number', { label, unit, typed }, pointer)
    : { ...frame, origin, value }
}

export const isRefusal = (one: Writing | Refusal): one is Refusal => 'status' in one

export const isChange = (cells: AtHand['cells'], { field, origin, value, note }: Writing): boolean => {
  const cell = cells.get(field)
  const before = [cell?.origin ?? 'blank', cell?.value ?? undefined, cell?.note ?? undefined]
  return before.some((part, i) => part !== [origin, value, note][i])
}

export const keepWritings = (
  working: Working,
  { row }: AtHand,
  writings: readonly Writing[],
): Promise<void> =>
  writeCells(
    ownDb(working.db),
    { etown: working.etown.id, report: row.id, step: row.step, by: accountOf(working), at: working.now },
    writings,
  )

/** 填写 All cells or none: every problem is told at once. */
export async function fillReportIn(
  call: Call<typeof fillReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof fillReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['filling'], '填写')
  if (!held.ok) return held
  const hand = held.value
  const once = [...new Map(call.body.cells.map((cell) => [cell.field, cell])).values()]
  const made = once.map((cell) => writingOf(hand, cell))
  const wrong = made.filter(isRefusal)
  if (wrong.length > 0) return refused(...wrong)
  const writings = made.flatMap((one) => (isRefusal(one) || !isChange(hand.cells, one) ? [] : [one]))
  await keepWritings(call, hand, writings)
  call.note(String(hand.row.id), { fields: writings.map(({ field }) => field) })
  return granted({ id: String(hand.row.id) })
}
