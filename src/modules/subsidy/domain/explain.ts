import { granted, type Outcome } from '#kernel/refusal'
import type { Asked, Explained, FirstReceipt, ReceiptFile } from './award-receipt.ts'
import { asksOf, compute } from './compute.ts'
import { exactText } from './exact.ts'
import { type Judged, judge } from './judge.ts'
import { type Rule, readyRule } from './rule.ts'

function resultOf(rule: Rule, judged: Judged, conditions: Explained['conditions']): Explained['result'] {
  const { verdict, pays } = judged
  const none = { gives: null, asks: [], reasons: [] }
  if (verdict === '不符') {
    const failed = conditions.filter(({ holds }) => holds === '假')
    return {
      ...none,
      verdict,
      amount: '0',
      reasons: failed.map(({ name, says }) => `不符合“${name}”：${says}`),
    }
  }
  if (verdict === '待补' || pays === undefined) {
    const documentOf = (name: string) =>
      rule.facts.find((fact) => fact.name === name)?.document ?? '本批申报全部核算后的排名'
    const asks = asksOf(judged).map((fact) => ({ fact, document: documentOf(fact) }))
    return { ...none, verdict: '待补', amount: null, asks }
  }
  return rule.pays.isService
    ? { ...none, verdict, amount: '0', gives: rule.pays.say(pays) }
    : { ...none, verdict, amount: exactText(pays) }
}

function explainedBy(rule: Rule, judged: Judged): Explained {
  const { slots, holds, found } = judged
  const conditions = rule.conditions.map(({ name, run }, i) => ({
    name,
    holds: holds[i] ?? '未知',
    says: run.says(slots),
  }))
  return {
    conditions,
    steps: found.map(({ value, says }, i) => ({
      name: rule.steps[i]?.name ?? '',
      value: value === undefined ? null : exactText(value),
      says: says(),
    })),
    result: resultOf(rule, judged, conditions),
  }
}

/** 说明 What a rule gives one applicant, every step in a sentence. Refused where compute refuses. */
export function explain(rule: Rule, asked: Asked): Outcome<Explained> {
  const judged = judge(rule, asked)
  return judged.ok ? granted(explainedBy(rule, judged.value)) : judged
}

/** 第一版重算 As format 1 wrote it, to redo what was issued in it. */
export function computeFirst(rule: Rule, asked: Asked): Outcome<FirstReceipt> {
  const now = compute(rule, asked)
  const explained = explain(rule, asked)
  if (!now.ok) return now
  return explained.ok ? granted({ ...now.value, ...explained.value, format: 'ezhen-receipt/1' }) : explained
}

/** The sentences of a receipt that was issued: its own where it brings them, else made from it and its rule. */
export function explainedIn({ receipt, rule }: Pick<ReceiptFile, 'receipt' | 'rule'>): Outcome<Explained> {
  return receipt.format === 'ezhen-receipt/1' ? granted(receipt) : explain(readyRule(rule), receipt)
}
