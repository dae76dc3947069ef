import { describe, expect, test } from 'vitest'
import { fen } from '#kernel/money'
import {
  DOUYIN_PEN,
  DOUYIN_PEN_2022,
  grouped,
  JD_PEN,
  mangling,
  PDD_PEN,
  resaved,
  scientific,
  TAOBAO_PEN,
  widening,
} from './pen.ts'

const AT = 9 * 3600 + 5 * 60 + 7

describe('each hand', () => {
  test('淘宝: formula ids, apostrophes, quotes', () => {
    expect(TAOBAO_PEN.id('140001')).toBe('="140001"')
    expect(TAOBAO_PEN.phone('154')).toBe('"\'154"')
    expect(TAOBAO_PEN.money(fen(123450))).toBe('"1234.50"')
    expect(TAOBAO_PEN.time(AT)).toBe('"2022-01-01 09:05:07"')
    expect(TAOBAO_PEN.words('说"好"')).toBe('"说""好"""')
  })

  test('抖店: tabs (once an apostrophe) before ids, thousands commas, a hyphen for nothing', () => {
    expect(DOUYIN_PEN.id('49')).toBe('"\t49"')
    expect(DOUYIN_PEN_2022.id('49')).toBe("'49")
    expect(DOUYIN_PEN.money(fen(123450))).toBe('"1,234.50"')
    expect(DOUYIN_PEN.time(null)).toBe('-')
    expect(grouped(fen(123456789012))).toBe('1,234,567,890.12')
  })

  test('京东 is bare, 拼多多 has tabs behind', () => {
    expect(JD_PEN.money(fen(5))).toBe('0.05')
    expect(PDD_PEN.id('220101-01')).toBe('220101-01\t')
    expect(PDD_PEN.time(null)).toBe('')
  })

  test('Excel drops guards, zeros and seconds, and keeps what nothing looked like', () => {
    const pen = resaved(DOUYIN_PEN, '\t')
    expect([pen.id('49'), pen.money(fen(12000)), pen.money(fen(1250)), pen.money(fen(0))]).toEqual([
      '49',
      '120',
      '12.5',
      '0',
    ])
    expect([pen.time(AT), pen.time(null), pen.words('')]).toEqual(['2022/1/1 9:05', '-', '-'])
  })
})

describe('touched rows', () => {
  test('a long number becomes three digits and a power', () => {
    expect(scientific('140001234567890123')).toBe('1.40E+17')
    expect(scientific('4905089000007301070')).toBe('4.91E+18')
    expect(scientific('999612345678')).toBe('1.00E+12')
    expect(scientific('220101-070000055350014')).toBe('220101-070000055350014')
    expect(mangling(JD_PEN).id('203150000021')).toBe('2.03E+11')
  })

  test('full width reaches digits and points, nothing else', () => {
    expect(widening(TAOBAO_PEN).money(fen(12800))).toBe('"１２８．００"')
  })
})
