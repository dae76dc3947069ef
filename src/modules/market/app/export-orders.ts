import { z } from 'zod'
import { askExport, type Exportable, type ExportFact } from '#export'
import { addDays, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { fen, formatYuan } from '../../../kernel/money.ts'
import type { Outcome } from '../../../kernel/refusal.ts'
import { zId, zOnlyParty } from '../../../kernel/wire.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  EXCLUSIONS,
  type exportOrders,
  type exportRejected,
  type OrderFilter,
  PLATFORM_NAMES,
  STAGE_NAMES,
  zOrderFilter,
} from '../contract/index.ts'
import { findBatch, pageOfRejected, type RejectedPlace } from '../db/batches.ts'
import {
  type LineNarrowing,
  type LinePlace,
  type ListedLine,
  linesAfter,
  sumOfLines,
} from '../db/order-lines.ts'
import { rejectedView } from './batch-views.ts'
import { seenBatch } from './batches.ts'
import { lineItem } from './orders.ts'
import { onlyParty } from './seeing.ts'

const PAGE = 2_000
const zAsk = z.object({ filter: zOrderFilter, only: zOnlyParty.optional() })

/** 导出订单行 */
export const orderExport: Exportable = {
  kind: 'market.export-orders',
  name: { zh: '平台订单', en: 'Platform orders' },
  may: 'market.export',
  async open({ db: any, etown, ask }) {
    const { filter, only } = zAsk.parse(ask)
    const db = roomOf(any, 'market')
    const number = (id: string | undefined) => (id === undefined ? undefined : BigInt(id))
    const by = { ...filter, shop: number(filter.shop), only: number(only) }
    const { total, retail } = await sumOfLines(db, etown.id, by)
    let sum = 0n
    const cells = (row: ListedLine) => {
      sum += row.retail_fen
      return lineCells(row)
    }
    return {
      total,
      columns: LINE_COLUMNS,
      pages: linesOf(db, etown.id, by, cells),
      facts: [
        ['筛选', filterText(filter)],
        ['定义', '平台订单行，每行一个子订单；零售额为计入网络零售额的部分，口径见看板的指标定义'],
      ],
      end: () => ({
        sum: ['合计', ...Array.from({ length: 7 }, () => ''), fen(sum), '', '', '', ''],
        facts: [
          ['零售额合计', formatYuan(fen(sum))],
          ['核对', sum === retail ? '一致：行合计等于列表页的合计' : '不一致'],
        ],
      }),
    }
  },
}

export async function exportOrdersIn(
  call: Call<typeof exportOrders, 'market'>,
): Promise<Outcome<AnswerOf<typeof exportOrders>>> {
  const { filter, ...form } = call.body
  const only = onlyParty(call.actor, call.etown.id)
  const ask = { filter, ...(only === undefined ? {} : { only: String(only) }) }
  return askExport(call, orderExport, { form, ask })
}

async function* linesOf<Cells>(
  db: Db<'market'>,
  etown: number,
  by: LineNarrowing,
  cells: (row: ListedLine) => Cells,
) {
  let after: LinePlace | undefined
  do {
    const rows = await linesAfter(db, etown, by, { after, limit: PAGE })
    const page = rows.slice(0, PAGE)
    yield page.map(cells)
    const last = rows.length > PAGE ? page.at(-1) : undefined
    after = last && { day: last.day, platform: last.platform, orderNo: last.order_no, subNo: last.sub_no }
  } while (after !== undefined)
}

const LINE_COLUMNS = [
  { header: '日期', width: 12 },
  { header: '平台', width: 10 },
  { header: '网店', width: 24 },
  { header: '订单号', width: 24 },
  { header: '子单号', width: 20 },
  { header: '商品', width: 32 },
  { header: '数量', width: 8 },
  { header: '状态', width: 12 },
  { header: '零售额（元）', width: 16, money: true },
  { header: '不计原因', width: 16 },
  { header: '不计金额（元）', width: 16, money: true },
  { header: '标记', width: 10 },
  { header: '导入批次与行号', width: 18 },
]

function lineCells(row: ListedLine) {
  const line = lineItem(row)
  return [
    line.day,
    PLATFORM_NAMES[line.platform].zh,
    line.shopName,
    line.orderNo,
    line.subNo,
    line.product,
    line.quantity === undefined ? '' : String(line.quantity),
    STAGE_NAMES[line.stage].zh,
    fen(row.retail_fen),
    line.excluded === undefined ? '' : EXCLUSIONS[line.excluded].zh,
    fen(BigInt(line.excludedFen)),
    line.mark ?? '',
    `批次 ${line.batch} 第 ${line.row} 行`,
  ]
}

function filterText(filter: OrderFilter): string {
  const { shop, platform, from, until, stage, counted, excluded, orderNo } = filter
  const said = [
    shop && `网店 ${shop}`,
    platform && `平台 ${PLATFORM_NAMES[platform].zh}`,
    from && `${formatDay(from)}起`,
    until && `至${formatDay(addDays(until, -1))}`,
    stage && `状态 ${STAGE_NAMES[stage].zh}`,
    counted && (counted === 'yes' ? '计入零售额的' : '不计入零售额的'),
    excluded && `不计原因 ${EXCLUSIONS[excluded].zh}`,
    orderNo && `订单号 ${orderNo}`,
  ].filter((text) => text !== undefined)
  return said.length === 0 ? '无，全部订单行' : said.join('；')
}

const zRejectedAsk = z.object({ batch: zId })

/** 导出退回的行 */
export const rejectedExport: Exportable = {
  kind: 'market.export-rejected',
  name: { zh: '退回的行', en: 'Rejected rows' },
  may: 'market.export',
  async open({ db: any, etown, ask }) {
    const batch = BigInt(zRejectedAsk.parse(ask).batch)
    const db = roomOf(any, 'market')
    const { total } = await pageOfRejected(db, etown.id, batch, { after: undefined, limit: 1 })
    const found = await findBatch(db, etown.id, batch)
    const facts: ExportFact[] = [
      ['导入批次', String(batch)],
      ['原文件', `${found?.file_name ?? ''}（SHA-256 ${found?.sha256 ?? ''}）`],
      ['定义', '该文件中没有被接收的行，每个错误一行；改好后在原文件里重新导入'],
    ]
    return {
      total,
      columns: [
        { header: '行号', width: 8 },
        { header: '列', width: 20 },
        { header: '错误原因', width: 70 },
        { header: '原文', width: 30 },
      ],
      pages: rejectedPages(db, etown.id, batch),
      facts,
    }
  },
}

export async function exportRejectedIn(
  call: Call<typeof exportRejected, 'market'>,
): Promise<Outcome<AnswerOf<typeof exportRejected>>> {
  const found = await seenBatch(call)
  if (!found.ok) return found
  return askExport(call, rejectedExport, { form: call.body, ask: { batch: String(found.value.id) } })
}

async function* rejectedPages(db: Db<'market'>, etown: number, batch: bigint) {
  let after: RejectedPlace | undefined
  do {
    const { rows } = await pageOfRejected(db, etown, batch, { after, limit: PAGE })
    const page = rows.slice(0, PAGE)
    yield page.map(rejectedView).map(({ row, column, zh, example }) => [String(row), column, zh, example])
    const last = rows.length > PAGE ? page.at(-1) : undefined
    after = last && { row: last.row_no, place: last.place }
  } while (after !== undefined)
}
