import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { fen } from '#kernel/money'
import { draw } from '../../../test/support/draw.tsx'
import { BulletChart } from './BulletChart.tsx'
import { DayText, InstantText } from './DayText.tsx'
import { Money, MoneyUnitSwitch } from './Money.tsx'
import { NumberWithUnit } from './NumberWithUnit.tsx'
import { countText, shareText, sizeText } from './numbers.ts'
import { prefer } from './preference.ts'
import { StateTag } from './StateTag.tsx'
import { sentenceOf } from './words.ts'

beforeEach(() => {
  localStorage.clear()
  prefer('language', 'zh')
  prefer('money', 'yuan')
})

describe('money', () => {
  test('is exact in yuan, and 万元 for every amount once chosen', () => {
    const { container } = draw(
      <>
        <MoneyUnitSwitch />
        <Money fen="1234560" />
        <Money fen={fen(-5n)} />
      </>,
    )
    const amounts = () => [...container.querySelectorAll('data')].map((d) => d.textContent)
    expect(amounts()).toEqual(['¥12,345.60', '-¥0.05'])
    fireEvent.click(screen.getByRole('radio', { name: '万元' }))
    expect(amounts()).toEqual(['1.23万元', '0.00万元'])
    expect(container.querySelector('data')?.title).toBe('¥12,345.60')
    expect(localStorage.getItem('ezhen.money')).toBe('wan')
  })
  test('that is no fen is a bug', () => {
    expect(() => draw(<Money fen="12.5" />)).toThrow(RangeError)
  })
})

describe('days', () => {
  test.each([
    ['zh', '2026年11月2日', '2026年11月22日 08:30'],
    ['en', '2 November 2026', '22 November 2026 at 08:30'],
  ])('in %s, the clock always that of China', (language, ofDay, ofInstant) => {
    prefer('language', language)
    const { container } = draw(
      <>
        <DayText day={day('2026-11-02')} />
        <InstantText instant="2026-11-22T00:30:00Z" />
      </>,
    )
    expect([...container.querySelectorAll('time')].map((t) => t.textContent)).toEqual([ofDay, ofInstant])
  })
})

describe('numbers', () => {
  test('always carry their unit, and the whole number where it was shortened', () => {
    const { container } = draw(<NumberWithUnit value={12_345} unit="户" short />)
    const shown = container.querySelector('.number')
    expect([shown?.textContent, shown?.getAttribute('title')]).toEqual(['1.23万户', '12,345 户'])
  })
  test.each([
    [123_456_789, 'zh', '1.23亿'],
    [123_456_789, 'en', '123.46M'],
    [9_007_199_254_740_993n, 'zh', '9007.2万亿'],
  ] as const)('%s short in %s is %s', (n, language, text) => {
    expect(countText(n, language, true)).toBe(text)
  })
  test('sizes count by 1024', () => {
    expect([0, 1023, 1024, 3_565_158, 5 * 1024 ** 4].map(sizeText)).toEqual([
      '0 B',
      '1023 B',
      '1 KB',
      '3.4 MB',
      '5120 GB',
    ])
  })
  test('100 % means all', () => {
    expect([shareText(0.9999), shareText(1)]).toEqual(['99%', '100%'])
  })
})

test('a state has its words and an icon', () => {
  const { container } = draw(<StateTag tone="bad">已驳回</StateTag>)
  expect(container.textContent).toBe('已驳回')
  expect(container.querySelector('svg')).not.toBeNull()
})

describe('the bullet chart', () => {
  const at = (n: number) => ({ at: n, text: String(n) })
  const drawn = (value: number, target: number, pace: number) => {
    const { container } = draw(
      <BulletChart label="零售额" value={at(value)} target={at(target)} pace={at(pace)} />,
    )
    const width = (name: string) => Number(container.querySelector(`rect.${name}`)?.getAttribute('width'))
    const line = Number(container.querySelector('line')?.getAttribute('x1'))
    return { value: width('bullet-value'), pace: width('bullet-pace'), target: line }
  }
  test('keeps the proportions', () => {
    const { value, pace, target } = drawn(50, 100, 75)
    expect(value / target).toBeCloseTo(0.5)
    expect(pace / target).toBeCloseTo(0.75)
  })
  test('has room for more than the target, and none for less than nothing', () => {
    expect(drawn(200, 100, 75).value).toBeLessThanOrEqual(100)
    expect(drawn(-20, 100, 75).value).toBe(0)
    expect(drawn(0, 0, 0).target).toBe(0)
  })
})

test('a refusal calls the field by its label', () => {
  const refusal = {
    code: 'field.missing',
    zh: '“credit~Code”没有填。',
    en: 'credit~Code is missing.',
    pointer: '/credit~0Code',
  }
  const labels = { 'credit~Code': '信用代码' }
  expect(sentenceOf(refusal, 'zh', labels)).toBe('“信用代码”没有填。')
  expect(sentenceOf(refusal, 'en', { 'credit~Code': 'Credit code' })).toBe('Credit code is missing.')
  expect(sentenceOf(refusal, 'zh')).toBe('“credit~Code”没有填。')
})
