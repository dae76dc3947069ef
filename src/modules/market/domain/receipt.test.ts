import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fen, fen } from '#kernel/money'
import { addTallies, imbalances, NO_ROWS, type Receipt, tallyOf } from './receipt.ts'

const amount = fc.option(fc.bigInt({ min: 0n, max: 10_000_000_000n }).map((n): Fen => fen(n)))
const row = fc.record({ payable: amount, paid: amount, received: amount, refund: amount })
const fate = fc.constantFrom('accepted', 'merged', 'rejected')
const file = fc.array(fc.tuple(row, fate), { maxLength: 30 })

function receiptOf(rows: readonly (readonly [Parameters<typeof tallyOf>[0][number], string])[]): Receipt {
  const those = (wanted: string) => tallyOf(rows.filter(([, f]) => f === wanted).map(([r]) => r))
  return {
    sha256: '0'.repeat(64),
    bytes: 0,
    encoding: 'gb18030',
    profile: 'pdd@1',
    personalColumns: [],
    unknownColumns: [],
    hasRemarks: true,
    headerRows: 1,
    blankRows: 0,
    summary: NO_ROWS,
    rejectedBy: {},
    read: tallyOf(rows.map(([r]) => r)),
    accepted: those('accepted'),
    merged: those('merged'),
    rejected: those('rejected'),
  }
}

describe('conservation', () => {
  test('holds for every way a file can be divided', () => {
    fc.assert(
      fc.property(file, (rows) => {
        expect(imbalances(receiptOf(rows))).toEqual([])
      }),
    )
  })

  test('one row or one fen that disappears is found and named', () => {
    fc.assert(
      fc.property(file, row, (rows, extra) => {
        const receipt = receiptOf([...rows, [extra, 'accepted']])
        const lost = { ...receipt, accepted: receiptOf(rows).accepted }
        expect(imbalances(lost)[0]).toMatchObject({ what: 'rows' })
        const oneFen = addTallies(receipt.merged, { rows: 0, sums: { ...NO_ROWS.sums, paid: fen(1) } })
        expect(imbalances({ ...receipt, merged: oneFen }).map(({ what }) => what)).toEqual(['paid'])
      }),
    )
  })
})
