import { addDays, type Day, day, daysBetween, type Period } from '#kernel/day'
import { sha256Hex } from '#kernel/sha256'
import { type AnyDb, roomOf } from '#platform/db/house'
import { type EntityAsk, pageOfEntities } from '../db/entities.ts'
import { enteredOver, lineSlices, type Slice, sumSlices } from '../db/lineage.ts'
import { type Definition, versionOn } from '../domain/definition.ts'
import { type Ask, asksOf, type Reading, read } from '../domain/reading.ts'
import { earlier, monthsOf } from '../domain/window.ts'
import { definedOn } from './find-definition.ts'
import { loadFacts, loadKnown } from './known-figures.ts'
import { today } from './on-the-wire.ts'

/** 来历 What a figure rests on: the rows of an indicator over a period, or the entry with its file. */
export type Lineage = {
  readonly indicator: string
  readonly version: string
  readonly period: Period
  readonly slices?: readonly Slice[]
  readonly entered?: { readonly entry: string; readonly evidence: string; readonly source: string }
}

/** 可引用的数 An indicator over a period, with the words it is counted by and what it rests on. */
export type FigureOver = {
  readonly indicator: string
  readonly kind: Definition['kind']
  readonly unit: string
  readonly words: {
    readonly version: string
    readonly zh: string
    readonly text: string
    readonly source: string
  }
  readonly reading: Reading
  readonly lineage: readonly Lineage[]
}

const reads = (): 'statistics' | 'party_pub' | 'market_pub' => 'statistics'
const keyOf = ({ indicator, period }: Ask): string => `${indicator} ${period.from} ${period.until}`
/** Longer periods are told by month, so that a year's lineage stays a page. */
const BY_DAY_MOST = 31

/** Figures of several indicators, each over its period, in the order asked; undefined for an indicator nobody defines. */
export async function figuresOver(
  db: AnyDb,
  etown: number,
  asks: readonly Ask[],
  now: Date,
): Promise<readonly (FigureOver | undefined)[]> {
  const [first] = asks
  if (first === undefined) return []
  const own = roomOf(db, reads())
  const last = addDays(
    asks
      .map(({ period }) => period.until)
      .toSorted()
      .at(-1) ?? first.period.until,
    -1,
  )
  const { define } = await definedOn(db, etown, earlier(last, today(now)))
  const known = await loadKnown(own, etown)
  const parts = asks.flatMap(({ indicator, period }) => {
    const definition = define(indicator)
    return definition === undefined ? [] : [...asksOf(definition, period)]
  })
  const facts = await loadFacts(own, etown, parts, define, known)
  const resting = new Map<string, Lineage>()
  for (const part of parts) {
    const definition = define(part.indicator)
    if (definition === undefined || resting.has(keyOf(part))) continue
    resting.set(keyOf(part), await lineageOf(db, etown, definition, part.period))
  }
  return asks.map(({ indicator, period }) => {
    const definition = define(indicator)
    if (definition === undefined) return undefined
    const { version, zh, text, source } = versionOn(definition, addDays(period.until, -1))
    return {
      indicator,
      kind: definition.kind,
      unit: definition.unit,
      words: { version, zh, text, source },
      reading: read(definition, period, facts),
      lineage: asksOf(definition, period).flatMap((part) => resting.get(keyOf(part)) ?? []),
    }
  })
}

async function lineageOf(db: AnyDb, etown: number, definition: Definition, period: Period): Promise<Lineage> {
  const { code, method } = definition
  const { version } = versionOn(definition, addDays(period.until, -1))
  const frame = { indicator: code, version, period }
  const folded = await foldedSlices(db, etown, definition, period)
  if (folded.length > 0) return { ...frame, slices: folded }
  if (method.by === 'entities') {
    const { count } = method
    return { ...frame, slices: await entitySlices(db, etown, { count, period, by: period.until }) }
  }
  const entered = await enteredOver(roomOf(db, 'statistics'), etown, code, period)
  return entered === undefined ? frame : { ...frame, entered }
}

async function foldedSlices(
  db: AnyDb,
  etown: number,
  { method }: Definition,
  period: Period,
): Promise<readonly Slice[]> {
  const own = roomOf(db, 'statistics')
  if (method.by === 'days' && method.measure === 'retail') {
    const by = daysBetween(period.from, period.until) > BY_DAY_MOST ? 'month' : 'day'
    return lineSlices(roomOf(db, 'market_pub'), etown, period, by)
  }
  if (method.by === 'days') return sumSlices(own, etown, [{ measure: method.measure, sign: 1 }], period)
  if (method.by === 'net') return sumSlices(own, etown, method.terms, period)
  // As on a day: everything up to it.
  if (method.by === 'level') return sumSlices(own, etown, method.terms, { from: EVER, until: period.until })
  return []
}

const EVER = day('1900-01-01')
const PAGE = 2_000

async function entitySlices(db: AnyDb, etown: number, ask: EntityAsk): Promise<readonly Slice[]> {
  const lines: { readonly on: Day; readonly line: string }[] = []
  let after: { readonly registeredOn: Day; readonly party: bigint } | undefined
  do {
    const rows = await pageOfEntities(roomOf(db, 'party_pub'), etown, ask, { after, limit: PAGE })
    const page = rows.slice(0, PAGE)
    for (const { party, registeredOn, kind, ecommerceSince = '' } of page)
      lines.push({ on: registeredOn, line: [party, registeredOn, kind, ecommerceSince].join('|') })
    after = rows.length > PAGE ? page.at(-1) : undefined
  } while (after !== undefined)
  return monthsOf(ask.period).flatMap(({ period: { from, until } }) => {
    const own = lines.filter(({ on }) => from <= on && on < until).map(({ line }) => line)
    const count = String(own.length)
    return own.length === 0 ? [] : [{ from, rows: count, sum: count, sha256: sha256Hex(own.join('\n')) }]
  })
}
