import { addDays, type Day, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import type { readWall } from '../contract/index.ts'
import { lastDayOf, lastDays } from '../db/wall.ts'
import { type Definition, versionOn } from '../domain/definition.ts'
import type { Define } from '../domain/indicators.ts'
import { asksOf, read } from '../domain/reading.ts'
import { type Known, loadFacts, type Reads, termsOf } from './known-figures.ts'
import { wirePeriod, wireReading, writtenAs } from './on-the-wire.ts'

type Wall = AnswerOf<typeof readWall>
export type WallFigure = Wall['retail']

/** A month of days is what an eye takes in at once. */
const SHOWN_DAYS = 30

/** Which figure, over which days. */
export type WallAsk = {
  readonly indicator: string
  readonly period: Period
  readonly systems?: readonly string[]
}

export type WallFrame = {
  readonly db: Reads
  readonly etown: { readonly id: number; readonly slug: string }
  readonly today: Day
  readonly known: Known
  readonly define: Define
}

/** The figures of a wall, looked up with one statement, and the line of each. */
export async function wallFigures(
  frame: WallFrame,
  asks: readonly WallAsk[],
): Promise<readonly WallFigure[]> {
  const { db, etown, known, define } = frame
  const defined = asks.flatMap((ask) => {
    const definition = define(ask.indicator)
    return definition === undefined ? [] : [{ ...ask, definition }]
  })
  const facts = await loadFacts(
    db,
    etown.id,
    defined.flatMap(({ definition, period }) => asksOf(definition, period)),
    define,
    known,
  )
  const made: WallFigure[] = []
  for (const { definition, period, systems = [] } of defined) {
    const reading = read(definition, period, facts)
    const line = await lineOf(frame, definition, period)
    const words = versionOn(definition, addDays(period.until, -1))
    made.push({
      indicator: definition.code,
      name: { zh: words.zh, en: words.en },
      unit: definition.unit,
      dimension: writtenAs(definition.unit),
      period: wirePeriod(period),
      reading: wireReading(reading),
      ...line,
      systems: reading.state === 'absent' ? [...systems] : [],
      href: figureHref(etown.slug, definition.code, period),
    })
  }
  return made
}

export const figureHref = (slug: string, indicator: string, { from, until }: Period): string =>
  `/e/${slug}/figures/${indicator}?from=${from}&until=${until}`

async function lineOf(
  { db, etown, today }: WallFrame,
  definition: Definition,
  period: Period,
): Promise<Pick<WallFigure, 'days' | 'lastDay' | 'newest'>> {
  const terms = termsOf(definition)
  if (terms.length === 0) return { days: [] }
  const measures = terms.map(({ measure }) => measure)
  const lastDay = await lastDayOf(db, etown.id, measures, period.until)
  if (lastDay === undefined) return { days: [] }
  // A period that ends today shows that nothing came since; a year ends with its last rows.
  const tomorrow = addDays(today, 1)
  const until = period.until === tomorrow ? tomorrow : addDays(lastDay, 1)
  const days = await lastDays(db, etown.id, terms, { from: addDays(until, -SHOWN_DAYS), until })
  return { lastDay, days: days.map(String), newest: String(days.at(-1) ?? 0n) }
}
