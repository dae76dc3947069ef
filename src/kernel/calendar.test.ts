// biome-ignore-all lint/style/noRestrictedGlobals: the oracle wants a Date.
import chineseDays from 'chinese-days'
import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  addWorkdays,
  CALENDAR,
  calendarCovers,
  calendarNotCovered,
  isWorkday,
  workdaysBetween,
} from './calendar.ts'
import { addDays, type Day, day, daysBetween } from './day.ts'

// The package is right in China's zone only: west of Greenwich its own tables shift by a day.
vi.hoisted(() => {
  process.env.TZ = 'Asia/Shanghai'
})

const FIRST = day('2004-01-01')
const AFTER_LAST = day('2026-12-29')
const coveredDay = fc
  .integer({ min: 0, max: daysBetween(FIRST, AFTER_LAST) - 60 })
  .map((n) => addDays(FIRST, n))

const byPackage = (d: Day): boolean => chineseDays.isWorkday(new Date(`${d}T12:00:00`))

describe('working days', () => {
  it.each([
    ['2023-01-28', true, 'a Saturday worked for the Spring Festival'],
    ['2023-01-29', true, 'a Sunday worked for the Spring Festival'],
    ['2023-01-27', false, 'a Friday of the Spring Festival'],
    ['2023-02-04', false, 'a plain Saturday'],
    ['2023-02-06', true, 'a plain Monday'],
    ['2018-12-29', true, 'moved by the notice of the year after'],
    ['2018-12-31', false, 'moved by the notice of the year after'],
    ['2026-10-10', true, 'a Saturday worked for the National Day'],
  ])('%s: %s, %s', (d, works) => expect(isWorkday(day(d))).toBe(works))
  it('agree with the package on every covered day', () => {
    const differing: string[] = []
    for (let d = FIRST; d < AFTER_LAST; d = addDays(d, 1))
      if (isWorkday(d) !== byPackage(d)) differing.push(d)
    expect(differing).toEqual([])
  })
  it('are moved by the next notice from 29 December on only', () => {
    const moved = [...Object.keys(arrangements.holidays), ...Object.keys(arrangements.workdays)]
    expect(
      moved
        .filter((d) => d.slice(5) >= '12-01')
        .map((d) => d.slice(8))
        .sort()[0],
    ).toBe('29')
  })
  it('are not guessed where no notice says', () => {
    expect([2003, 2004, 2026, 2027].map(calendarCovers)).toEqual([false, true, true, false])
    expect(isWorkday(day('2003-12-31'))).toBeUndefined()
    expect(isWorkday(day('2026-12-28'))).toBe(true)
    expect(isWorkday(AFTER_LAST)).toBeUndefined()
    expect(isWorkday(day('2027-01-01'))).toBeUndefined()
    expect(CALENDAR).toEqual({ from: FIRST, until: AFTER_LAST })
    expect(calendarNotCovered('/from').zh).toContain('2004年1月1日至2026年12月28日')
  })
})

describe('counting working days', () => {
  it('starts on the day after', () => {
    expect(addWorkdays(day('2023-02-06'), 5)).toBe('2023-02-13')
    expect(addWorkdays(day('2023-01-20'), 5)).toBe('2023-02-01')
    expect(addWorkdays(day('2023-02-04'), 1)).toBe('2023-02-06')
    expect(addWorkdays(day('2023-02-04'), 0)).toBe('2023-02-04')
  })
  it('stops at the edge of what is known', () => {
    expect(addWorkdays(day('2026-12-25'), 1)).toBe('2026-12-28')
    expect(addWorkdays(day('2026-12-25'), 2)).toBeUndefined()
    expect(workdaysBetween(day('2026-12-25'), day('2026-12-29'))).toBeUndefined()
    expect(addWorkdays(day('2003-12-01'), 1)).toBeUndefined()
  })
  it('takes whole counts only', () => {
    expect(() => addWorkdays(FIRST, -1)).toThrow(RangeError)
    expect(() => addWorkdays(FIRST, 1.5)).toThrow(RangeError)
  })
  it('is undone by counting between, and ends on a working day', () => {
    fc.assert(
      fc.property(coveredDay, fc.integer({ min: 1, max: 20 }), (from, n) => {
        const to = addWorkdays(from, n)
        expect(to).toBeDefined()
        if (to === undefined) return
        expect(isWorkday(to)).toBe(true)
        expect(workdaysBetween(from, to)).toBe(n)
        expect(workdaysBetween(to, from)).toBe(0)
      }),
    )
  })
})
