import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fen, parseYuan, yuanText } from '#kernel/money'
import { LARGEST_LINE, readFen } from './read-fen.ts'

describe('readFen', () => {
  test.each([
    ['39.80', 3980n],
    ['39.8', 3980n],
    ['39', 3900n],
    ['0', 0n],
    ['1,234.50', 123450n],
    ['¥12.00', 1200n],
    ['￥１２．５', 1250n],
    ['39.80元', 3980n],
    ['39.800', 3980n],
    ['-', null],
    ['', null],
    ['-5.00', 'market.amount_negative'],
    ['1e309', 'market.amount_too_large'],
    ['1.40E+17', 'market.amount_too_large'],
    ['99999999999999999999', 'market.amount_too_large'],
    ['100000000.01', 'market.amount_too_large'],
    ['100000000', 10_000_000_000n],
    ['39.805', 'market.amount_unreadable'],
    ['Infinity', 'market.amount_unreadable'],
    ['12.', 'market.amount_unreadable'],
    ['.5', 'market.amount_unreadable'],
    ['三十', 'market.amount_unreadable'],
    ['1.2.3', 'market.amount_unreadable'],
  ])('%s → %s', (cell, expected) => {
    expect(readFen(cell)).toBe(expected)
  })

  const amountLike = fc.oneof(
    fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((n) => yuanText(fen(n))),
    fc.stringMatching(/^-?[0-9,]{0,12}\.?[0-9]{0,4}$/),
    fc.stringMatching(/^[¥￥]? ?[0-9０-９]{1,9}[.．]?[0-9]{0,3}元?$/),
    fc.string(),
  )

  test('agrees with parseYuan wherever both read an amount', () => {
    fc.assert(
      fc.property(amountLike, (cell) => {
        const ours = readFen(cell)
        const kernel = parseYuan(cell)
        if (typeof ours === 'bigint') expect(ours).toBe(kernel)
        if (kernel !== undefined && kernel >= 0n && kernel <= LARGEST_LINE) expect(ours).toBe(kernel)
      }),
      { numRuns: 2_000 },
    )
  })
})
