import { canonicalJson, type Json } from '#kernel/canonical'
import type { Period } from '#kernel/day'
import type { Field, FormContent } from '../contract/form-shapes.ts'
import type { SnapshotCell, SnapshotContent, SnapshotLineage } from '../contract/snapshot-shapes.ts'
import { type Cells, completenessOf } from './report-check.ts'
import { shownValue } from './value.ts'

/** What a computed cell was counted by and rests on. */
export type Resting = {
  readonly words: SnapshotCell['definition']
  readonly kind: string | undefined
  readonly lineage: readonly SnapshotLineage[]
}

export type Locking = {
  readonly etown: { readonly slug: string; readonly name: string; readonly county: string }
  readonly form: {
    readonly code: string
    readonly version: number
    readonly sha256: string
    readonly content: FormContent
  }
  readonly report: string
  readonly period: Period & { readonly code: string }
  readonly number: number
  readonly previous: string | undefined
  readonly reason: string | undefined
  readonly due: string | undefined
  readonly submittedOn: string
  readonly lockedAt: string
  readonly review: readonly { readonly action: string; readonly at: string }[]
  readonly demonstration: boolean
}

function cellOf(field: Field, cells: Cells, resting: ReadonlyMap<string, Resting>): SnapshotCell {
  const { key, label, unit } = field
  const cell = cells.get(key)
  const rests = resting.get(key)
  const value = cell?.value
  return {
    field: key,
    label,
    unit,
    origin: cell?.origin ?? 'blank',
    ...(value === undefined ? {} : { value, shown: shownValue(field, value) }),
    ...(cell?.note === undefined ? {} : { note: cell.note }),
    ...(rests?.kind === undefined ? {} : { kind: rests.kind }),
    ...(rests?.words === undefined ? {} : { definition: rests.words }),
    ...(rests === undefined || rests.lineage.length === 0 ? {} : { lineage: [...rests.lineage] }),
  }
}

/** 锁定快照 Values, definitions and lineage of one moment. Names nobody: who did what stands in the e-town's own audit. */
export function snapshotOf(
  locking: Locking,
  cells: Cells,
  resting: ReadonlyMap<string, Resting>,
): SnapshotContent {
  const { form, reason, previous, due, ...said } = locking
  const { content, ...named } = form
  return {
    format: 'ezhen-snapshot/1',
    ...said,
    review: [...said.review],
    form: { ...named, name: content.name, every: content.every, source: content.source },
    ...(previous === undefined ? {} : { previous }),
    ...(reason === undefined ? {} : { reason }),
    ...(due === undefined ? {} : { due }),
    completeness: completenessOf(content, cells),
    cells: content.fields.map((field) => cellOf(field, cells, resting)),
  }
}

/** JSON.parse of what canonicalJson takes: without undefined members. */
const asJson = (content: SnapshotContent): Json => JSON.parse(JSON.stringify(content))

export const snapshotText = (content: SnapshotContent): string => canonicalJson(asJson(content))

/** 快照差异 A cell that two snapshots hold differently. */
export type CellChange = {
  readonly field: string
  readonly label: string
  readonly before: string
  readonly after: string
  /** Only its definition or its rows changed, not its value. */
  readonly restsOnly: boolean
}

const said = (cell: SnapshotCell | undefined): string => cell?.shown ?? cell?.value ?? cell?.origin ?? ''
const rests = (cell: SnapshotCell | undefined): string =>
  JSON.stringify([cell?.origin, cell?.note, cell?.definition?.version, cell?.lineage])

export function changesBetween(
  before: readonly SnapshotCell[],
  after: readonly SnapshotCell[],
): readonly CellChange[] {
  const fields = [...new Map([...before, ...after].map(({ field, label }) => [field, label]))]
  return fields.flatMap(([field, label]) => {
    const [a, b] = [before, after].map((cells) => cells.find((cell) => cell.field === field))
    const sameValue = a?.value === b?.value && a?.origin === b?.origin
    if (sameValue && rests(a) === rests(b)) return []
    return [{ field, label, before: said(a), after: said(b), restsOnly: sameValue }]
  })
}

/** 迟到的行 Days of a locked figure whose rows are no longer the same. */
export type SliceChange = {
  readonly indicator: string
  readonly from: string
  readonly rowsThen: string
  readonly rowsNow: string
  readonly sumThen: string
  readonly sumNow: string
}

const NOTHING = { rows: '0', sum: '0', sha256: '' }

/** Which days (or months) of what a figure rests on changed since it was locked. */
export function laterRows(
  then: readonly SnapshotLineage[],
  now: readonly SnapshotLineage[],
): readonly SliceChange[] {
  return then.flatMap((locked) => {
    const today = now.find(
      ({ indicator, period }) => indicator === locked.indicator && period.from === locked.period.from,
    )
    const days = new Set([...(locked.slices ?? []), ...(today?.slices ?? [])].map(({ from }) => from))
    return [...days].sort().flatMap((from) => {
      const a = locked.slices?.find((slice) => slice.from === from) ?? NOTHING
      const b = today?.slices?.find((slice) => slice.from === from) ?? NOTHING
      if (a.sha256 === b.sha256) return []
      const { indicator } = locked
      return [{ indicator, from, rowsThen: a.rows, rowsNow: b.rows, sumThen: a.sum, sumNow: b.sum }]
    })
  })
}
