import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { day } from '#kernel/day'
import { type Fen, fen, parseYuan, yuanText } from '#kernel/money'
import { STAGE_NAMES, STAGES } from '../order-line.ts'
import { PLATFORM_NAMES, PLATFORMS } from '../platform.ts'
import { BUILT_IN } from '../profiles/built-in.ts'
import { EXCLUSIONS, retailFen } from '../retail.ts'
import { retailDefinition } from '../retail-definitions.ts'
import { shareTotal } from '../share-total.ts'

const load = (name: string): unknown => parse(readFileSync(new URL(name, import.meta.url), 'utf8'))

const named = <T extends string>(values: readonly T[], names: Readonly<Record<T, { zh: string }>>) =>
  z.string().transform((zh, context) => {
    const found = values.find((value) => names[value].zh === zh)
    if (found === undefined) context.addIssue(`不认识：${zh}`)
    return found ?? z.NEVER
  })

const zYuan = z.string().transform((text, context): Fen => {
  const amount = parseYuan(text)
  if (amount === undefined) context.addIssue(`不是金额：${text}`)
  return amount ?? z.NEVER
})
const zPlatform = named(PLATFORMS, PLATFORM_NAMES)

const zRetailCases = z.array(
  z.strictObject({
    名称: z.string(),
    平台: zPlatform,
    日期: z.string().transform(day),
    状态: named(STAGES, STAGE_NAMES),
    应付: zYuan.nullish(),
    实付: zYuan.nullish(),
    商家实收: zYuan.nullish(),
    退款: zYuan.nullish(),
    批发: z.literal('是').optional(),
    口径: z.string().optional(),
    计入: z.string().optional(),
    不计: z.string().optional(),
  }),
)

describe('网络零售额', () => {
  test.each(zRetailCases.parse(load('零售额.yaml')).map((c) => [c.名称, c] as const))('%s', (_, c) => {
    const definition = retailDefinition(c.日期)
    const sale = {
      stage: c.状态,
      payable: c.应付 ?? null,
      paid: c.实付 ?? null,
      received: c.商家实收 ?? null,
      refund: c.退款 ?? null,
      wholesale: c.批发 === '是',
    }
    const found = retailFen(sale, c.平台, definition)
    if (c.口径) expect(definition.version).toBe(c.口径)
    expect('counted' in found ? yuanText(found.counted) : EXCLUSIONS[found.excluded].zh).toBe(
      c.计入 ?? c.不计,
    )
  })
})

const zShareCases = z.array(
  z.strictObject({
    名称: z.string(),
    平台: zPlatform,
    每行写的: z.array(zYuan),
    商品金额: z.array(z.union([z.literal('无').transform(() => null), zYuan])),
    已退的行: z.array(z.number()).default([]),
    各行分到: z.array(z.string()),
  }),
)

describe('订单总额的分摊', () => {
  test.each(zShareCases.parse(load('订单总额.yaml')).map((c) => [c.名称, c] as const))('%s', (_, c) => {
    const parts = c.每行写的.map((amount, i) => ({
      subNo: c.每行写的.length === 1 ? '' : `子单${i + 1}`,
      amount,
      goods: c.商品金额[i] ?? null,
      counts: !c.已退的行.includes(i + 1),
    }))
    const shares = shareTotal(parts, BUILT_IN[c.平台].amountsPer)
    expect(parts.map(({ subNo }) => yuanText(shares.get(subNo) ?? fen(-1)))).toEqual(c.各行分到)
  })
})
