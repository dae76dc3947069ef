import { createHash } from 'node:crypto'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import { CSV_MARK, csvCell, csvLine } from '../../../platform/sheet/write-csv.ts'
import { type RecallCounts, recallRefusals } from '../contract/index.ts'
import { walkRecall } from '../db/recall-walk.ts'
import { type Affected, affectedBy } from '../domain/recall/affected.ts'
import { type Onwards, onwardsOf } from './recall-onward.ts'
import type { TraceSeams } from './seams.ts'

/** More items than a lot of this county ever had; beyond it somebody has named a whole product. */
const MOST = 300_000

/** 召回清单 The list of a recall, as it stands now. */
export type RecallList = {
  readonly counts: RecallCounts
  readonly csv: Buffer
  readonly sha256: string
  /** Every order and every recipient once, as the events name them. */
  readonly orders: ReadonlySet<string>
  readonly buyers: ReadonlySet<string>
}

const HEADER = [
  '编码',
  '类别',
  '来自批次',
  '末次所见地点',
  '末次所见时间',
  '装在',
  '订单与单据',
  '包裹（运单号）',
  '经由',
  '要通知的收货方（脱敏）',
]
const SERIAL = /\/21\/|:sgtin:/
const PARCEL = /\/00\/\d{18}$/
const WAYBILL = /^urn:x-ezhen:\d+:parcel:/

/** What comes after the lot is the same for everything a container held: written once for all of it. */
function tailOf(onwards: Onwards): (row: Affected) => string {
  const written = new Map<readonly string[], { readonly of: Affected; readonly tail: string }>()
  const same = (a: Affected, b: Affected) =>
    a.place === b.place && a.seenMs === b.seenMs && a.orders === b.orders && a.buyers === b.buyers
  return (row) => {
    const before = written.get(row.containers)
    if (before !== undefined && same(before.of, row)) return before.tail
    const { orders, parcels, through, buyers } = onwards(row)
    const tail = csvLine([
      row.place ?? '未知',
      row.seenMs === undefined ? '' : new Date(row.seenMs).toISOString(),
      row.containers.join(' '),
      ...[orders, parcels, through, buyers].map((list) => list.join('；')),
    ])
    written.set(row.containers, { of: row, tail })
    return tail
  }
}

function csvOf(rows: readonly Affected[], onwards: Onwards): Buffer {
  const tail = tailOf(onwards)
  const pieces = [Buffer.from(CSV_MARK + csvLine(HEADER))]
  for (let i = 0; i < rows.length; i += 10_000) {
    const lines = rows
      .slice(i, i + 10_000)
      .map(
        (row) =>
          `${csvCell(row.key)},${SERIAL.test(row.key) ? '物品' : '批次或其他'},${csvCell(row.lot)},${tail(row)}`,
      )
    pieces.push(Buffer.from(lines.join('')))
  }
  return Buffer.concat(pieces)
}

function countsOf(
  rows: readonly Affected[],
  onwards: Onwards,
): Pick<RecallList, 'counts' | 'orders' | 'buyers'> {
  const [lots, items, containers] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const [places, orders, buyers] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const parcels = new Set<string>()
  const counted = new Set<unknown>()
  const all = (list: readonly string[], into: Set<string>): void => {
    if (counted.has(list)) return
    counted.add(list)
    for (const one of list) into.add(one)
  }
  for (const row of rows) {
    ;(SERIAL.test(row.key) ? items : lots).add(row.key)
    if (row.place !== undefined) places.add(row.place)
    all(row.containers, containers)
    all(row.orders, orders)
    all(row.buyers, buyers)
    all(onwards(row).parcels, parcels)
  }
  for (const one of orders) if (WAYBILL.test(one)) orders.delete(one)
  const counts = {
    lots: lots.size,
    items: items.size,
    containers: containers.size,
    places: places.size,
    orders: orders.size,
    parcels: [...containers].filter((key) => PARCEL.test(key)).length + parcels.size,
    buyers: buyers.size,
  }
  return { counts, orders, buyers }
}

export async function listRecall(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  { orders: sources }: Pick<TraceSeams, 'orders'>,
): Promise<Outcome<RecallList>> {
  const walk = await walkRecall(db, etown, starts, MOST)
  if (walk === 'too-many') return refused(refusal(recallRefusals, 'trace.recall_too_large', { limit: MOST }))
  const rows = affectedBy(walk)
  const onwards = await onwardsOf(db, etown, rows, sources)
  const csv = csvOf(rows, onwards)
  return granted({ ...countsOf(rows, onwards), csv, sha256: createHash('sha256').update(csv).digest('hex') })
}
