import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPhoneClock } from './phone-clock.ts'

const MINUTE = 60_000
const NOW = 1_795_312_800_000

test('a right clock says what it says', () => {
  const saved = NOW - 3 * 24 * 60 * MINUTE
  expect(readPhoneClock({ occurredAt: saved, sentAt: NOW }, NOW)).toEqual({
    occurredAt: saved,
    skewSeconds: 0,
    skewed: false,
  })
})

test('a clock one hour ahead is moved back, also for what was saved two days ago', () => {
  const hour = 60 * MINUTE
  const saved = NOW + hour - 48 * hour
  expect(readPhoneClock({ occurredAt: saved, sentAt: NOW + hour }, NOW)).toEqual({
    occurredAt: NOW - 48 * hour,
    skewSeconds: 3_600,
    skewed: true,
  })
})

test('some minutes ahead are no future, and are not marked', () => {
  const read = readPhoneClock({ occurredAt: NOW + 5 * MINUTE, sentAt: NOW + 5 * MINUTE }, NOW)
  expect(read).toEqual({ occurredAt: NOW, skewSeconds: 300, skewed: false })
})

test('a time beyond that stays in the future, for the rules to refuse', () => {
  const read = readPhoneClock({ occurredAt: NOW + 60 * MINUTE, sentAt: NOW }, NOW)
  expect(read.occurredAt).toBe(NOW + 60 * MINUTE)
})

test('however wrong the clock, what was done before it was sent was done before it was received', () => {
  const span = 400 * 24 * 60 * MINUTE
  fc.assert(
    fc.property(fc.integer({ min: -span, max: span }), fc.integer({ min: 0, max: span }), (ahead, ago) => {
      const sentAt = NOW + ahead
      const read = readPhoneClock({ occurredAt: sentAt - ago, sentAt }, NOW)
      expect(read.occurredAt).toBeLessThanOrEqual(NOW)
      if (read.skewed) expect(read.occurredAt).toBe(NOW - ago)
      else expect(Math.abs(read.occurredAt - (NOW - ago))).toBeLessThanOrEqual(10 * MINUTE + 1_000)
    }),
  )
})
