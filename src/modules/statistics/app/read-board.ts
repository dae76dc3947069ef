import type { PlanFile } from '#contract/plan'
import { addDays, type Day, yearOf, yearPeriod } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatWan } from '#kernel/money'
import { granted, type Outcome } from '#kernel/refusal'
import { regionAbove, regionName } from '#kernel/region-code'
import { adoptedPlanOf, planOf } from '#plan'
import type { Call, Etown } from '#platform/http/route'
import type { Locked, readBoard } from '../contract/index.ts'
import { type Line, linesOf, type Result, resultOf, yearsOf } from '../domain/board.ts'
import { versionOn } from '../domain/definition.ts'
import { type Forecast, outlookOf } from '../domain/forecast.ts'
import { definitionsFor } from '../domain/indicators.ts'
import { lockedForWindow } from '../domain/locked.ts'
import type { Horizon } from '../domain/reading.ts'
import { floorOf, type Requirement } from '../domain/requirement.ts'
import { earlier } from '../domain/window.ts'
import { forecastOf } from './forecasts.ts'
import { loadFacts, loadKnown } from './known-figures.ts'
import { today, wireAsOf, wirePeriod, wireRate, wireReading, writtenAs } from './on-the-wire.ts'
import type { LockedFigure, LockedSource } from './seams.ts'
import { lockedFigures, thenAndNow } from './then-and-now.ts'

export type Board = AnswerOf<typeof readBoard>
export type BoardCall = Call<typeof readBoard, 'statistics' | 'party_pub' | 'market_pub'>

/** The city an e-town is compared with: the one its county lies in. */
export function cityOf({ countyCode }: Etown): { readonly code: string; readonly name: string } {
  const code = regionAbove(countyCode) ?? countyCode
  return { code, name: regionName(code) ?? code }
}

export type BoardAsked = Pick<BoardCall, 'db' | 'etown' | 'query' | 'now'> & {
  readonly locked?: readonly LockedSource[]
}

/** Every target of the plan in force, with its figure and what it means, for the year asked. */
export async function makeBoard({
  db,
  etown,
  query,
  now,
  locked: sources = [],
}: BoardAsked): Promise<Outcome<Board>> {
  const day = today(now)
  const known = await loadKnown(db, etown.id)
  const year = query.year === undefined ? newestYear(known.horizon, day) : Number(query.year)
  // A figure is judged by the plan of its own time: an amendment of next year does not judge this one.
  const on = earlier(day, addDays(yearPeriod(year).until, -1))
  const found = await adoptedPlanOf(db, etown.id, on)
  const frame = {
    year,
    today: day,
    readAt: now.toISOString(),
    asOf: wireAsOf(known.asOf),
    city: cityOf(etown),
  }
  if (found === undefined) {
    const latest = (await planOf(db, etown.id, day))?.plan
    const years = latest === undefined ? [yearOf(day)] : [...yearsOf(latest, day)]
    return granted({ ...frame, years, targets: [], definitions: [] })
  }
  const { plan, adopted } = found
  const lines = linesOf(plan, adopted, { year, today: day, horizon: known.horizon })
  const asks = lines.flatMap((line) => line.asks)
  const define = definitionsFor(plan, adopted)
  const facts = await loadFacts(db, etown.id, asks, define, known)
  const results = lines.map((line) => resultOf(line, facts, known.cityOf, day))
  const forecasts = new Map<string, Forecast>()
  for (const result of results) {
    const found = await forecastOf(db, etown.id, result)
    if (found !== undefined) forecasts.set(result.line.target.code, found)
  }
  const standing = lockedOf(lines, await lockedFigures(db, etown.id, sources))
  const besides = await thenAndNow({ db, etown, define, known }, [...standing.values()])
  const words = results.filter(hasRows).map(wordsOf)
  const headings = new Map(plan.clauses.map(({ id, heading = '' }) => [id, heading]))
  return granted({
    ...frame,
    years: [...yearsOf(plan, day)],
    plan: {
      version: plan.version.number,
      title: plan.document.title,
      number: plan.document.number,
      inForceFrom: plan.version.in_force_from,
    },
    targets: results.map((result) => ({
      ...targetLine(result, plan, headings),
      ...wireForecast(result, forecasts.get(result.line.target.code)),
      ...wireLocked(besides, standing.get(result.line)),
    })),
    definitions: [...new Map(words.map((one) => [one.version, one])).values()],
  })
}

