import type { SchemeStep } from '#contract/plan'
import type { Asked, AwardReceipt, PlaceGiven } from './award-receipt.ts'
import { compute } from './compute.ts'
import { type Exact, exactOf, isLess } from './exact.ts'
import type { Rule } from './rule.ts'

type Ranked = Extract<SchemeStep, { does: '前几名' }>

/** One application with when it was handed in. */
export type Entry = { readonly asked: Asked; readonly at: string }

type Standing = {
  readonly entry: number
  readonly tier: number
  readonly value: Exact
  readonly at: string
}

function valueIn(receipt: AwardReceipt, name: string): Exact | undefined {
  const step = receipt.steps.find((each) => each.name === name)?.value
  const fact = receipt.facts.find((each) => each.name === name)?.value
  const text = step ?? fact
  return typeof text === 'string' ? exactOf(text) : undefined
}

function tierIn(rule: Rule, { tiers }: Ranked, value: Exact): number {
  const number = (name: string): Exact | undefined => rule.start[rule.slotOf(name)]
  return tiers.findIndex(({ from, until }) => {
    const [low, high] = [number(from), until === undefined ? undefined : number(until)]
    return low !== undefined && !isLess(value, low) && (high === undefined || isLess(value, high))
  })
}

const before = (a: Standing, b: Standing, ties: Ranked['ties']): boolean =>
  isLess(b.value, a.value) || (ties === '申报先后' && !isLess(a.value, b.value) && a.at < b.at)

/** The place of every entry in its tier. With 并列都给 equal ones share the better place. */
function placesOf(
  rule: Rule,
  step: Ranked,
  receipts: readonly (AwardReceipt | undefined)[],
  entries: readonly Entry[],
) {
  const standings = receipts.flatMap((receipt, entry): Standing[] => {
    const value = receipt && receipt.result.verdict !== '不符' ? valueIn(receipt, step.of) : undefined
    const tier = value === undefined ? -1 : tierIn(rule, step, value)
    return value === undefined || tier < 0 ? [] : [{ entry, tier, value, at: entries[entry]?.at ?? '' }]
  })
  const places = new Map<number, PlaceGiven>()
  for (const tier of step.tiers.keys()) {
    const here = standings
      .filter((each) => each.tier === tier)
      .sort((a, b) => (before(a, b, step.ties) ? -1 : before(b, a, step.ties) ? 1 : 0))
    let place = 1
    here.forEach((each, i) => {
      const better = here[i - 1]
      if (better === undefined || before(better, each, step.ties)) place = i + 1
      places.set(each.entry, { step: step.name, tier: tier + 1, place, among: here.length })
    })
  }
  return places
}

/** Whether what a rule gives hangs of places among all. */
export const isRanked = (rule: Rule): boolean => rule.steps.some(({ step }) => step.does === '前几名')

/** 排名 Every entry's places in the ranked steps of a rule. */
function ranking(
  rule: Rule,
  receipts: readonly (AwardReceipt | undefined)[],
  entries: readonly Entry[],
): readonly (readonly PlaceGiven[])[] {
  const ranked = rule.steps.flatMap(({ step }) => (step.does === '前几名' ? [step] : []))
  const places = ranked.map((step) => placesOf(rule, step, receipts, entries))
  return entries.map((_, i) =>
    places.flatMap((of) => {
      const place = of.get(i)
      return place ? [place] : []
    }),
  )
}

function receiptOf(rule: Rule, asked: Asked): AwardReceipt | undefined {
  const computed = compute(rule, asked)
  return computed.ok ? computed.value : undefined
}

/** Every entry's places by its facts alone. */
export const placesAmong = (rule: Rule, entries: readonly Entry[]): readonly (readonly PlaceGiven[])[] =>
  ranking(
    rule,
    entries.map(({ asked }) => receiptOf(rule, { ...asked, places: [] })),
    entries,
  )

/** 全池核算 Every entry's receipt; where places decide, all are ranked first. Undefined: its facts cannot be read. */
export function computeAll(rule: Rule, entries: readonly Entry[]): readonly (AwardReceipt | undefined)[] {
  const first = entries.map(({ asked }) => receiptOf(rule, asked))
  if (!isRanked(rule)) return first
  const places = ranking(rule, first, entries)
  return entries.map(({ asked }, i) => {
    const own = places[i] ?? []
    return own.length === 0 ? first[i] : receiptOf(rule, { ...asked, places: own })
  })
}
