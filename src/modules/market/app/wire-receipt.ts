import { fromFen } from '../../../kernel/wire.ts'
import type { RetailChange as WireChange, WireReceipt } from '../contract/index.ts'
import type { Receipt, Tally } from '../domain/receipt.ts'
import type { RetailChange } from '../domain/retail-change.ts'

/** 回执 As it is stored, sent and printed. */
export const wireReceipt = (receipt: Receipt, change: RetailChange, tries: number): WireReceipt => ({
  ...receipt,
  personalColumns: [...receipt.personalColumns],
  unknownColumns: [...receipt.unknownColumns],
  summary: wireTally(receipt.summary),
  read: wireTally(receipt.read),
  accepted: wireTally(receipt.accepted),
  merged: wireTally(receipt.merged),
  rejected: wireTally(receipt.rejected),
  change: wireChange(change),
  tries,
})

export const wireChange = ({ retail, refund, orders, lines, excluded }: RetailChange): WireChange => ({
  retailFen: fromFen(retail),
  refundFen: fromFen(refund),
  orders,
  lines,
  excluded: Object.fromEntries(Object.entries(excluded).map(([reason, amount]) => [reason, fromFen(amount)])),
})

const wireTally = ({ rows, sums }: Tally) => ({
  rows,
  sums: {
    payable: fromFen(sums.payable),
    paid: fromFen(sums.paid),
    received: fromFen(sums.received),
    refund: fromFen(sums.refund),
  },
})
