import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import type { SnapshotContent } from '../contract/snapshot-shapes.ts'
import { EVERY } from '../contract/words.ts'
import { comparisonOf } from './comparison.ts'
import { periodOf, periodText, recentCodes } from './period.ts'
import { piecesOf, quotesIn } from './quote.ts'
import { type Cells, dueOn, holds, lateBy, submissionProblems } from './report-check.ts'
import { decimalIn, keptValue, rateIn, shownValue } from './value.ts'

describe('报告期 periods', () => {
  test.each(keysOf(EVERY))(
    '%s: the newest first, closed-open, each begins where the one before ends',
    (every) => {
      const periods = recentCodes(every, day('2026-11-22'), 20).map((code) => periodOf(every, code))
      periods.slice(1).forEach((period, i) => {
        expect(period?.until).toBe(periods[i]?.from)
      })
      expect((periods[0]?.from ?? '') <= '2026-11-22' && '2026-11-22' < (periods[0]?.until ?? '')).toBe(true)
    },
  )
  test('are written as people say them, and other codes are none', () => {
    expect(['2026-03', '2026Q3', '2026H2', '2026'].map(periodText)).toEqual([
      '2026年3月',
      '2026年第三季度',
      '2026年下半年',
      '2026年',
    ])
    expect(periodOf('month', '2026-13')).toBeUndefined()
    expect(periodOf('quarter', '2026-03')).toBeUndefined()
  })
})

describe('数 values', () => {
  test('what was typed is kept exactly and shown in its unit', () => {
    const wan = { unit: '万元' }
    expect(keptValue(wan, '1,234.5678')).toBe('1234567800/1')
    expect(shownValue(wan, '1234567800/1')).toBe('1,234.57 万元')
    expect(keptValue({ unit: '%' }, '12.5%')).toBe('1/8')
    expect(shownValue({ unit: '%' }, '1/8')).toBe('12.50%')
    expect(keptValue({ unit: '人' }, '很多')).toBeUndefined()
    expect(shownValue({ unit: '' }, '一句话')).toBe('一句话')
  })
  test('every decimal comes back as it was typed', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }), (n) => {
        const typed = decimalIn({ unit: '元' }, { num: n, den: 1n })
        expect(keptValue({ unit: '元' }, typed)).toBe(`${n}/1`)
      }),
    ))
  test('a half is rounded away from zero, also below it', () => {
    const of = (num: bigint) => decimalIn({ unit: '件', decimals: 0 }, { num, den: 2n })
    expect([of(3n), of(-3n), of(1n), of(-1n)]).toEqual(['2', '-2', '1', '-1'])
    expect(rateIn('1/0')).toBeUndefined()
  })
})

const cell = (value: string | undefined, note?: string) => ({ origin: 'typed' as const, value, note })

describe('校验 checks', () => {
  const fields = [
    { key: 'part', label: '其中', unit: '个', required: true },
    { key: 'whole', label: '全部', unit: '个', required: true },
  ]
  const rule = {
    code: 'ab',
    left: ['part'],
    op: '<=' as const,
    right: ['whole'],
    sentence: '其中不能多于全部。',
  }
  const form = (level: 'block' | 'explain') => ({
    name: '表',
    every: 'month' as const,
    dueWorkdays: 5,
    source: '某处',
    fields,
    rules: [{ ...rule, level }],
  })
  const cells = (part: string | undefined, whole: string, note?: string): Cells =>
    new Map([
      ['part', cell(part, note)],
      ['whole', cell(whole)],
    ])
  const codes = (level: 'block' | 'explain', now: Cells) =>
    submissionProblems(form(level), now).map(({ code }) => code)

  test('a broken rule blocks; one that asks for a reason is satisfied by a note', () => {
    expect(codes('block', cells('3/1', '2/1', '已核实'))).toEqual(['report.rule_broken'])
    expect(codes('explain', cells('3/1', '2/1'))).toEqual(['report.rule_unexplained'])
    expect(codes('explain', cells('3/1', '2/1', '已核实'))).toEqual([])
    expect(codes('block', cells('2/1', '2/1'))).toEqual([])
  })
  test('with an unknown side a rule is neither kept nor broken', () =>
    expect(holds({ ...rule, level: 'block' }, fields, cells(undefined, '2/1'))).toBeUndefined())
  test('working days over the National Day of 2026, and a due day nobody can know yet', () => {
    const content = form('block')
    const september = { from: day('2026-09-01'), until: day('2026-10-01') }
    const due = dueOn(content, september)
    expect(due).toBe('2026-10-13')
    expect(lateBy(due, day('2026-10-13'))).toBe(0)
    expect(lateBy(due, day('2026-10-15'))).toBe(2)
    expect(dueOn(content, { from: day('2030-01-01'), until: day('2030-02-01') })).toBeUndefined()
    expect(lateBy(undefined, day('2030-02-01'))).toBeUndefined()
  })
})

const content = (value: string, version: string, kind?: string): SnapshotContent => ({
  format: 'ezhen-snapshot/1',
  etown: { slug: 'a', name: '甲', county: '140000' },
  demonstration: false,
  form: { code: 'f', version: 1, sha256: '', name: '表', every: 'month', source: '某处' },
  report: '1',
  period: { code: '2026-10', from: '2026-10-01', until: '2026-11-01' },
  number: 1,
  submittedOn: '2026-11-02',
  lockedAt: '2026-11-02T00:00:00.000Z',
  review: [],
  completeness: { known: 1, unknown: 0, required: 1 },
  cells: [
    {
      field: 'x',
      label: '数',
      unit: '件',
      origin: 'computed',
      value,
      ...(kind === undefined ? {} : { kind }),
      definition: { version, zh: '数', text: '', source: '' },
    },
  ],
})

test('figures of several e-towns: flows are added, distinct ones and unequal definitions never', () => {
  const of = (...columns: SnapshotContent[]) => comparisonOf(columns)[0]
  expect(of(content('3/1', 'v1', 'flow'), content('4/1', 'v1', 'flow'))).toMatchObject({ sum: '7 件' })
  expect(of(content('3/1', 'v1', 'distinct'), content('4/1', 'v1', 'distinct'))).toMatchObject({
    unsummed: 'distinct',
  })
  expect(of(content('3/1', 'v1', 'flow'), content('4/1', 'v2', 'flow'))).toMatchObject({
    unsummed: 'definitions',
  })
  expect(of(content('3/1', 'v1', 'flow'), { ...content('4/1', 'v1'), cells: [] })).toMatchObject({
    unsummed: 'missing',
  })
})

test('a text falls into words and quotes, and nothing of it is lost', () => {
  const text = '零售额{{12.retail}}，同比{{12.retail-growth}}；{{0.x}}不是。'
  expect(quotesIn(text).map(({ report, field }) => [report, field])).toEqual([
    ['12', 'retail'],
    ['12', 'retail-growth'],
  ])
  expect(
    piecesOf(text)
      .map((piece) => ('text' in piece ? piece.text : piece.token))
      .join(''),
  ).toBe(text)
})
