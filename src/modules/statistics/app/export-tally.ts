import type { ExportContent, ExportFact, ExportSource } from '#export'
import { fen, formatYuan } from '#kernel/money'
import { roomOf } from '#platform/db/house'
import type { RowsQuery, Tally } from '../contract/index.ts'
import { addTally, pageOfTally, type TallyRow } from '../db/tallies.ts'
import type { Kept, Rows } from './kept-rows.ts'
import { checkTally, partNames, tallyAsk } from './tally-asks.ts'

const PAGE = 2_000

/** 项目名称 */
const MEASURE_NAMES: Readonly<Record<Tally, string>> = {
  parcels: '包裹',
  scans: '扫码',
  lots: '批次',
  'rapid-tests': '快检样品',
  'rapid-negatives': '快检阴性',
  'rapid-positives': '快检阳性',
  'lab-tests': '实验室检测',
  'lab-passes': '实验室合格',
  certificates: '合格证',
  'fund-arrived': '到账',
  'fund-paid': '支付',
  'fund-recovered': '追回',
  goods: '上线',
  'goods-ended': '下架',
}

/** 导出计数行 Parcels, scans, lots or movements of money, their sum, and the figure as it stood. */
export async function exportTally(
  { db: any, etown, house }: ExportSource,
  kept: Kept<'tally'>,
  rows: RowsQuery,
  facts: readonly ExportFact[],
): Promise<ExportContent> {
  const db = roomOf(any, 'statistics')
  const ask = await tallyAsk(roomOf(any, reads()), etown.id, kept, rows)
  const money = kept.definition.unit === '元'
  const { sum: figureNow } = await addTally(db, etown.id, ask)
  const { rows: total, figure } = await checkTally(roomOf(any, reads()), etown.id, ask)
  const names = await partNames(any, etown.id, kept, house.clock())
  let sum = 0n
  const cells = (row: TallyRow) => [
    row.day,
    MEASURE_NAMES[row.measure],
    names.get(row.part) ?? row.part,
    row.name,
    row.about,
    money ? fen(row.amount) : String(row.amount),
    row.evidence ?? '',
  ]
  async function* pages() {
    let after: TallyRow | undefined
    do {
      const found = await pageOfTally(db, etown.id, ask, { after, limit: PAGE })
      const page = found.slice(0, PAGE)
      for (const { amount } of page) sum += amount
      yield page.map(cells)
      after = found.length > PAGE ? page.at(-1) : undefined
    } while (after !== undefined)
  }
  const written = (amount: bigint): string => (money ? formatYuan(fen(amount)) : String(amount))
  return {
    total: Number(total),
    columns: [
      { header: '日期', width: 12 },
      { header: '项目', width: 10 },
      { header: '网店、产品、品类或来源', width: 28 },
      { header: '单号', width: 28 },
      { header: '有关', width: 24 },
      { header: money ? '金额（元）' : '数量', width: 16, ...(money && { money: true }) },
      { header: '原文件 SHA-256', width: 68 },
    ],
    pages: pages(),
    facts,
    end: () => ({
      sum: ['合计', '', '', '', '', money ? fen(sum) : String(sum), ''],
      facts: [
        ['行合计', written(sum)],
        ['看板数字', written(figure)],
        [
          '核对',
          sum === figure && sum === figureNow ? '一致：行合计等于看板数字' : '不一致，请在“重算核对”中重算',
        ],
      ],
    }),
  }
}

const reads = (): Rows => 'statistics'
