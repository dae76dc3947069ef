import type { SchemeFact } from '#contract/plan'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { receiptRefusals } from '../contract/refusals.ts'
import type { Asked, FactGiven, ListText, Override, Truth, Verdict } from './award-receipt.ts'
import { type Exact, exactOf, isLess } from './exact.ts'
import type { Rule } from './rule.ts'
import type { Found, Listed, Slots } from './rule-steps.ts'

const NEEDED: Readonly<Record<SchemeFact['kind'], string>> = {
  数值: '不小于0的数',
  是否: '“是”或“否”',
  选项: '列出的选项之一',
  明细: '每种金额和次数的列表',
}

function listOf(text: ListText): Listed | undefined {
  const items = text.map(([amount, count]) => ({ amount: exactOf(amount), count: exactOf(count) }))
  const listed = items.flatMap(({ amount, count }) =>
    amount && count?.den === 1n ? [{ amount, count: count.num }] : [],
  )
  return listed.length === items.length ? listed : undefined
}

/** Puts one fact where its steps find it; false when it cannot be read. */
function put(fact: Rule['facts'][number], value: FactGiven['value'], slots: Slots): boolean {
  if (value === null) return true
  if (fact.kind === '明细') {
    const list = typeof value === 'string' ? undefined : listOf(value)
    slots.lists[fact.slot] = list
    return list !== undefined
  }
  if (typeof value !== 'string') return false
  if (fact.kind === '数值') {
    const number = exactOf(value)
    slots.numbers[fact.slot] = number
    return number !== undefined
  }
  slots.words[fact.slot] = value
  return fact.kind === '是否' ? value === '是' || value === '否' : fact.options.includes(value)
}

const NONE: readonly never[] = []

/** Exactly what the rule needs, in its order; what was not said is unknown. */
function factsFor(rule: Rule, given: readonly FactGiven[]): readonly FactGiven[] {
  if (given.length === rule.facts.length && rule.facts.every(({ name }, i) => given[i]?.name === name))
    return given
  return rule.facts.map(
    ({ name }) => given.find((fact) => fact.name === name) ?? { name, value: null, evidence: NONE },
  )
}

/** What cannot be read, and what the rule does not use and therefore must not be asked. */
function factProblems(
  rule: Rule,
  given: readonly FactGiven[],
  malformed: readonly number[],
): readonly Refusal[] {
  const { scheme } = rule.used
  const facts = factsFor(rule, given)
  return [
    ...rule.facts.flatMap(({ name, kind }, i) =>
      malformed.includes(i)
        ? [
            refusal(receiptRefusals, 'subsidy.fact_malformed', {
              name,
              value: String(facts[i]?.value).slice(0, 60),
              needed: NEEDED[kind],
            }),
          ]
        : [],
    ),
    ...given
      .filter(({ name }) => !scheme.facts.some((fact) => fact.name === name))
      .map(({ name }) =>
        refusal(receiptRefusals, 'subsidy.fact_unknown_name', {
          scheme: scheme.name,
          name: name.slice(0, 60),
        }),
      ),
  ]
}

/** Why an override does not stand: no words for it, no reason, one person, too much. Checked after the steps have run. */
function overrideProblems(rule: Rule, { overrides, numbers }: Slots): readonly Refusal[] {
  if (overrides.length === 0) return NONE
  return overrides.flatMap((override: Override) => {
    const say = (code: keyof typeof receiptRefusals, values = {}) => [
      refusal(receiptRefusals, code, { step: override.step, ...values }),
    ]
    const found = rule.steps.find(({ name }) => name === override.step)?.step
    if (found?.does !== '封顶' || found.exceed === undefined) return say('subsidy.override_not_allowed')
    if (override.reason.trim() === '') return say('subsidy.override_without_reason')
    if (override.proposer === override.approver) return say('subsidy.override_same_person')
    const amount = exactOf(override.amount)
    const most = numbers[rule.slotOf(found.exceed.up_to)]
    const values = { name: override.step, value: override.amount.slice(0, 60), needed: NEEDED.数值 }
    if (amount === undefined) return say('subsidy.fact_malformed', values)
    return most !== undefined && isLess(most, amount)
      ? say('subsidy.override_above', { most: rule.pays.say(most), amount: rule.pays.say(amount) })
      : []
  })
}

/** What the rule comes to for one applicant: values only. Sentences and text are made of it where they are wanted. */
export type Judged = {
  readonly facts: readonly FactGiven[]
  readonly slots: Slots
  /** By the rule's conditions. */
  readonly holds: readonly Truth[]
  /** By the rule's steps; none where a condition is false: nothing is worked out that does not count. */
  readonly found: readonly Found[]
  readonly verdict: Verdict
  readonly pays: Exact | undefined
}

function verdictOf(holds: readonly Truth[], pays: Exact | undefined): Verdict {
  if (holds.includes('假')) return '不符'
  return pays === undefined || holds.includes('未知') ? '待补' : '可补'
}

/** 判定 Refused when a fact cannot be read or an override does not stand. */
export function judge(rule: Rule, asked: Asked): Outcome<Judged> {
  const facts = factsFor(rule, asked.facts)
  const slots: Slots = {
    numbers: rule.start.slice(),
    words: [],
    lists: [],
    overrides: asked.overrides ?? NONE,
    places: asked.places ?? NONE,
  }
  let malformed: number[] | undefined
  for (let i = 0; i < rule.facts.length; i++) {
    const fact = rule.facts[i]
    if (fact && !put(fact, facts[i]?.value ?? null, slots)) malformed = [...(malformed ?? []), i]
  }
  if (malformed !== undefined || facts !== asked.facts) {
    const problems = factProblems(rule, asked.facts, malformed ?? NONE)
    if (problems.length > 0) return refused(...problems)
  }
  const holds: Truth[] = []
  for (const { run } of rule.conditions) holds.push(run.holds(slots))
  const found: Found[] = []
  if (!holds.includes('假'))
    for (const { run, slot } of rule.steps) {
      const one = run(slots)
      slots.numbers[slot] = one.value
      found.push(one)
    }
  const wrong = overrideProblems(rule, slots)
  if (wrong.length > 0) return refused(...wrong)
  const pays = slots.numbers[rule.pays.slot]
  return granted({ facts, slots, holds, found, verdict: verdictOf(holds, pays), pays })
}
