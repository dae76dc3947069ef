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

/** 排名 The place of every entry in its tier. With 并列都给 equal ones share the better place. */
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

/** 全池核算 Every entry's receipt; where places decide, all are ranked first. Undefined: its facts cannot be read. */
export function computeAll(rule: Rule, entries: readonly Entry[]): readonly (AwardReceipt | undefined)[] {
  const receiptOf = (asked: Asked): AwardReceipt | undefined => {
    const computed = compute(rule, asked)
    return computed.ok ? computed.value : undefined
  }
  const ranked = rule.steps.flatMap(({ step }) => (step.does === '前几名' ? [step] : []))
  const first = entries.map(({ asked }) => receiptOf(asked))
  if (ranked.length === 0) return first
  const places = ranked.map((step) => placesOf(rule, step, first, entries))
  return entries.map(({ asked }, i) => {
    const own = places.flatMap((of) => {
      const place = of.get(i)
      return place ? [place] : []
    })
    return own.length === 0 ? first[i] : receiptOf({ ...asked, places: own })
  })
}
