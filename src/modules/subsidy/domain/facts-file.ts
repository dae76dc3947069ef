import { z } from 'zod'
import type { PlanFile } from '#contract/plan'
import { day, isDay } from '#kernel/day'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { receiptRefusals } from '../contract/refusals.ts'
import type { Asked, FactGiven, Override, ReceiptFile } from './award-receipt.ts'
import { compute } from './compute.ts'
import { factOf } from './fact-text.ts'
import { readyRule } from './rule.ts'
import { type Decided, type RuleUsed, ruleOn } from './rule-used.ts'
import { sealed } from './verify.ts'

const zText = z.string().min(1).max(200)

/** One application as people write it; keys and values in Chinese, every scalar text. */
const zWritten = z.strictObject({
  办法: zText,
  依据日: z.string().refine(isDay, '依据日应写成 2023-12-31').optional(),
  申报主体: zText,
  项目: zText,
  事实: z.record(zText, z.union([z.string(), z.array(z.string()).max(10_000)])),
  凭证: z
    .record(zText, z.array(z.strictObject({ 是什么: zText, 编号: zText, 指纹: zText.optional() })))
    .optional(),
  放宽: z
    .array(z.strictObject({ 步骤: zText, 到: zText, 理由: z.string(), 提出人: zText, 批准人: zText }))
    .optional(),
  名次: z.array(z.strictObject({ 步骤: zText, 档: zText, 名次: zText, 家数: zText })).optional(),
})

export const zFactsFile = z.strictObject({
  依据日: z.string().refine(isDay, '依据日应写成 2023-12-31'),
  /** The adopted reading of interpretations, where another than the plan's is to be tried. */
  口径: z.record(zText, zText).optional(),
  申报: z.array(zWritten).min(1),
})

export type Written = z.output<typeof zWritten>
export type FactsFile = z.output<typeof zFactsFile>

const bad = (name: string, value: unknown, needed: string): Refusal =>
  refusal(receiptRefusals, 'subsidy.fact_malformed', { name, value: String(value).slice(0, 60), needed })

/** 读取申报 What is written, as the engine takes it: in base units, with evidence. */
export function askedOf({ scheme }: RuleUsed, written: Written): Outcome<Asked> {
  const problems: Refusal[] = []
  const facts = Object.entries(written.事实).flatMap(([name, said]): FactGiven[] => {
    const fact = scheme.facts.find((each) => each.name === name)
    const value = fact ? factOf(fact, said) : typeof said === 'string' ? said : null
    const unit = fact && 'unit' in fact ? `带单位的数，如 12.5${fact.unit}` : '写明的值'
    if (value === undefined) {
      problems.push(bad(name, said, unit))
      return []
    }
    const evidence = (written.凭证?.[name] ?? []).map(({ 是什么, 编号, 指纹 }) =>
      指纹 === undefined ? { what: 是什么, ref: 编号 } : { what: 是什么, ref: 编号, sha256: 指纹 },
    )
    return [{ name, value, evidence }]
  })
  const money = { name: '放宽', kind: '数值', unit: '元', document: '' } as const
  const overrides = (written.放宽 ?? []).map(({ 步骤, 到, 理由, 提出人, 批准人 }): Override => {
    const amount = factOf(money, 到)
    if (typeof amount !== 'string') problems.push(bad(步骤, 到, '金额'))
    return { step: 步骤, amount: String(amount), reason: 理由, proposer: 提出人, approver: 批准人 }
  })
  const places = (written.名次 ?? []).map(({ 步骤, 档, 名次, 家数 }) => ({
    step: 步骤,
    tier: Number(档),
    place: Number(名次),
    among: Number(家数),
  }))
  const subject = { applicant: written.申报主体, project: written.项目 }
  return problems.length > 0 ? refused(...problems) : granted({ subject, facts, overrides, places })
}

const chosenIn = (plan: PlanFile, file: FactsFile): Decided =>
  new Map(
    Object.entries(file.口径 ?? {}).map(([code, reading]) => {
      const found = plan.interpretations.find((each) => each.code === code)
      const state = found?.state ?? 'proposed'
      return [code, { reading, state, decidedBy: null, reason: '事实文件指定，用于试算' }] as const
    }),
  )

function receiptFor(plan: PlanFile, written: Written, on: string, decided: Decided): Outcome<ReceiptFile> {
  const used = ruleOn(plan, written.办法, day(on), decided)
  if (!used.ok) return used
  const asked = askedOf(used.value, written)
  if (!asked.ok) return asked
  const rule = readyRule(used.value)
  const receipt = compute(rule, asked.value)
  return receipt.ok ? granted(sealed(rule, receipt.value)) : receipt
}

/** 试算 A receipt for every application of a facts file, or every reason why not. */
export function calculate(plan: PlanFile, raw: unknown): Outcome<readonly ReceiptFile[]> {
  const parsed = zFactsFile.safeParse(raw)
  if (!parsed.success) {
    const why = parsed.error.issues.map(({ path, message }) => `${path.join(' › ')} ${message}`).join('；')
    return refused(refusal(receiptRefusals, 'subsidy.facts_malformed', { why }))
  }
  const decided = chosenIn(plan, parsed.data)
  const problems: Refusal[] = []
  const files = parsed.data.申报.flatMap((written): ReceiptFile[] => {
    const file = receiptFor(plan, written, written.依据日 ?? parsed.data.依据日, decided)
    if (file.ok) return [file.value]
    problems.push(...file.refused)
    return []
  })
  return problems.length > 0 ? refused(...problems) : granted(files)
}
