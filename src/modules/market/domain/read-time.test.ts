import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTime } from './read-time.ts'

describe('readTime', () => {
  test.each([
    ['2026-06-06 13:41:00', '2026-06-06', '13:41:00'],
    ['2026/6/6 13:41', '2026-06-06', '13:41:00'],
    ['2026/6/6 3:41:09', '2026-06-06', '03:41:09'],
    ['2026-06-06T13:41:00', '2026-06-06', '13:41:00'],
    ['2026-06-06 13:41:00.0', '2026-06-06', '13:41:00'],
    ['2026年6月6日 13:41', '2026-06-06', '13:41:00'],
    ['２０２６－０６－０６　１３：４１：００', '2026-06-06', '13:41:00'],
    ['2026-06-06', '2026-06-06', '00:00:00'],
    ['2024-02-29 00:00:00', '2024-02-29', '00:00:00'],
  ])('%s', (cell, day, clock) => {
    expect(readTime(cell)).toEqual({ day, clock })
  })

  test.each(['', '-', '0000-00-00 00:00:00', 'null'])('nothing: %j', (cell) => {
    expect(readTime(cell)).toBeNull()
  })

  test.each([
    '2026-02-30 10:00:00',
    '2026-13-01',
    '06:07.0',
    '2026-06-06 24:00:00',
    '昨天',
    '46179.5',
    '2026-06-06 1 2',
  ])('no time: %s', (cell) => {
    expect(readTime(cell)).toBeUndefined()
  })

  test('never throws, and reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const time = readTime(cell)
        if (time) expect(readTime(`${time.day} ${time.clock}`)).toEqual(time)
      }),
    )
  })
})
