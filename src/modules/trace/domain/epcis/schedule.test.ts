import { expect, test } from 'vitest'
import { instantMs, utcText } from './instant.ts'
import { nextTime, scheduleFault } from './schedule.ts'

// 2026-11-22 is a Sunday; times are local, +08:00.
const at = (local: string): number => instantMs(`${local}+08:00`) ?? 0
const next = (schedule: Parameters<typeof nextTime>[0], from: string): string | undefined => {
  const ms = nextTime(schedule, at(from))
  return ms === undefined ? undefined : utcText(ms + 8 * 3_600_000).slice(0, 19)
}

test.each([
  [{ hour: '1', minute: '5' }, '2026-11-22T00:00:00', '2026-11-22T01:05:00'],
  [{ hour: '1', minute: '5' }, '2026-11-22T01:05:00', '2026-11-23T01:05:00'],
  [{ minute: '0,30' }, '2026-11-22T10:10:00', '2026-11-22T10:30:00'],
  [{ second: '15' }, '2026-11-22T10:10:20', '2026-11-22T10:11:15'],
  [{ hour: '[8-10]' }, '2026-11-22T10:30:00', '2026-11-23T08:00:00'],
  [{ dayOfWeek: '1' }, '2026-11-22T10:00:00', '2026-11-23T00:00:00'],
  [{ dayOfMonth: '29', month: '2' }, '2026-11-22T10:00:00', '2028-02-29T00:00:00'],
  [{ dayOfMonth: '31', month: '2' }, '2026-11-22T10:00:00', undefined],
])('%j after %s is %s', (schedule, from, expected) => expect(next(schedule, from)).toBe(expected))

test.each([
  [{ hour: '24' }, 'hour'],
  [{ minute: '*/5' }, 'minute'],
  [{ dayOfWeek: '[5-1]' }, 'dayOfWeek'],
  [{ month: '' }, 'month'],
  [{ second: '0,[10-20]' }, undefined],
])('%j: %s', (schedule, fault) => expect(scheduleFault(schedule)).toBe(fault))
