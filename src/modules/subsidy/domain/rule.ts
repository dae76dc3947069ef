import type { SchemeCondition } from '#contract/plan'
import {
  type Measure,
  measureOf,
  measuresGiven,
  orderOf,
  parameterOn,
  type Scheme,
  type SchemeFact,
  type SchemeStep,
  usedBy,
} from '#contract/plan'
import { hashOf } from './award-receipt.ts'
import type { Exact } from './exact.ts'
import { type Wording, wordingOf } from './receipt-text.ts'
import { conditionOf, type Test } from './rule-conditions.ts'
import { type Names, type Run, runOf } from './rule-steps.ts'
import type { RuleUsed } from './rule-used.ts'
import { saidAs } from './said.ts'

type Ready<T> = { readonly name: string; readonly slot: number; readonly run: T }

/** 规则 A rule made ready to compute many applicants: names are slots, values of the day are filled in. */
export type Rule = {
  readonly used: RuleUsed
  /** SHA-256 of `used`. */
  readonly hash: string
  /** Its names as its receipts write them. */
  readonly wording: Wording
  /** Only the facts that the readings in force need; others are not asked for. */
  readonly facts: readonly (SchemeFact & { readonly slot: number })[]
  readonly start: readonly (Exact | undefined)[]
  readonly conditions: readonly Ready<Test>[]
  readonly steps: readonly (Ready<Run> & { readonly step: SchemeStep })[]
  readonly pays: {
    readonly slot: number
    readonly isService: boolean
    readonly say: (value: Exact) => string
  }
  readonly slotOf: (name: string) => number
}

/** Of a step that follows an interpretation only the adopted reading: what others need is not asked for. */
const chosen = (step: SchemeStep, readings: ReadonlyMap<string, string>): SchemeStep =>
  step.does === '按口径'
    ? {
        ...step,
        readings: step.readings.filter(({ reading }) => reading === readings.get(step.interpretation)),
      }
    : step

const namesUsed = (
  steps: readonly SchemeStep[],
  conditions: readonly SchemeCondition[],
): ReadonlySet<string> =>
  new Set([
    ...steps.flatMap((step) => usedBy(step).map(({ name }) => name)),
    ...conditions.flatMap(({ any }) =>
      any.flatMap((test) => ('line' in test ? [test.of, test.line] : [test.of])),
    ),
  ])

/** The unit of the scheme's own things (件, 单, 户), which have no unit of their own. */
const thingsOf = ({ facts, parameters = [] }: Scheme): ReadonlyMap<string, string> =>
  new Map([
    ...facts.flatMap((fact) => ('unit' in fact ? [[fact.name, fact.unit] as const] : [])),
    ...parameters.map(({ name, values }) => [name, values[0]?.unit ?? ''] as const),
  ])

/** How numbers are said. `first`: as format 1 said it, which left out the unit of things that a step had worked out. */
export type Words = 'now' | 'first'

function sayingOf(scheme: Scheme, steps: readonly SchemeStep[], words: Words): Names['say'] {
  const measures: Map<string, Measure> = measuresGiven(scheme)
  const units = new Map(thingsOf(scheme))
  for (const step of steps) {
    const measure = measureOf(step, measures)
    if (measure) measures.set(step.name, measure)
    const unit = units.get(usedBy(step)[0]?.name ?? '')
    if (unit !== undefined && words === 'now') units.set(step.name, unit)
  }
  return (name, value) => {
    const measure = measures.get(name)
    return saidAs(value, measure?.each ?? measure?.is ?? 'things', units.get(name))
  }
}

/** 备好规则 The scheme has passed `plan check`: it has an order, and its values are there on the day. */
export function readyRule(used: RuleUsed, words: Words = 'now'): Rule {
  const { scheme, day } = used
  const readings = new Map(used.readings.map(({ interpretation, reading }) => [interpretation, reading]))
  const order = orderOf(
    scheme.steps.map((step) => chosen(step, readings)),
    scheme.pays,
  )
  const steps = order.ok ? order.steps : []
  const conditions = scheme.conditions ?? []
  const parameters = scheme.parameters ?? []
  const needed = namesUsed(steps, conditions)
  const facts = scheme.facts.filter(({ name }) => needed.has(name))
  const slots = new Map([...parameters, ...facts, ...steps].map(({ name }, i) => [name, i]))
  const slotOf = (name: string): number => slots.get(name) ?? -1
  const names: Names = { slot: slotOf, say: sayingOf(scheme, steps, words) }
  const pays = steps.find(({ name }) => name === scheme.pays)
  const hash = hashOf(used)
  return {
    used,
    hash,
    wording: wordingOf(hash, conditions, facts, steps),
    facts: facts.map((fact) => ({ ...fact, slot: slotOf(fact.name) })),
    start: [...slots.keys()].map((_, i) => {
      const parameter = parameters[i]
      return parameter && parameterOn(parameter, day)?.value
    }),
    conditions: conditions.map((condition) => ({
      name: condition.name,
      slot: -1,
      run: conditionOf(condition, names),
    })),
    steps: steps.map((step) => ({
      name: step.name,
      slot: slotOf(step.name),
      run: runOf(step, names, readings),
      step,
    })),
    pays: {
      slot: slotOf(scheme.pays),
      isService: pays?.does === '免费提供',
      say: (value) => names.say(scheme.pays, value),
    },
    slotOf,
  }
}
