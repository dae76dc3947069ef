// biome-ignore-all lint/style/noRestrictedGlobals: Date is the oracle here.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Day,
  day,
  dayOfInstant,
  daysBetween,
  formatDay,
  inPeriod,
  isDay,
  month,
  monthOf,
  monthPeriod,
  parseDay,
  sameSpanLastYear,
  startOfDay,
  weekdayOf,
  yearOf,
  yearPeriod,
} from './day.ts'

const MILLIS = 86_400_000
const utc = (d: Day): number => Date.parse(`${d}T00:00:00Z`)
const anyDay = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => day(at.toISOString().slice(0, 10)))

describe('day arithmetic, with Date as the oracle', () => {
  it('adds days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (d, n) => {
        expect(addDays(d, n)).toBe(new Date(utc(d) + n * MILLIS).toISOString().slice(0, 10))
      }),
    )
  })
  it('counts the days between', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(daysBetween(a, b)).toBe((utc(b) - utc(a)) / MILLIS)
        expect(addDays(a, daysBetween(a, b))).toBe(b)
      }),
    )
  })
  it('knows the weekday', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(weekdayOf(d)).toBe(new Date(utc(d)).getUTCDay())
      }),
    )
  })
  it('walks every day of four centuries', () => {
    let d = day('1800-01-01')
    for (let at = utc(d); at < Date.UTC(2200, 0, 1); at += MILLIS) {
      if (d !== new Date(at).toISOString().slice(0, 10)) throw new Error(`lost at ${d}`)
      d = addDays(d, 1)
    }
    expect(d).toBe('2200-01-01')
  })
  it('finds the Chinese day of an instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1949, 0, 1), max: Date.UTC(2100, 0, 1) }), (millis) => {
        const d = dayOfInstant(millis)
        expect(d).toBe(new Date(millis + 8 * 3_600_000).toISOString().slice(0, 10))
        expect(startOfDay(d)).toBeLessThanOrEqual(millis)
        expect(startOfDay(addDays(d, 1))).toBeGreaterThan(millis)
      }),
    )
    expect(dayOfInstant(Date.parse('2026-11-21T15:59:59.999Z'))).toBe('2026-11-21')
    expect(dayOfInstant(Date.parse('2026-11-21T16:00:00Z'))).toBe('2026-11-22')
  })
})

describe('reading days', () => {
  it.each([
    '2026-11-22',
    '2026/11/22',
    '2026.11.22',
    '2026年11月22日',
    '20261122',
    '２０２６－１１－２２',
    '２０２６年１１月２２日',
    ' 2026-11-22\u3000',
  ])('reads %s', (text) => expect(parseDay(text)).toBe('2026-11-22'))
  it('reads single digits', () => expect(parseDay('2026/1/5')).toBe('2026-01-05'))
  it.each([
    '',
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-01-32',
    '0000-01-01',
    '2026-11/22',
    '2026-11-22 10:00',
  ])('refuses %j', (text) => expect(parseDay(text)).toBeUndefined())
  it('brands only real days', () => {
    expect(isDay('2024-02-29')).toBe(true)
    expect(isDay('1900-02-29')).toBe(false)
    expect(() => day('2023-2-1')).toThrow(RangeError)
    expect(() => month('2023-13')).toThrow(RangeError)
  })
  it('reads back what it shows', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(parseDay(formatDay(d))).toBe(d)
      }),
    )
    expect(formatDay(day('2026-01-05'))).toBe('2026年1月5日')
  })
})

describe('periods', () => {
  it('are closed-open', () => {
    const november = monthPeriod(month('2026-11'))
    expect(november).toEqual({ from: '2026-11-01', until: '2026-12-01' })
    expect(inPeriod(day('2026-11-01'), november)).toBe(true)
    expect(inPeriod(day('2026-12-01'), november)).toBe(false)
    expect(yearPeriod(2026)).toEqual({ from: '2026-01-01', until: '2027-01-01' })
    expect(monthPeriod(month('2024-02')).until).toBe('2024-03-01')
  })
  it('hold their day', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(inPeriod(d, monthPeriod(monthOf(d)))).toBe(true)
        expect(inPeriod(d, yearPeriod(yearOf(d)))).toBe(true)
      }),
    )
  })
})

describe('the same span last year', () => {
  const last = (from: string, until: string) => sameSpanLastYear({ from: day(from), until: day(until) })
  it('moves both borders one year', () => {
    expect(last('2026-01-01', '2026-07-01')).toEqual({ from: '2025-01-01', until: '2025-07-01' })
    expect(last('2025-02-01', '2025-03-01')).toEqual({ from: '2024-02-01', until: '2024-03-01' })
  })
  it('gives 29 February no counterpart', () => {
    expect(last('2024-02-29', '2024-03-01')).toEqual({ from: '2023-03-01', until: '2023-03-01' })
    expect(last('2024-02-01', '2024-02-29')).toEqual({ from: '2023-02-01', until: '2023-03-01' })
  })
  it('keeps adjoining periods adjoining, so that no day counts twice', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        const [from, cut, until] = [a, b, c].sort()
        if (!from || !cut || !until) return
        const first = sameSpanLastYear({ from, until: cut })
        const second = sameSpanLastYear({ from: cut, until })
        expect(first.until).toBe(second.from)
        expect(first.from <= first.until && second.from <= second.until).toBe(true)
      }),
    )
  })
})