/** A count that is judged as a share of another is not what a report locks under its name. */
function lockedOf(lines: readonly Line[], figures: readonly LockedFigure[]): ReadonlyMap<Line, LockedFigure> {
  return new Map(
    lines.flatMap((line) => {
      const { target, definition, window } = line
      if (target.comparator?.kind === 'share-of') return []
      const found = lockedForWindow(figures, { indicator: definition.code, kind: definition.kind, window })
      return found === undefined ? [] : [[line, found] as const]
    }),
  )
}

const wireLocked = (besides: readonly Locked[], found: LockedFigure | undefined) => {
  if (found === undefined) return undefined
  const locked = besides.find(
    ({ indicator, href, period }) =>
      indicator === found.indicator && href.endsWith(found.path) && period.from === found.period.from,
  )
  return locked && { locked }
}

/** An indicator that is typed says nothing about how it is counted that its name does not say. */
const hasRows = ({ line }: Result): boolean => line.definition.method.by !== 'entry'

/** Orders placed on the last evening of a year are paid in the next: a year has begun when a month of it has. */
const A_MONTH = 31

/** The newest year that has order lines, else this year: a board opened in January shows the year there are data of. */
export function newestYear({ lastDay }: Horizon, today: Day): number {
  const last = lastDay('retail')
  return last === undefined ? yearOf(today) : yearOf(earlier(addDays(last, -A_MONTH), today))
}

const wordsOf = ({ line }: Result) => versionOn(line.definition, addDays(line.window.until, -1))

function targetLine(
  result: Result,
  plan: PlanFile,
  headings: ReadonlyMap<string, string>,
): Board['targets'][number] {
  const { line, own, city, margin, pace } = result
  const { target, definition, requirement } = line
  const againstCity = target.comparator?.kind === 'city-average-growth'
  return {
    code: target.code,
    name: target.name,
    topic: target.topic,
    indicator: target.indicator,
    unit: definition.unit,
    dimension: againstCity ? 'points' : writtenAs(definition.unit),
    required: requiredText(line.target, requirement),
    bound: wireRate(boundOf(requirement)),
    per: target.per,
    force: target.force ?? 'must',
    againstCity,
    window: wirePeriod(line.window),
    ...(line.period && { period: wirePeriod(line.period) }),
    verdict: result.verdict,
    ...(own && { own: wireReading(own) }),
    ...(city && { city: wireRate(city) }),
    ...(margin && { margin: wireRate(margin) }),
    ...(pace && { pace: { ...pace, due: wireRate(pace.due) } }),
    ...(result.beyond && { beyond: true }),
    definition: wordsOf(result).version,
    by: definition.method.by,
    clause: { id: target.clause, heading: headings.get(target.clause) ?? '' },
    quote: target.quote,
    systems: result.verdict === 'not-computed' ? [...systemsFor(target.clause, plan)] : [],
  }
}

const wireForecast = ({ line }: Result, found: Forecast | undefined) =>
  found && {
    forecast: {
      low: wireRate(found.low),
      middle: wireRate(found.middle),
      high: wireRate(found.high),
      basis: found.basis,
      outlook: outlookOf(found, boundOf(line.requirement)),
    },
  }

const boundOf = (requirement: Requirement) =>
  floorOf(requirement) ?? (requirement.op === 'range' ? requirement.max : requirement.value)

function requiredText(target: PlanFile['targets'][number], requirement: Requirement): string {
  if (target.op === 'range') return `${target.min}–${target.max} ${target.unit}`
  const text = `${requirement.op} ${target.value} ${target.unit}`
  const { num, den } = boundOf(requirement)
  return target.comparator?.kind === 'funds' ? `${text}（${formatWan(fen(num / den))}）` : text
}

/** S1 and S2 are the plan and this board: they keep no rows of what a clause counts. */
const NOT_KEEPERS = ['S1', 'S2']

/** By name: their codes are for those who build them. */
function systemsFor(clause: string, { systems }: PlanFile): readonly string[] {
  const keepers = systems.filter(
    ({ code, clauses }) => clauses.includes(clause) && !NOT_KEEPERS.includes(code),
  )
  return keepers.length === 0 ? ['信息报送'] : keepers.map(({ name }) => name)
}
