import { addRates, type Rate } from '#kernel/money'
import type { SnapshotCell, SnapshotContent } from '../contract/snapshot-shapes.ts'
import { CELL_ORIGINS, type CellOrigin } from '../contract/words.ts'
import { rateIn, rateText, shownValue } from './value.ts'

/** 不合计 Why the figures of several e-towns are not added up. */
export type Unsummed = 'distinct' | 'ratio' | 'text' | 'unknown' | 'definitions' | 'units' | 'missing'

export type ComparedRow = {
  readonly field: string
  readonly label: string
  readonly unit: string
  readonly cells: ({ shown: string; origin: CellOrigin } | null)[]
  readonly sum?: string
  readonly unsummed?: Unsummed
}

const RATIOS = ['%', '百分点', '倍']
/** Things that may be counted in two e-towns at once: one person, one household. 人次 and 件 are not among them. */
const COUNTED_ONCE = ['人', '名', '户', '家', '个']

function whyNot(cells: readonly (SnapshotCell | undefined)[]): Unsummed | undefined {
  const there = cells.flatMap((cell) => cell ?? [])
  const [first] = there
  if (first === undefined || there.length < cells.length) return 'missing'
  if (there.some(({ unit }) => unit !== first.unit)) return 'units'
  if (first.unit === '') return 'text'
  if (RATIOS.includes(first.unit) || there.some(({ kind }) => kind === 'ratio')) return 'ratio'
  const kinds = there.map(({ kind }) => kind ?? (COUNTED_ONCE.includes(first.unit) ? 'distinct' : 'flow'))
  if (kinds.includes('distinct')) return 'distinct'
  if (there.some(({ definition }) => definition?.version !== first.definition?.version)) return 'definitions'
  return there.some(({ value }) => rateIn(value ?? '') === undefined) ? 'unknown' : undefined
}

function rowOf(field: string, columns: readonly SnapshotContent[]): ComparedRow {
  const cells = columns.map((content) => content.cells.find((cell) => cell.field === field))
  const named = cells.find((cell) => cell !== undefined)
  const unit = named?.unit ?? ''
  const unsummed = whyNot(cells)
  const sum = cells.reduce<Rate>(
    (all, cell) => addRates(all, rateIn(cell?.value ?? '') ?? { num: 0n, den: 1n }),
    { num: 0n, den: 1n },
  )
  return {
    field,
    label: named?.label ?? field,
    unit,
    cells: cells.map((cell) =>
      cell === undefined
        ? null
        : { shown: cell.shown ?? cell.value ?? CELL_ORIGINS[cell.origin].zh, origin: cell.origin },
    ),
    ...(unsummed === undefined ? { sum: shownValue({ unit }, rateText(sum)) } : { unsummed }),
  }
}

/** Fields of the first e-town first, in its order; what only others report follows. */
export const comparisonOf = (columns: readonly SnapshotContent[]): ComparedRow[] =>
  [...new Set(columns.flatMap(({ cells }) => cells.map(({ field }) => field)))].map((field) =>
    rowOf(field, columns),
  )
