// biome-ignore-all lint/style/noRestrictedGlobals: the oracle wants a Date.
import chineseDays from 'chinese-days'
import { describe, expect, it, vi } from 'vitest'
import { calendarCovers } from '#kernel/calendar'
import { addDays, type Day, day, yearOf } from '#kernel/day'
import { clockOn, clocksOf, heldOn } from './clocks.ts'
import { STATUTORY_CLOCKS } from './statute.ts'

// The package is right in China's zone only.
vi.hoisted(() => {
  process.env.TZ = 'Asia/Shanghai'
})

const FIVE = { amount: 5, unit: 'workdays', bound: 'at-most' } as const
const byPackage = (d: Day): boolean => chineseDays.isWorkday(new Date(`${d}T12:00:00`))

/** The fifth working day after, counted plainly by the package. */
function fifthAfter(from: Day): Day {
  let d = from
  for (let left = 5; left > 0; ) {
    d = addDays(d, 1)
    if (byPackage(d)) left--
  }
  return d
}

describe('working-day clocks', () => {
  it('end where chinese-days says, for every date 2020–2027; where no notice is out they say so', () => {
    const wrong: string[] = []
    let [known, unknown] = [0, 0]
    for (let d = day('2020-01-01'); d <= day('2027-12-31'); d = addDays(d, 1)) {
      const { state, until } = clockOn(FIVE, d, undefined, d)
      if (until === undefined) {
        unknown += 1
        // From the last week of the last year with a notice on, and not a day before.
        if (state !== 'unknown' || d < day('2026-12-21')) wrong.push(`${d}: unknown`)
        continue
      }
      known += 1
      if (until !== fifthAfter(d)) wrong.push(`${d}: ${until}`)
    }
    expect(wrong).toEqual([])
    expect(calendarCovers(yearOf(day('2026-06-01')))).toBe(true)
    expect([known, unknown]).toEqual([2547, 375])
  })
  it('a confirmation holds for what begins from its day on', () => {
    const signing = STATUTORY_CLOCKS.find(({ code }) => code === 'contract-signing')
    if (signing === undefined) throw new Error('no such clock')
    const confirmed = [
      { code: 'contract-signing', amount: 20, unit: 'days', source: '核实', inForceFrom: day('2026-05-01') },
    ] as const
    expect(heldOn(signing, confirmed, day('2026-04-30'))).toMatchObject({ amount: 30, certain: false })
    expect(heldOn(signing, confirmed, day('2026-05-01'))).toMatchObject({ amount: 20, certain: true })
  })
  it('are those of the way of procurement', () => {
    const facts = new Map([['announced', day('2026-03-02')] as const])
    const codes = (way: 'open' | 'inquiry') =>
      clocksOf(facts, way, [], day('2026-03-03')).map(({ code }) => code)
    expect(codes('open')).toContain('bid-documents')
    expect(codes('inquiry')).not.toContain('bid-documents')
    // No law names a number of days for acceptance: without the county's there is no clock.
    expect(codes('open')).not.toContain('acceptance')
  })
})
