import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { zDay } from '#kernel/wire'
import { CLOCK_STATES } from '../../contract/words.ts'
import { clockOn } from '../clocks.ts'

const zCase = z.strictObject({
  例: z.string(),
  期限: z.strictObject({ 界: z.enum(['至少', '至多']), 数: z.int(), 单位: z.enum(['日', '工作日']) }),
  起: zDay.optional(),
  办结: zDay.optional(),
  今: zDay,
  得: z.strictObject({ 状态: z.string(), 到: zDay.optional(), 剩: z.int().optional() }),
})

const cases = z
  .array(zCase)
  .parse(parse(readFileSync(join(import.meta.dirname, '期限.yaml'), 'utf8'), { schema: 'core' }))

describe('期限', () => {
  it.each(cases.map((one) => [one.例, one] as const))('%s', (_, one) => {
    const clock = {
      amount: one.期限.数,
      unit: one.期限.单位 === '日' ? ('days' as const) : ('workdays' as const),
      bound: one.期限.界 === '至少' ? ('at-least' as const) : ('at-most' as const),
    }
    const { state, until, left } = clockOn(clock, one.起, one.办结, one.今)
    expect({
      状态: CLOCK_STATES[state].zh,
      ...(until && { 到: until }),
      ...(left !== undefined && { 剩: left }),
    }).toEqual(one.得)
  })
})
