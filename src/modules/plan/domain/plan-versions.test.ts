import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '#kernel/day'
import { checkVersions, versionOn } from './plan-versions.ts'

const version = (number: string, from: Day, amends?: string, id = '140521-longgang') => ({
  etown: { id },
  version: { number, adopted_on: from, in_force_from: from, amends },
})

const FIRST = day('2023-06-26')

describe('versionOn 当日版本', () => {
  const plans = [version('2', day('2025-01-01'), '1'), version('1', FIRST)]

  it('is none before the first, and changes on the day itself', () => {
    const on = (d: string) => versionOn(plans, day(d))?.version.number
    expect(['2023-06-25', '2023-06-26', '2024-12-31', '2025-01-01', '2026-11-22'].map(on)).toEqual([
      undefined,
      '1',
      '1',
      '2',
      '2',
    ])
  })

  const history = fc
    .uniqueArray(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 8 })
    .map((days) => days.map((d, i) => version(String(i + 1), addDays(FIRST, d))))
  const someDay = fc.integer({ min: -100, max: 4100 }).map((d) => addDays(FIRST, d))

  it('is in force, and no other in force began later, in whatever order the files come', () => {
    fc.assert(
      fc.property(history, someDay, (plans, on) => {
        const chosen = versionOn(plans, on)
        const begun = plans.filter((plan) => plan.version.in_force_from <= on)
        expect(chosen === undefined).toBe(begun.length === 0)
        for (const plan of begun)
          expect(plan.version.in_force_from <= (chosen?.version.in_force_from ?? '')).toBe(true)
        expect(versionOn([...plans].reverse(), on)).toBe(chosen)
      }),
    )
  })

  it('keeps its answer for a day when a later version is added', () => {
    fc.assert(
      fc.property(history, someDay, fc.integer({ min: 1, max: 500 }), (plans, on, later) => {
        const added = version('99', addDays(on, later))
        expect(versionOn([...plans, added], on)).toBe(versionOn(plans, on))
      }),
    )
  })
})

describe('checkVersions 版本核对', () => {
  const codes = (...plans: Parameters<typeof checkVersions>[0]) =>
    checkVersions(plans).map(({ code }) => code)
  const one = version('1', FIRST)

  it('accepts a history', () => {
    expect(codes(one, version('2', day('2024-01-01'), '1'), version('3', day('2025-01-01'), '2'))).toEqual([])
  })

  it('refuses mixed e-towns, a repeated number, a branch, a missing predecessor, a version not later than the one it amends', () => {
    expect(codes(one, version('2', day('2024-01-01'), '1', '141030-daning'))).toEqual(['plan.versions_mixed'])
    expect(codes(one, version('1', day('2024-01-01')))).toEqual(['plan.version_repeated'])
    expect(codes(one, version('2', day('2024-01-01'), '1'), version('3', day('2025-01-01'), '1'))).toEqual([
      'plan.version_branches',
    ])
    expect(codes(one, version('3', day('2024-01-01'), '2'))).toEqual(['plan.version_missing'])
    expect(codes(one, version('2', FIRST, '1'))).toEqual(['plan.version_not_later'])
  })
})
