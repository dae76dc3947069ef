import { describe, expect, it } from 'vitest'
import type { TargetView } from '#contract/plan'
import { day } from '#kernel/day'
import { planWords } from './plan-words.ts'
import { exactText, requirementText, spanText } from './requirement.ts'

const target = (changes: Partial<TargetView>): TargetView => ({
  code: 'x',
  name: '某目标',
  cites: [],
  interpretations: [],
  topic: '经济指标',
  indicator: 'x',
  indicatorName: '某指标',
  op: '≥',
  value: '2000',
  unit: '万元',
  per: 'year',
  period: { code: 'p', name: '期间', from: day('2023-01-01'), until: day('2026-01-01') },
  ...changes,
})
const zh = (changes: Partial<TargetView>) => requirementText(target(changes), planWords.zh)

describe('要求 a requirement in one line', () => {
  const cases: readonly (readonly [Partial<TargetView>, string])[] = [
    [{}, '≥ 2,000 万元'],
    [{ op: '>', value: '1.5', unit: '亿元' }, '> 1.5 亿元'],
    [{ op: 'range', min: '20', max: '30', unit: '个' }, '20–30个'],
    [
      { value: '2', unit: '百分点', against: { kind: 'city-average-growth', names: ['临汾市'] } },
      '比临汾市平均增速高 ≥ 2 百分点',
    ],
    [
      { value: '60', unit: '%', against: { kind: 'share-of', names: ['新增市场主体'] } },
      '占新增市场主体 ≥ 60%',
    ],
    [
      { value: '1', unit: '倍', against: { kind: 'funds', names: ['省级资金', '市级资金'] } },
      '与省级资金、市级资金之和相比 ≥ 1 倍',
    ],
  ]
  it.each(cases)('%j reads %s', (changes, text) => expect(zh(changes)).toBe(text))
})

it.each([
  ['1234567.891', '1,234,567.891'],
  ['-1000', '-1,000'],
  ['999', '999'],
  ['1/3', '1/3'],
])('the exact number %s is shown as %s', (value, text) => expect(exactText(value)).toBe(text))

it('a span names its last day, not the first one after it', () => {
  const span = { from: day('2022-07-01'), until: day('2023-01-01') }
  expect(spanText(span, planWords.zh, 'zh')).toBe('2022年7月1日至2022年12月31日')
})
