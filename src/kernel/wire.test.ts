import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { Day, Month } from './day.ts'
import { fen } from './money.ts'
import {
  fromFen,
  limitOf,
  PAGE_LIMIT,
  toFen,
  zDay,
  zFen,
  zId,
  zInstant,
  zMonth,
  zPage,
  zPageOf,
  zSha256,
} from './wire.ts'

const passes = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success

describe('wire codecs', () => {
  it.each([
    [
      'zFen',
      zFen,
      ['0', '1', '-1', '999999999999999999'],
      ['', '-0', '01', '1.5', '1e3', '+1', '1000000000000000000', ' 1', 1],
    ],
    [
      'zDay',
      zDay,
      ['2026-11-22', '2024-02-29', '1900-01-01', '2199-12-31'],
      ['2023-02-29', '2026-1-1', '0000-01-01', '1899-12-31', '2200-01-01', '20261122', '', 20261122],
    ],
    ['zMonth', zMonth, ['2026-11'], ['2026-13', '2026-00', '0000-01', '1899-12', '2026-1', '']],
    [
      'zInstant',
      zInstant,
      ['2026-11-22T08:00:00Z', '2026-11-22T08:00:00.123Z', '2026-11-22T16:00:00+08:00'],
      ['2026-11-22', '2026-11-22T08:00:00', '9999-12-31T23:59:59Z', ''],
    ],
    ['zSha256', zSha256, ['0'.repeat(64)], ['0'.repeat(63), 'A'.repeat(64), 'g'.repeat(64)]],
    ['zId', zId, ['1', '999999999999999999'], ['0', '-1', '01', '', '1.0', '1000000000000000000', 1]],
  ] as const)('%s lets in the right ones only', (_name, schema, right, wrong) => {
    for (const value of right) expect(passes(schema, value), String(value)).toBe(true)
    for (const value of wrong) expect(passes(schema, value), String(value)).toBe(false)
  })
  it('gives days their brand', () => {
    expectTypeOf<z.output<typeof zDay>>().toEqualTypeOf<Day>()
    expectTypeOf<z.output<typeof zMonth>>().toEqualTypeOf<Month>()
  })
  it('carries fen there and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n - 1n), max: 10n ** 18n - 1n }), (n) => {
        const text = fromFen(fen(n))
        expect(passes(zFen, text)).toBe(true)
        expect(toFen(text)).toBe(n)
      }),
    )
    expect(() => fromFen(fen(10n ** 18n))).toThrow(RangeError)
    expect(() => toFen('1.0')).toThrow(RangeError)
  })
  it('are all JSON Schema, both ways', () => {
    const all = z.object({
      fen: zFen,
      day: zDay,
      month: zMonth,
      at: zInstant,
      sha256: zSha256,
      page: zPageOf(z.object({ id: zId })),
    })
    for (const io of ['input', 'output'] as const)
      expect(() => z.toJSONSchema(all, { io, unrepresentable: 'throw' })).not.toThrow()
    expect(z.toJSONSchema(zFen)).toMatchObject({ type: 'string', pattern: '^(0|-?[1-9]\\d{0,17})$' })
  })
})

describe('pages', () => {
  it('ask for 1 to 200 rows, as text', () => {
    expect(limitOf(zPage.parse({}))).toBe(PAGE_LIMIT)
    expect(limitOf(zPage.parse({ limit: '200', after: 'x' }))).toBe(200)
    for (const limit of ['0', '201', '1000', '-1', '1.5', '', 20])
      expect(passes(zPage, { limit })).toBe(false)
    expect(passes(zPage, { size: '5' })).toBe(false)
  })
  it('can be given filters', () =>
    expect(passes(zPage.extend({ since: zDay }), { since: '2026-01-01', limit: '5' })).toBe(true))
  it('answer their true total', () => {
    const page = zPageOf(z.object({ id: zId }))
    expect(passes(page, { items: [{ id: '1' }], total: 1 })).toBe(true)
    expect(passes(page, { items: [], total: -1 })).toBe(false)
  })
})
