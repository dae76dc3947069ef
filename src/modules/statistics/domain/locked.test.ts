import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { lockedForWindow, lockedWithin } from './locked.ts'

const locked = (from: string, until: string, at = 1, indicator = 'online-retail') => ({
  indicator,
  period: { from: day(from), until: day(until) },
  at,
})
const september = locked('2026-09-01', '2026-10-01')
const sofar = locked('2026-01-01', '2026-10-01')
const october = locked('2026-01-01', '2026-11-01')
const year = { from: day('2026-01-01'), until: day('2027-01-01') }
const other = locked('2026-01-01', '2026-12-01', 1, 'parcels')

describe('锁定 what a target is held against', () => {
  const of = (figures: readonly ReturnType<typeof locked>[], kind: 'flow' | 'stock' = 'flow') =>
    lockedForWindow(figures, { indicator: 'online-retail', kind, window: year })

  test('the figure that begins with its window and reaches furthest', () => {
    expect(of([september, sofar, october, other])).toBe(october)
    expect(of([september, other])).toBeUndefined()
    expect(of([locked('2025-01-01', '2026-11-01'), locked('2026-01-01', '2027-02-01')])).toBeUndefined()
  })

  test('what stands as on a day has no beginning', () => expect(of([september], 'stock')).toBe(september))

  test('of two over the same days, what was locked later', () => {
    const later = locked('2026-01-01', '2026-11-01', 2)
    expect(of([october, later])).toBe(later)
  })

  test('inside a period: the whole of it first, then the latest, the longer before the shorter', () => {
    const whole = locked('2026-01-01', '2027-01-01')
    const month = locked('2026-12-01', '2027-01-01')
    expect(lockedWithin([september, month, sofar, whole, other], 'online-retail', year)).toEqual([
      whole,
      month,
      sofar,
      september,
    ])
  })
})
