import type { SchemeFact } from '#contract/plan'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { receiptRefusals } from '../contract/refusals.ts'
import type { Asked, AwardReceipt, FactGiven, ListText, Override, Truth } from './award-receipt.ts'
import { type Exact, exactOf, exactText, isLess } from './exact.ts'
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

type Filled = {
  readonly slots: Slots
  readonly words: (string | undefined)[]
  readonly facts: readonly FactGiven[]
  readonly problems: Refusal[]
}

/** Puts one fact where its steps find it; false when it cannot be read. */
function put(fact: Rule['facts'][number], value: FactGiven['value'], { slots, words }: Filled): boolean {
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
  words[fact.slot] = value
  return fact.kind === '是否' ? value === '是' || value === '否' : fact.options.includes(value)
}

const UNKNOWN: readonly never[] = []

function fill(rule: Rule, asked: Asked): Filled {
  const { scheme } = rule.used
  let given = 0
  const facts = rule.facts.map(({ name }, i): FactGiven => {
    const here = asked.facts[i]
    const fact = here?.name === name ? here : asked.facts.find((each) => each.name === name)
    if (fact !== undefined) given++
    return fact ?? { name, value: null, evidence: UNKNOWN }
  })
  const filled: Filled = {
    slots: {
      numbers: rule.start.slice(),
      lists: [],
      overrides: asked.overrides ?? UNKNOWN,
      places: asked.places ?? UNKNOWN,
    },
    words: [],
    facts,
    problems: [],
  }
  rule.facts.forEach((fact, i) => {
    const value = facts[i]?.value ?? null
    if (put(fact, value, filled)) return
    const values = { name: fact.name, value: String(value).slice(0, 60), needed: NEEDED[fact.kind] }
    filled.problems.push(refusal(receiptRefusals, 'subsidy.fact_malformed', values))
  })
  // Most are asked exactly what the rule needs: nothing else is looked through then.
  if (given === asked.facts.length) return filled
  for (const { name } of asked.facts)
    if (!scheme.facts.some((fact) => fact.name === name))
      filled.problems.push(
        refusal(receiptRefusals, 'subsidy.fact_unknown_name', {
          scheme: scheme.name,
          name: name.slice(0, 60),
        }),
      )
  return filled
}

/** Why an override does not stand: no words for it, no reason, one person, too much. Checked after the steps have run. */
function overrideProblems(rule: Rule, { overrides, numbers }: Slots): readonly Refusal[] {
  if (overrides.length === 0) return UNKNOWN
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

type Judged = {
  readonly conditions: readonly {
    readonly name: string
    readonly holds: Truth
    readonly says: () => string
  }[]
  /** None where a condition is false: nothing is worked out that does not count. */
  readonly steps: readonly { readonly name: string; readonly found: Found }[]
  readonly verdict: AwardReceipt['result']['verdict']
  readonly pays: Exact | undefined
}

function judge(rule: Rule, { slots, words }: Filled): Judged {
  const conditions = rule.conditions.map(({ name, run }) => {
    const { holds, says } = run({ numbers: slots.numbers, words })
    return { name, holds, says }
  })
  if (conditions.some(({ holds }) => holds === '假'))
    return { conditions, steps: UNKNOWN, verdict: '不符', pays: undefined }
  const steps = rule.steps.map(({ name, slot, run }) => {
    const found = run(slots)
    slots.numbers[slot] = found.value
    return { name, found }
  })
  const pays = slots.numbers[rule.pays.slot]
  const open = pays === undefined || conditions.some(({ holds }) => holds === '未知')
  return { conditions, steps, verdict: open ? '待补' : '可补', pays }
}

/** Facts that are unknown and of which the result may hang. */
function asksOf(rule: Rule, facts: readonly FactGiven[]): AwardReceipt['result']['asks'] {
  const asks = rule.facts.flatMap(({ name, document }, i) =>
    facts[i]?.value === null ? [{ fact: name, document }] : [],
  )
  return asks.length > 0 ? asks : [{ fact: '名次', document: '本批申报全部核算后的排名' }]
}

function resultOf(
  rule: Rule,
  { conditions, verdict, pays }: Judged,
  facts: readonly FactGiven[],
): AwardReceipt['result'] {
  const none = { gives: null, asks: UNKNOWN, reasons: UNKNOWN }
  if (verdict === '不符') {
    const reasons = conditions.flatMap(({ name, holds, says }) =>
      holds === '假' ? [`不符合“${name}”：${says()}`] : [],
    )
    return { ...none, verdict, amount: '0', reasons }
  }
  if (verdict === '待补' || pays === undefined)
    return { ...none, verdict: '待补', amount: null, asks: asksOf(rule, facts) }
  return rule.pays.isService
    ? { ...none, verdict, amount: '0', gives: rule.pays.say(pays) }
    : { ...none, verdict, amount: exactText(pays) }
}

/** 试算结果 The verdict and the amount alone (fen; undefined while unknown): what a whole pool is compared by. */
export type Evaluated = { readonly verdict: Judged['verdict']; readonly amount: bigint | undefined }

/** As compute, without a sentence: for every applicant at every change of a parameter. Undefined where compute refuses. */
export function evaluate(rule: Rule, asked: Asked): Evaluated | undefined {
  const filled = fill(rule, asked)
  const { verdict, pays } = judge(rule, filled)
  if (filled.problems.length > 0 || overrideProblems(rule, filled.slots).length > 0) return undefined
  if (verdict !== '可补') return { verdict, amount: verdict === '不符' ? 0n : undefined }
  return { verdict, amount: rule.pays.isService ? 0n : pays?.num }
}

/** 核算 What a rule gives one applicant. Refused when a fact cannot be read or an override does not stand. */
export function compute(rule: Rule, asked: Asked): Outcome<AwardReceipt> {
  const filled = fill(rule, asked)
  if (filled.problems.length > 0) return refused(...filled.problems)
  const judged = judge(rule, filled)
  const { overrides, places } = filled.slots
  const wrong = overrideProblems(rule, filled.slots)
  if (wrong.length > 0) return refused(...wrong)
  return granted({
    format: 'ezhen-receipt/1',
    rule: rule.hash,
    subject: asked.subject,
    facts: filled.facts,
    overrides,
    places,
    conditions: judged.conditions.map(({ name, holds, says }) => ({ name, holds, says: says() })),
    steps: judged.steps.map(({ name, found: { value, says } }) => ({
      name,
      value: value === undefined ? null : exactText(value),
      says: says(),
    })),
    result: resultOf(rule, judged, filled.facts),
  })
}
