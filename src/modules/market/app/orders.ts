import { day } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { fen } from '../../../kernel/money.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { fromFen, limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { getOrder, listOrderLines, OrderLineItem } from '../contract/index.ts'
import { orderRefusals } from '../contract/refusals.ts'
import { zExclusion } from '../contract/shapes.ts'
import {
  type Filed,
  type LinePlace,
  type LineRow,
  type ListedLine,
  linesAfter,
  linesOfOrder,
  type ObservationRow,
  observationsOfOrder,
  sumOfLines,
} from '../db/order-lines.ts'
import { STAGES } from '../domain/order-line.ts'
import { retailDefinition } from '../domain/retail-definitions.ts'
import { platformOf } from './ask-import.ts'
import { operatorNames } from './operators.ts'
import { onlyParty } from './seeing.ts'

export async function listOrderLinesIn(
  call: Call<typeof listOrderLines, 'market'>,
): Promise<Outcome<AnswerOf<typeof listOrderLines>>> {
  const { db, etown, actor } = call
  const { after, limit: _, shop, ...filter } = call.query
  const limit = limitOf(call.query)
  const by = {
    ...filter,
    shop: shop === undefined ? undefined : BigInt(shop),
    only: onlyParty(actor, etown.id),
  }
  const { total, retail } = await sumOfLines(db, etown.id, by)
  const rows = await linesAfter(db, etown.id, by, { after: placeOf(after), limit })
  return granted({ total, retailFen: fromFen(fen(retail)), ...pageBy(rows, limit, lineItem, nextOf) })
}

const nextOf = (row: ListedLine): string => [row.day, row.platform, row.order_no, row.sub_no].join('~')

function placeOf(after: string | undefined): LinePlace | undefined {
  const [, day, platform, orderNo, subNo] =
    /^(\d{4}-\d\d-\d\d)~(\w+)~([^~]+)~([^~]*)$/.exec(after ?? '') ?? []
  if (day === undefined || platform === undefined || orderNo === undefined || subNo === undefined)
    return undefined
  return { day, platform, orderNo, subNo }
}

const stageOf = (row: { readonly stage: number }) => STAGES[row.stage] ?? 'awaiting-payment'
const yuan = (amount: bigint | null) => (amount === null ? undefined : fromFen(fen(amount)))
const excludedOf = (row: LineRow) => (row.excluded === null ? undefined : zExclusion.parse(row.excluded))

export const lineItem = (row: ListedLine): OrderLineItem => ({
  platform: platformOf(row),
  orderNo: row.order_no,
  subNo: row.sub_no,
  shop: String(row.shop),
  shopName: row.shop_name,
  day: day(row.day),
  stage: stageOf(row),
  product: row.product,
  quantity: row.quantity ?? undefined,
  retailFen: fromFen(fen(row.retail_fen)),
  excluded: excludedOf(row),
  excludedFen: fromFen(fen(row.excluded === null ? 0n : (row.share_fen ?? 0n))),
  mark: row.mark ?? undefined,
  batch: String(row.batch),
  row: row.row_no,
})

const factsOf = (row: Filed<LineRow> | Filed<ObservationRow>) => ({
  day: day(row.day),
  paidAt: row.paid_at?.toISOString(),
  stage: stageOf(row),
  payableFen: yuan(row.payable_fen),
  paidFen: yuan(row.paid_fen),
  receivedFen: yuan(row.received_fen),
  refundFen: yuan(row.refund_fen),
  quantity: row.quantity ?? undefined,
  product: row.product,
  waybill: row.waybill ?? undefined,
  mark: row.mark ?? undefined,
  wholesale: row.wholesale,
  batch: String(row.batch),
  file: row.file_name,
  sha256: row.sha256,
  row: row.row_no,
})

export async function getOrderIn(
  call: Call<typeof getOrder, 'market'>,
): Promise<Outcome<AnswerOf<typeof getOrder>>> {
  const { db, etown, actor, params } = call
  const { platform, orderNo } = params
  const lines = await linesOfOrder(db, etown.id, platform, orderNo, onlyParty(actor, etown.id))
  const [first] = lines
  if (first === undefined) return refused(refusal(orderRefusals, 'market.order_not_found'))
  const superseded = await observationsOfOrder(db, etown.id, platform, orderNo)
  return granted({
    platform,
    orderNo,
    shop: String(first.shop),
    shopName: first.shop_name,
    operator: String(first.operator),
    operatorName: (await operatorNames(db, etown.id, [first.operator]))(first.operator),
    retailFen: fromFen(fen(lines.reduce((sum, line) => sum + line.retail_fen, 0n))),
    lines: lines.map((line) => ({
      ...factsOf(line),
      subNo: line.sub_no,
      shareFen: yuan(line.share_fen),
      retailFen: fromFen(fen(line.retail_fen)),
      excluded: excludedOf(line),
      definition: retailDefinition(day(line.day)).version,
      superseded: superseded.filter((one) => one.sub_no === line.sub_no).map(factsOf),
    })),
  })
}
