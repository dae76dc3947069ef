import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readPlanFile } from '#plan'
import { exactOf } from '../exact.ts'
import { explainedIn } from '../explain.ts'
import { factOf } from '../fact-text.ts'
import { calculate } from '../facts-file.ts'
import { verifyReceipt } from '../verify.ts'

const here = (path: string): string => join(import.meta.dirname, path)
const ROOT = '../../../../../'
const COUNTIES = [
  { name: '沁水', plan: `${ROOT}plans/140521-longgang-2023.yaml`, day: '2023-12-31' },
  { name: '大宁', plan: `${ROOT}plans/141030-daning-2022.yaml`, day: '2023-12-31' },
  { name: '白石', plan: '../../../plan/domain/cases/scheme-county.yaml', day: '2026-06-30' },
]

const zText = z.union([z.string(), z.array(z.string())])
const zCase = z.strictObject({
  例: z.string(),
  办法: z.string(),
  依据日: z.string().optional(),
  口径: z.record(z.string(), z.string()).optional(),
  事实: z.record(z.string(), zText),
  放宽: z.unknown().optional(),
  名次: z.unknown().optional(),
  得: z.string(),
  步: z.string().optional(),
  须补: z.array(z.string()).optional(),
})

const MONEY = { name: '', kind: '数值', unit: '元', document: '' } as const

describe.each(COUNTIES)('$name', async ({ name, plan: file, day }) => {
  const check = await readPlanFile(here(file))
  const cases = z
    .array(zCase)
    .parse(parse(readFileSync(here(`${name}.yaml`), 'utf8'), { schema: 'failsafe' }))

  it('有例子，方案没有问题', () => {
    expect(existsSync(here(file)) && check.ok).toBe(true)
    expect(cases.length).toBeGreaterThan(4)
  })

  it.each(cases)('$例', ({ 例: _, 得, 步, 须补, 口径, 依据日 = day, ...written }) => {
    if (!check.ok) throw new Error('the plan has problems')
    const said = { 依据日, ...(口径 ? { 口径 } : {}), 申报: [{ ...written, 申报主体: '甲', 项目: '乙' }] }
    const calculated = calculate(check.plan, said)
    if (得.startsWith('subsidy.')) {
      expect(calculated.ok ? [] : calculated.refused.map(({ code }) => code)).toContain(得)
      return
    }
    const [receipt] = calculated.ok ? calculated.value : []
    expect(calculated.ok ? '' : calculated.refused.map(({ zh }) => zh).join()).toBe('')
    const explained = receipt && explainedIn(receipt)
    const sentences = explained?.ok ? explained.value : undefined
    const result = sentences?.result
    if (得 === '不符' || 得 === '待补') expect(result?.verdict).toBe(得)
    else if (result?.gives != null) expect(result.gives).toBe(得)
    else expect(exactOf(result?.amount ?? '')?.num).toBe(exactOf(String(factOf(MONEY, 得)))?.num)
    expect(result?.asks.map(({ fact }) => fact)).toEqual(须补 ?? [])
    if (步) expect(sentences?.steps.map(({ says }) => says)).toContain(步)
    expect(verifyReceipt(JSON.parse(JSON.stringify(receipt))).ok).toBe(true)
  })
})

it('the facts file of the manual is one that computes', async () => {
  const text = readFileSync(here(`${ROOT}docs/rules/subsidy.md`), 'utf8')
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? []
  const check = await readPlanFile(here(COUNTIES[0]?.plan ?? ''))
  if (!check.ok) throw new Error('the plan has problems')
  const calculated = calculate(check.plan, parse(example, { schema: 'failsafe' }))
  expect(
    calculated.ok ? calculated.value.map(({ receipt }) => receipt.result.amount) : calculated.refused,
  ).toEqual(['5617284', '350000000'])
})
