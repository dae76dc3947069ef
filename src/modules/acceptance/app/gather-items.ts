import type { PlanFile } from '#contract/plan'
import { accountsNow } from '#fund'
import { addDays, type Day, day, dayOfInstant } from '#kernel/day'
import { parseRate, type Rate, ratioOf } from '#kernel/money'
import { planOf } from '#plan'
import { type Board, boardsOf, type JudgedTarget } from '#statistics'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Etown } from '../../../platform/http/route.ts'
import type { Item, Reading } from '../contract/index.ts'
import { evidenceCounts } from '../db/evidence.ts'
import { lastSteps } from '../db/steps.ts'
import { moneyReading } from '../domain/money-reading.ts'
import { itemsOfPlan, type PlanItem } from '../domain/plan-items.ts'
import { gapsOver, paperGaps, readingOf, verdictOver } from '../domain/reading-words.ts'

/** 已汇总 The plan in force and every item of it, as things stand at one moment. */
export type Gathered = {
  readonly plan: PlanFile
  readonly number: number
  readonly items: readonly Item[]
  readonly planItems: readonly PlanItem[]
}

type Where = { readonly db: AnyDb; readonly etown: Etown; readonly now: Date }

/** Undefined before the first plan is in force. */
export async function gatherItems({ db, etown, now }: Where): Promise<Gathered | undefined> {
  const today = dayOfInstant(now.getTime())
  const found = await planOf(db, etown.id, today)
  if (found === undefined) return undefined
  const { plan, number } = found
  const own = roomOf(db, 'acceptance')
  const boards = await boardsOf(db, etown, now)
  const readings = readingsByTarget(boards)
  const money = await accountsNow(db, etown.id)
  const [counts, steps] = [await evidenceCounts(own, etown.id), await lastSteps(own, etown.id)]
  const headings = new Map(plan.clauses.map(({ id, heading = '' }) => [id, heading]))
  const definitions = new Map(boards.flatMap((b) => b.definitions.map((one) => [one.version, one] as const)))
  const required = new Map<string, JudgedTarget>(
    boards.flatMap((b) => b.targets.map((t) => [`target.${t.code}`, t])),
  )
  const planItems = itemsOfPlan(plan)
  const since = { from: day(plan.version.in_force_from), until: addDays(today, 1) }
  const items = planItems.map((item): Item => {
    const judged = required.get(item.code)
    const definition = judged && definitions.get(judged.definition)
    const moneys = moneyReading(item.code, plan.funds, money, since)
    const list = moneys === undefined ? (readings.get(item.code) ?? []) : [moneys]
    const step = steps.get(item.code)
    const verdict = verdictOver(list)
    const evidence = counts.get(item.code) ?? 0
    const dueOn = step?.due_on == null ? undefined : day(step.due_on)
    const state = step?.kind ?? 'open'
    return {
      code: item.code,
      kind: item.kind,
      name: item.name,
      topic: item.topic,
      clause: { id: item.clause, heading: headings.get(item.clause) ?? '' },
      quote: item.quote,
      force: item.force,
      required: judged?.required ?? item.required,
      ...(definition && {
        definition: { version: definition.version, text: definition.text, source: definition.source },
      }),
      readings: [...list],
      verdict,
      state,
      ...(dueOn && { dueOn }),
      evidence,
      gaps: [...gapsOver(list), ...paperGaps({ evidence, state, dueOn, verdict }, today)],
    }
  })
  return { plan, number, items, planItems }
}

/** Every target's readings, one a window, in the order of time. */
function readingsByTarget(boards: readonly Board[]): ReadonlyMap<string, readonly Reading[]> {
  const readings = new Map<string, Map<Day, Reading>>()
  for (const board of boards)
    for (const target of board.targets) {
      const code = `target.${target.code}`
      const known = readings.get(code) ?? new Map<Day, Reading>()
      readings.set(code, known.set(day(target.window.from), readingOf(judgedOf(target, board.city.name))))
    }
  return new Map([...readings].map(([code, windows]) => [code, [...windows.values()]]))
}

type Wire = { readonly num: string; readonly den: string }
const exact = ({ num, den }: Wire): Rate => ratioOf(BigInt(num), BigInt(den)) ?? ZERO
const ZERO = parseRate('0') ?? { num: 0n, den: 1n }

const days = ({ from, until }: { readonly from: string; readonly until: string }) => ({
  from: day(from),
  until: day(until),
})

const judgedOf = (target: JudgedTarget, city: string) => ({
  verdict: target.verdict,
  window: days(target.window),
  period: target.period && days(target.period),
  dimension: target.dimension,
  unit: target.unit,
  required: target.required,
  bound: exact(target.bound),
  own: target.own && {
    state: target.own.state,
    value: target.own.value && exact(target.own.value),
    typed: target.own.origin === 'typed',
  },
  margin: target.margin && exact(target.margin),
  indicator: target.indicator,
  city,
  systems: target.systems,
})
