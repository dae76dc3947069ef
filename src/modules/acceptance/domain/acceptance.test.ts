import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { day } from '#kernel/day'
import { sha256Hex } from '#kernel/sha256'
import type { ItemState, StepKind } from '../contract/words.ts'
import { clauseLabel } from './clause-label.ts'
import { itemsOfClause, itemsTouched } from './collected.ts'
import { gapsOver, paperGaps, readingOf, valueText, verdictOver } from './reading-words.ts'
import { columnsIn, drawRows } from './sampling.ts'
import { sheetFaults, totalOf, zSheetFile } from './scoring.ts'
import { mayFollow, stepRefusals } from './steps.ts'

const rate = (num: bigint, den = 1n) => ({ num, den })
const judged = (more: object) => ({
  verdict: 'not-met',
  window: { from: day('2023-01-01'), until: day('2024-01-01') },
  dimension: 'money' as const,
  unit: '元',
  required: '≥ 2000 万元',
  bound: rate(2_000_000_000n),
  own: { state: 'known', value: rate(1_100_000_000n), typed: false },
  indicator: 'online-retail',
  city: '临汾市',
  systems: ['统计监测'],
  ...more,
})

describe('读数与缺口 readings and gaps', () => {
  test('what is short is said with its amount', () => {
    expect(readingOf(judged({})).gap).toBe('未达到：要求≥ 2000 万元，实际1,100.00万元，还差900.00万元。')
  })
  test('a value is never shown as reached before it is', () => {
    expect(valueText(rate(1_999_999_999n), 'money', '元')).toBe('1,999.99万元')
    expect(valueText(rate(599_999n, 10_000n), 'number', '个')).toBe('59.99个')
  })
  test('every verdict but met has a sentence, met has none', () => {
    const verdicts = [
      'below-expected',
      'not-due',
      'not-begun',
      'no-base',
      'city-missing',
      'incomplete',
      'not-computed',
    ]
    for (const verdict of verdicts) expect(readingOf(judged({ verdict })).gap, verdict).toMatch(/。$/)
    expect(readingOf(judged({ verdict: 'met' })).gap).toBeUndefined()
  })
  test('one gap over several spans is one sentence; the gravest reading is the item’s', () => {
    const readings = [
      readingOf(judged({ verdict: 'not-computed', own: undefined })),
      readingOf(
        judged({
          verdict: 'not-computed',
          own: undefined,
          window: { from: day('2024-01-01'), until: day('2025-01-01') },
        }),
      ),
      readingOf(judged({ verdict: 'met' })),
    ]
    expect(gapsOver(readings)).toEqual([
      '2023年1月1日至2023年12月31日、2024年1月1日至2024年12月31日：没有数据：统计监测里没有这项的记录，也没有人录入。请录入数字并附原件。',
    ])
    expect(verdictOver(readings)).toBe('unknown')
    expect(verdictOver([])).toBe('by-hand')
  })
  test('an overdue problem is called overdue', () => {
    const facts = { evidence: 1, state: 'problem', dueOn: day('2026-11-20'), verdict: 'met' as const }
    expect(paperGaps(facts, day('2026-11-22'))[0]).toContain('逾期未整改')
    expect(paperGaps(facts, day('2026-11-20'))[0]).toContain('尚未整改')
  })
})

describe('验收步骤 steps', () => {
  test('nobody accepts what they assessed, and nothing is accepted before it is', () => {
    const today = day('2026-11-22')
    const codes = (last: { kind: StepKind; by: string } | undefined, kind: StepKind, by: string) =>
      stepRefusals(last, { kind, by }, today).map(({ code }) => code)
    expect(codes(undefined, 'accepted', '2')).toEqual(['acceptance.step_order'])
    expect(codes({ kind: 'assessed', by: '1' }, 'accepted', '1')).toEqual(['acceptance.same_person'])
    expect(codes({ kind: 'assessed', by: '1' }, 'accepted', '2')).toEqual([])
    expect(codes({ kind: 'problem', by: '2' }, 'accepted', '3')).toEqual(['acceptance.step_order'])
  })
  test('whatever is done, a problem is never left but by a rectification', () => {
    const kinds: readonly StepKind[] = ['assessed', 'accepted', 'problem', 'rectified']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 30 }), (asked) => {
        let state: ItemState = 'open'
        for (const kind of asked) {
          if (!mayFollow(state).includes(kind)) continue
          if (state === 'problem') expect(kind).toBe('rectified')
          if (state === 'open') expect(kind).toBe('assessed')
          state = kind
        }
      }),
    )
  })
})

