import { canonicalJson } from '#kernel/canonical'
import { day, formatDay, type Period, sameSpanLastYear, yearOf } from '#kernel/day'
import type { AnyDb } from '#platform/db/house'
import type { Etown } from '#platform/http/route'
import { type FigureOver, figuresOver } from '#statistics'
import type { Field, SnapshotLineage } from '../contract/index.ts'
import { type CellRow, type Writing, writeCells } from '../db/cells.ts'
import { periodText } from '../domain/period.ts'
import { rateText } from '../domain/value.ts'
import { type AtHand, accountOf, daysOf, ownDb, type Working } from './at-hand.ts'

/** The days a cell's figure covers. */
export function daysAsked({ over }: Field, period: Period): Period {
  if (over === 'same-last-year') return sameSpanLastYear(period)
  if (over === 'year-to-date') return { from: day(`${yearOf(period.from)}-01-01`), until: period.until }
  return period
}

const lineageOf = (figure: FigureOver): readonly SnapshotLineage[] =>
  figure.lineage.map(({ slices, entered, ...said }) => ({
    ...said,
    period: { ...said.period },
    ...(slices === undefined ? {} : { slices: slices.map((slice) => ({ ...slice })) }),
    ...(entered === undefined ? {} : { entered }),
  }))

/** 取数 What the rows say of every cell that has an indicator, now; a cell of which nothing is known is left out. */
export async function computedCells(
  db: AnyDb,
  etown: Etown,
  { row, content }: Pick<AtHand, 'row' | 'content'>,
  now: Date,
): Promise<ReadonlyMap<string, Omit<Writing, 'follows' | 'note'>>> {
  const period = daysOf(row)
  const asked = content.fields.flatMap((field) =>
    field.indicator === undefined
      ? []
      : [{ field, indicator: field.indicator, period: daysAsked(field, period) }],
  )
  const figures = await figuresOver(db, etown.id, asked, now)
  const computed = new Map<string, Omit<Writing, 'follows' | 'note'>>()
  asked.forEach(({ field, period: days }, i) => {
    const figure = figures[i]
    if (figure === undefined || figure.reading.state === 'absent') return
    const known = figure.reading.state === 'known' ? figure.reading : undefined
    computed.set(field.key, {
      field: field.key,
      origin: known === undefined ? 'no-base' : 'computed',
      value: known && rateText(known.value),
      words: { ...figure.words, kind: figure.kind, ...days },
      lineage: lineageOf(figure),
    })
  })
  for (const { key, fact } of content.fields)
    if (fact !== undefined)
      computed.set(key, { field: key, origin: 'computed', value: factOf(fact, etown, row), lineage: [] })
  return computed
}

function factOf(fact: NonNullable<Field['fact']>, etown: Etown, row: AtHand['row']): string {
  if (fact === 'etown') return etown.name
  if (fact === 'county') return etown.countyCode
  if (fact === 'due') return row.due_on === null ? '日历未公布' : formatDay(day(row.due_on))
  return periodText(row.period)
}

/** Canonical: the database gives members back in an order of its own. */
const told = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)))

const same = (cell: CellRow | undefined, now: Omit<Writing, 'follows' | 'note'>): boolean =>
  cell !== undefined &&
  cell.origin === now.origin &&
  (cell.value ?? undefined) === now.value &&
  told([cell.words, cell.lineage]) === told([now.words, now.lineage])

/**
 * Writes what the rows say into the cells that differ, and takes back what they no longer say: a cell computed from rows
 * that are gone is open again. How many cells changed.
 */
export async function recompute(working: Working, hand: AtHand): Promise<number> {
  const now = await computedCells(working.db, working.etown, hand, working.now)
  const writings = hand.content.fields.flatMap(({ key }): Writing[] => {
    const cell = hand.cells.get(key)
    const computed = now.get(key)
    const frame = { follows: cell?.no ?? 0, note: cell?.note ?? undefined }
    if (computed !== undefined) return same(cell, computed) ? [] : [{ ...computed, ...frame }]
    const stale = cell !== undefined && cell.lineage !== undefined
    return stale ? [{ field: key, origin: 'blank', value: undefined, ...frame }] : []
  })
  const { id: report, step } = hand.row
  const where = { etown: working.etown.id, report, step, by: accountOf(working), at: working.now }
  await writeCells(ownDb(working.db), where, writings)
  return writings.length
}
