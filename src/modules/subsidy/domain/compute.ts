import { granted, type Outcome } from '#kernel/refusal'
import type { Asked, AwardReceipt, Verdict } from './award-receipt.ts'
import { exactText } from './exact.ts'
import { type Judged, judge } from './judge.ts'
import type { Rule } from './rule.ts'

/** 试算结果 The verdict and the amount alone (fen; undefined while unknown): what a whole pool is compared by. */
export type Evaluated = { readonly verdict: Verdict; readonly amount: bigint | undefined }

/** Nothing for who does not fit, nothing to pay for a free service. */
function amountOf(rule: Rule, { verdict, pays }: Judged): bigint | undefined {
  if (verdict === '待补') return undefined
  return verdict === '不符' || rule.pays.isService ? 0n : pays?.num
}

/** As compute, for every applicant at every change of a parameter. Undefined where compute refuses. */
export function evaluate(rule: Rule, asked: Asked): Evaluated | undefined {
  const judged = judge(rule, asked)
  return judged.ok ? { verdict: judged.value.verdict, amount: amountOf(rule, judged.value) } : undefined
}

/** Where every fact is known and yet nothing comes out, a place among all is missing. */
export const PLACE_ASKED = '名次'

/** Facts that are unknown and of which the result may hang. */
export function asksOf({ verdict, facts }: Pick<Judged, 'verdict' | 'facts'>): readonly string[] {
  if (verdict !== '待补') return []
  const asks = facts.filter(({ value }) => value === null).map(({ name }) => name)
  return asks.length > 0 ? asks : [PLACE_ASKED]
}

/** 核算 What a rule gives one applicant. Refused when a fact cannot be read or an override does not stand. */
export function compute(rule: Rule, asked: Asked): Outcome<AwardReceipt> {
  const outcome = judge(rule, asked)
  if (!outcome.ok) return outcome
  const judged = outcome.value
  const { facts, slots, verdict } = judged
  const amount = amountOf(rule, judged)
  return granted({
    format: 'ezhen-receipt/2',
    rule: rule.hash,
    subject: asked.subject,
    facts,
    overrides: slots.overrides,
    places: slots.places,
    conditions: rule.conditions.map(({ name }, i) => ({ name, holds: judged.holds[i] ?? '未知' })),
    steps: judged.found.map(({ value }, i) => ({
      name: rule.steps[i]?.name ?? '',
      value: value === undefined ? null : exactText(value),
    })),
    result: { verdict, amount: amount === undefined ? null : amount.toString(), asks: asksOf(judged) },
  })
}
