import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { day } from '#kernel/day'
import {
  FOODS,
  knownFood,
  knownMethod,
  METHODS,
  OWN_LIMITS,
  PESTICIDES,
  TEMPLATES,
} from '../../app/registry.ts'
import { type Basis, retainedUntil, templateOn, whyNoCertificate } from '../certificate-rules.ts'
import { judge, type Reading } from '../inhibition.ts'
import { fitOf, foodNamed, methodsOn, warningsOf } from '../registry.ts'
import { limitFor } from '../residue-limits.ts'

const casesOf = <T>(name: string): T[] =>
  parse(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8'))
const WORDS = { negative: '阴性', positive: '阳性', invalid: '无效' } as const

type RunCase = {
  说明: string
  方法: string
  可疑区间?: string
  空白?: string
  样品?: string
  读数?: string
  结果: string
  显示?: string
  提示?: string[]
}

function readingOf({ 空白, 样品, 读数 = '' }: RunCase): Reading {
  if (空白 !== undefined && 样品 !== undefined) return { control: 空白, sample: 样品 }
  const bound = 读数.startsWith('<') ? '<' : 读数.startsWith('>') ? '>' : undefined
  return { value: 读数.replace(/^[<>]/, ''), ...(bound !== undefined && { bound }) }
}

describe('快检判定', () => {
  test.each(casesOf<RunCase>('快检判定'))('$说明', (one) => {
    const method = { ...knownMethod(one.方法), ...(one.可疑区间 && { advisory: { from: one.可疑区间 } }) }
    const { verdict, percent, notes } = judge(readingOf(one), method)
    expect([WORDS[verdict], percent, notes]).toEqual([one.结果, one.显示, one.提示 ?? []])
  })
  test('可疑区间默认关闭', () => expect(METHODS.filter((method) => method.advisory)).toEqual([]))
})

type CertificateCase = {
  说明: string
  依据: Basis[]
  用药?: { 名称: string; 日期: string; 间隔?: number }[]
  检测?: { 方法: string; 品类: string; 项目?: string[] }[]
  采收?: string[]
  记录?: number
  阳性?: number
  不能?: string[]
}

describe('合格证', () => {
  test.each(casesOf<CertificateCase>('合格证'))('$说明', (one) => {
    const problems = whyNoCertificate(
      {
        bases: one.依据,
        sprayed: (one.用药 ?? []).map(({ 名称, 日期, 间隔 }) => ({
          name: 名称,
          on: day(日期),
          intervalDays: 间隔,
        })),
        harvestedOn: (one.采收 ?? []).map(day),
        tests: (one.检测 ?? []).map(({ 方法, 品类, 项目 }) => {
          const method = knownMethod(方法)
          return { method, extended: fitOf(method, knownFood(品类)) === 'extended', items: 项目 ?? [] }
        }),
        controlRecords: one.记录 ?? 0,
        openPositives: one.阳性 ?? 0,
      },
      PESTICIDES,
    )
    expect(problems.map(({ code }) => code)).toEqual(one.不能 ?? [])
  })
  test('样式按开具日：旧样式用到 2026-05-01 为止，新样式自 2026-02-01', () => {
    const on = (text: string) => templateOn(TEMPLATES, text)?.code
    expect([on('2021-10-31'), on('2026-01-31'), on('2026-02-01'), on('2026-05-01')]).toEqual([
      undefined,
      '2021-16',
      '2025-4',
      '2025-4',
    ])
    expect(TEMPLATES.find(({ code }) => code === '2025-4')?.bases).not.toHaveProperty('own-word')
  })
  test('保存两年', () => expect(retainedUntil(day('2026-02-01'))).toBe('2028-02-02'))
})

describe('限量', () => {
  type LimitCase = { 说明: string; 农药: string; 品类: string; 日期?: string; 限量?: string }
  test.each(casesOf<LimitCase>('限量'))('$说明', ({ 农药, 品类, 日期 = '2026-11-22', 限量 }) =>
    expect(limitFor(OWN_LIMITS, 农药, knownFood(品类).node, 日期)?.limit).toBe(限量),
  )
})

describe('方法与品类', () => {
  const enzyme = knownMethod('GB/T 5009.199-2003')
  test('酶抑制率法对蜂蜜、羊没有意义，对苹果、西瓜是扩展基质', () => {
    const fits = ['honey', 'goat', 'apple', 'watermelon', 'tomato'].map((code) =>
      fitOf(enzyme, knownFood(code)),
    )
    expect(fits).toEqual(['refused', 'refused', 'extended', 'extended', 'own'])
    expect(warningsOf(enzyme, knownFood('apple'))).toEqual(['扩展基质，仅供参考'])
    expect(warningsOf(enzyme, knownFood('tomato'))[0]).toContain('假阳性')
  })
  test('农业行业标准不测韭菜、胡萝卜、茭白和水果', () => {
    const ny = knownMethod('NY/T 448-2001')
    const fits = ['leek', 'carrot', 'water-bamboo', 'apple', 'cabbage'].map((code) =>
      fitOf(ny, knownFood(code)),
    )
    expect(fits).toEqual(['refused', 'refused', 'refused', 'refused', 'own'])
  })
  test('示范基地的蜂蜜、西瓜、羊各有检测项目', () => {
    for (const code of ['honey', 'watermelon', 'goat']) {
      const { panel } = knownFood(code)
      expect(panel?.items.length).toBeGreaterThan(2)
      expect(fitOf(knownMethod(panel?.method ?? ''), knownFood(code))).toBe('own')
    }
  })
  test('蜂蜜不在须开合格证的目录内', () =>
    expect(['honey', 'apple', 'goat'].map((code) => knownFood(code).listed)).toEqual([false, true, true]))
  test('按名称认品类，长词优先', () =>
    expect(['宁脆苹果', '胡萝卜', '荆条蜂蜜', '核桃'].map((name) => foodNamed(FOODS, name)?.code)).toEqual([
      'apple',
      'carrot',
      'honey',
      undefined,
    ]))
  test('每个方法都在实施日起可用', () =>
    expect(methodsOn(METHODS, '2026-11-22')).toHaveLength(METHODS.length))
})