describe('抽样 sampling', () => {
  test('the same seed and words draw the same rows, each once; another word draws others', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 300 }), (seed, words, listed) => {
        const wanted = Math.ceil(listed / 3)
        const drawn = drawRows({ seed, words }, listed, wanted)
        expect(drawRows({ seed, words }, listed, wanted)).toEqual(drawn)
        expect(new Set(drawn).size).toBe(wanted)
        expect(drawn.every((row) => row >= 1 && row <= listed)).toBe(true)
      }),
      { numRuns: 30 },
    )
    const seed = 'a'.repeat(64)
    expect(drawRows({ seed, words: '甲' }, 100, 5)).not.toEqual(drawRows({ seed, words: '乙' }, 100, 5))
  })
  test('as the rule in prose says, by hand', () => {
    const [seed, words] = ['种子', '话']
    const rank = (row: number) => sha256Hex(`${seed}\n${words}\n${row}`)
    const [first] = [1, 2, 3, 4, 5].toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    expect(drawRows({ seed, words }, 5, 1)).toEqual([first])
  })
  test('each row is drawn about as often as any other', () => {
    const hits = new Map<number, number>()
    for (let i = 0; i < 2_000; i++)
      for (const row of drawRows({ seed: String(i), words: '' }, 10, 3))
        hits.set(row, (hits.get(row) ?? 0) + 1)
    for (const times of hits.values()) expect(Math.abs(times - 600)).toBeLessThan(100)
  })
  test('finds the columns by what they are called', () => {
    expect(columnsIn(['序号', '学员姓名', '联系电话'])).toEqual({ name: 1, phone: 2 })
    expect(columnsIn(['名称', '金额'])).toBeUndefined()
  })
})

describe('评分 scoring', () => {
  const own = () =>
    zSheetFile.parse(
      parse(readFileSync(new URL('./sheets/county-e-town.yaml', import.meta.url), 'utf8'), {
        schema: 'failsafe',
      }),
    )
  test('the sheet that comes with the product is sound', () => expect(sheetFaults(own())).toEqual([]))
  test('the total is rounded first and graded after, as the sheet says', () => {
    expect(totalOf(own(), ['69.5'])).toMatchObject({ rounded: '70', grade: '达标' })
    expect(totalOf(own(), ['69.49'])).toMatchObject({ rounded: '69', grade: '一般' })
    const down = { ...own(), rounding: { to: '0.1' as const, mode: 'down' as const, text: '舍去' } }
    expect(totalOf(down, ['69.99'])).toMatchObject({ rounded: '69.9', grade: '一般' })
    expect(totalOf(down, ['0.05'])).toMatchObject({ rounded: '0.0', grade: '不合格' })
  })
  test('tenths add up exactly', () => {
    expect(
      totalOf(
        own(),
        Array.from({ length: 10 }, () => '8.95'),
      ),
    ).toMatchObject({ rounded: '90', grade: '模范' })
  })
  test('weights that do not add up, and codes twice, are said', () => {
    const [block] = own().blocks
    if (block === undefined) throw new Error('no block')
    expect(sheetFaults({ ...own(), blocks: [block, block] }).join()).toMatch(/编号重复.*合计不是 100/)
  })
})

test('归集: an event goes to the items it is evidence of', () => {
  const targets = [
    { code: 'online-retail', indicator: 'online-retail' },
    { code: 'training', indicator: 'training-visits' },
  ]
  const of = (kind: string, payload: object) => itemsTouched({ kind, payload }, targets)
  expect(of('market.orders-imported', {})).toEqual(['target.online-retail'])
  expect(of('statistics.entered', { indicator: 'training-visits' })).toEqual(['target.training'])
  expect(of('fund.paid', { source: 'province', category: 'supporting' })).toEqual([
    'fund-source.province',
    'fund-category.supporting',
  ])
  expect(of('fund.arrived', { source: 'province', category: null })).toEqual(['fund-source.province'])
  const demanded = [
    { code: 'target.web-goods', clause: '五.三' },
    { code: 'target.jobs', clause: '四.一' },
  ]
  expect(itemsOfClause('五.三', demanded)).toEqual(['target.web-goods'])
  expect(itemsOfClause(undefined, demanded)).toEqual([])
})

test('条款 is shown so that nobody takes it for a dash', () => {
  expect(clauseLabel({ id: '一', heading: '一、主要目标' })).toBe('一、主要目标')
  expect(clauseLabel({ id: '四.一', heading: '（一）经济效益。' })).toBe('四（一）经济效益')
  expect(clauseLabel({ id: '三', heading: '' })).toBe('第三部分')
})
