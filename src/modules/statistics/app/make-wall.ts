import { fenOf, type PlanFile } from '#contract/plan'
import { addDays, type Day, type Period, sameSpanLastYear, day as toDay, yearPeriod } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import { planOf } from '#plan'
import type { Call, Etown } from '#platform/http/route'
import { type readWall, verdicts } from '../contract/index.ts'
import { monthSums, partSums } from '../db/day-sums.ts'
import { lockedForWindow } from '../domain/locked.ts'
import { monthsOf } from '../domain/window.ts'
import { definedOn } from './find-definition.ts'
import { loadKnown, type Reads } from './known-figures.ts'
import { today } from './on-the-wire.ts'
import { type Board, type BoardAsked, makeBoard } from './read-board.ts'
import type { LockedSource, StatisticsSeams } from './seams.ts'
import { lockedFigures, thenAndNow } from './then-and-now.ts'
import { wallAlerts } from './wall-alerts.ts'
import { figureHref, type WallAsk, type WallFrame, wallFigures } from './wall-figures.ts'
import { wallMap } from './wall-map.ts'

export type Wall = AnswerOf<typeof readWall>
type WallCall = Pick<Call<typeof readWall, 'statistics' | 'party_pub' | 'market_pub'>, 'db' | 'etown' | 'now'>
export type WallAsked = WallCall & Pick<BoardAsked, 'locked'>

export const readWallIn = (call: WallCall, { locked }: StatisticsSeams): Promise<Outcome<Wall>> =>
  makeWall({ ...call, locked })

const SCAN_DAYS = 30

/** 大屏 Everything the wall of an e-town shows, out of maintained sums: nothing here adds rows up. */
export async function makeWall({ db, etown, now, locked = [] }: WallAsked): Promise<Outcome<Wall>> {
  const day = today(now)
  const found = await makeBoard({ db, etown, query: {}, now, locked })
  if (!found.ok) return found
  const board = found.value
  const year = yearPeriod(board.year)
  const known = await loadKnown(db, etown.id)
  const { define } = await definedOn(db, etown.id, day)
  const plan = (await planOf(db, etown.id, day))?.plan
  const frame = { db, etown, today: day, known, define }
  const [retail, ...figures] = await wallFigures(frame, asksOf(board, year, plan, day))
  if (retail === undefined) throw new Error('online retail is always defined')
  return granted({
    etown: { slug: etown.slug, name: etown.name, county: etown.countyCode },
    demonstration: etown.demonstration,
    at: now.toISOString(),
    today: day,
    year: board.year,
    ...(board.asOf && { asOf: board.asOf }),
    retail,
    ...goalOf(board),
    ...(await lockedOf(frame, year, locked)),
    months: await monthsOfYear(db, etown.id, year),
    figures: [...figures],
    funds: await fundsOf(db, etown, plan, sinceBeginning(plan, day)),
    ...(await wallMap(db, etown, day, year)),
    targets: targetsOf(board, etown.slug),
    alerts: [
      ...(await wallAlerts(db, etown, board, { today: day, lastDay: known.horizon.lastDay('retail') })),
    ],
  })
}

/** 锁定 The year's sales as the snapshot that reaches furthest into it has them. */
async function lockedOf(
  frame: WallFrame,
  year: Period,
  sources: readonly LockedSource[],
): Promise<Pick<Wall, 'locked'>> {
  const figures = await lockedFigures(frame.db, frame.etown.id, sources)
  const found = lockedForWindow(figures, { indicator: 'online-retail', kind: 'flow', window: year })
  const [locked] = found === undefined ? [] : await thenAndNow(frame, [found])
  return locked === undefined ? {} : { locked }
}

/** Money is counted since the plan began, not by the year: what came in one is spent in the next. */
function sinceBeginning(plan: PlanFile | undefined, day: Day): Period {
  const first = plan?.periods.map(({ from }) => from).sort()[0] ?? day
  return { from: first <= day ? first : day, until: addDays(day, 1) }
}

function asksOf(board: Board, year: Period, plan: PlanFile | undefined, day: Day): readonly WallAsk[] {
  const training = board.targets.find(({ indicator }) => indicator === 'training-visits')
  const scans = { from: addDays(day, 1 - SCAN_DAYS), until: addDays(day, 1) }
  const money = sinceBeginning(plan, day)
  return [
    { indicator: 'online-retail', period: year },
    { indicator: 'parcels', period: year },
    { indicator: 'new-entities', period: year },
    {
      indicator: 'training-visits',
      period: training === undefined ? year : spanOf(training.period ?? training.window),
      systems: training?.systems ?? [],
    },
    { indicator: 'trace-scans', period: scans },
    { indicator: 'fund-arrived', period: money },
    { indicator: 'fund-paid', period: money },
  ]
}

const spanOf = ({ from, until }: { readonly from: string; readonly until: string }): Period => ({
  from: toDay(from),
  until: toDay(until),
})

function goalOf(board: Board): Pick<Wall, 'goal'> {
  const target = board.targets.find(({ indicator }) => indicator === 'online-retail')
  if (target === undefined) return {}
  const { required, bound, verdict, pace, forecast } = target
  return {
    goal: { required, bound, verdict, ...(pace && { due: pace.due }), ...(forecast && { forecast }) },
  }
}

async function monthsOfYear(db: Reads, etown: number, year: Period): Promise<Wall['months']> {
  const sums = async (period: Period) =>
    new Map(
      (await monthSums(db, etown, { measure: 'retail', period })).map((m) => [
        m.month.slice(5),
        m.amount.toString(),
      ]),
    )
  const now = await sums(year)
  const before = await sums(sameSpanLastYear(year))
  return monthsOf(year).map(({ month }) => ({
    month,
    amount: now.get(month.slice(5)),
    lastYear: before.get(month.slice(5)),
  }))
}

async function fundsOf(
  db: Reads,
  etown: Etown,
  plan: PlanFile | undefined,
  period: Period,
): Promise<Wall['funds']> {
  const of = async (measure: 'fund-arrived' | 'fund-paid' | 'fund-recovered') =>
    new Map((await partSums(db, etown.id, { measure, period })).map((p) => [p.part, p.amount]))
  const [arrived, paid, back] = [await of('fund-arrived'), await of('fund-paid'), await of('fund-recovered')]
  return (plan?.funds.sources ?? []).map(({ code, name, value, unit }) => ({
    code,
    name,
    planned: String(fenOf(value, unit) ?? 0n),
    arrived: String(arrived.get(code) ?? 0n),
    paid: String((paid.get(code) ?? 0n) - (back.get(code) ?? 0n)),
    href: `${figureHref(etown.slug, 'fund-paid', period).replace('?', '/rows?')}&part=${code}`,
  }))
}

function targetsOf({ targets, year }: Board, slug: string): Wall['targets'] {
  const href = `/e/${slug}/board?year=${year}`
  const paced = targets.flatMap(({ pace }) => (pace === undefined ? [] : [pace.ahead]))
  return {
    total: targets.length,
    ahead: paced.filter((ahead) => ahead).length,
    behind: paced.filter((ahead) => !ahead).length,
    verdicts: verdicts
      .map((verdict) => ({
        verdict,
        count: targets.filter((t) => t.verdict === verdict).length,
        href: `${href}&verdict=${verdict}`,
      }))
      .filter(({ count }) => count > 0),
    href,
  }
}
