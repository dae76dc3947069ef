import { addDays, day, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import { regionName, regionsIn } from '#kernel/region-code'
import type { Call } from '#platform/http/route'
import type { compareFigure } from '../contract/index.ts'
import { entityTownships } from '../db/entities.ts'
import { sumsByTownship } from '../db/wall.ts'
import { asksOf, read } from '../domain/reading.ts'
import { findDefinition } from './find-definition.ts'
import { type Kept, keptRows, type Rows } from './kept-rows.ts'
import { loadFacts, loadKnown, type Reads } from './known-figures.ts'
import { today, wirePeriod, writtenAs } from './on-the-wire.ts'
import { UNPLACED } from './wall-map.ts'

export type Comparison = AnswerOf<typeof compareFigure>
type CompareCall = Pick<Call<typeof compareFigure, Rows>, 'db' | 'etown' | 'params' | 'query' | 'now'>

const periodsIn = (text: string): readonly Period[] =>
  text.split(',').map((span) => {
    const [from = '', until = ''] = span.split('_')
    return { from: day(from), until: day(until) }
  })

/** 并排比较 A figure by townships, over up to four periods, held against the figure itself in each. */
export async function compareFigureIn(call: CompareCall): Promise<Outcome<Comparison>> {
  const { db, etown, params, query, now } = call
  const kept = await keptRows(call, ['order-lines', 'entities', 'tally'])
  if (!kept.ok) return kept
  const found = await findDefinition(db, etown.id, params.indicator, today(now), '/path/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const periods = periodsIn(query.periods)
  const known = await loadKnown(db, etown.id)
  const asks = periods.flatMap((period) => asksOf(definition, period))
  const facts = await loadFacts(db, etown.id, asks, define, known)
  const totals = periods.map((period) => {
    const reading = read(definition, period, facts)
    // A typed figure has no rows, and so no townships.
    return reading.state === 'known' && reading.origin === 'computed' ? reading.value.num : undefined
  })
  const columns: (ReadonlyMap<string, bigint> | undefined)[] = []
  for (const period of periods) columns.push(await byTownship(db, etown.id, kept.value, period))
  const codes = [...new Set(columns.flatMap((column) => [...(column?.keys() ?? [])]))]
  const order = regionsIn(etown.countyCode).map(({ code }) => code)
  const place = (code: string): number => {
    const at = order.indexOf(code)
    return at >= 0 ? at : code === UNPLACED ? order.length + 1 : order.length
  }
  const last = periods.at(-1)
  const words = definition.versions.findLast(
    ({ from }) => last !== undefined && from <= addDays(last.until, -1),
  )
  const { zh, en } = words ?? definition.versions[0]
  return granted({
    indicator: definition.code,
    name: { zh, en },
    unit: definition.unit,
    dimension: writtenAs(definition.unit),
    periods: periods.map(wirePeriod),
    rows: codes
      .sort((a, b) => place(a) - place(b))
      .map((township) => ({
        township,
        name: regionName(township) ?? (township === UNPLACED ? '' : township),
        amounts: columns.map((column) => String(column?.get(township) ?? 0n)),
      })),
    totals: totals.map((total) => total?.toString() ?? null),
    adds: columns.every((column, i) => column === undefined || sum(column) === (totals[i] ?? 0n)),
  })
}

const sum = (column: ReadonlyMap<string, bigint>): bigint =>
  [...column.values()].reduce((total, amount) => total + amount, 0n)

/** Undefined for what lies in no township: scans, lots, money. */
async function byTownship(
  db: Reads,
  etown: number,
  kept: Kept<'order-lines' | 'entities' | 'tally'>,
  period: Period,
): Promise<ReadonlyMap<string, bigint> | undefined> {
  if (kept.kind === 'entities') {
    const ask = { count: kept.count, period, by: period.until }
    return new Map((await entityTownships(db, etown, ask)).map((row) => [row.part, row.amount]))
  }
  const measure = kept.kind === 'order-lines' ? kept.measure : kept.terms[0]?.measure
  if (kept.kind === 'tally' && measure !== 'parcels') return undefined
  if (measure === undefined) return undefined
  return new Map((await sumsByTownship(db, etown, measure, period)).map((row) => [row.part, row.amount]))
}
