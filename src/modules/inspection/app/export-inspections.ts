import { z } from 'zod'
import { askExport, type Exportable, type ExportCell, type ExportFact } from '#export'
import { namesOf } from '#identity'
import { monthPeriod, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import type { Outcome } from '#kernel/refusal'
import { zMonth, zOnlyParty } from '#kernel/wire'
import { type AnyDb, type Db, roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { type exportInspections, TABLES } from '../contract/index.ts'
import {
  certificatesOut,
  incomingOut,
  positivesOut,
  type Rows,
  type RowsAsked,
  runsOut,
  samplesOut,
  toolsOut,
} from '../db/exports.ts'
import {
  monthText,
  type Written,
  writeCertificate,
  writeIncoming,
  writePositive,
  writeRun,
  writeSample,
  writeTool,
} from './export-rows.ts'
import { onlyParty, partyNames } from './seeing.ts'
import { namingOf } from './views.ts'

const PAGE = 2_000
const zAsk = z.object({
  only: zOnlyParty.optional(),
  month: zMonth.optional(),
})

type Table<R> = {
  readonly headers: readonly string[]
  /** What a row is, and by which day it is chosen. */
  readonly definition: string
  rows(asked: RowsAsked): Rows<R>
  write(row: R, written: Written): readonly ExportCell[]
  /** What of a row must be named: its lot, its party, its operator. */
  names(row: R): { readonly lot?: bigint | null; readonly party?: bigint; readonly operator?: string }
}

const SAMPLES =
  '样品码 品类 检测方法 检测性质 状态 抽样时间 抽样地点 产品 批次 生产经营主体 测定次数 复核时间 检测标签编号'.split(
    ' ',
  )
const RUNS =
  '样品码 品类 检测方法 测定时间 空白ΔA0 样品ΔAt 抑制率（%） 限值（%） 判定 提示 检测人 仪器 试剂 仪器原始行'.split(
    ' ',
  )
const CERTIFICATES =
  '编号 开具方 样式 承诺主体 产品名称 数量 计量单位 箱数（张） 产地 承诺依据 批次 开具日期 保存至 作废理由'.split(
    ' ',
  )
const INCOMING =
  '收取人 来源 编号 产品名称 数量 已转开 计量单位 开具人 开具日期 收取日期 保存至 状态 照片 SHA-256'.split(
    ' ',
  )
const POSITIVES =
  '样品码 品类 状态 产品 批次 生产经营主体 发现时间 签收时间 告知时间 申请复检时间 确证机构 报告编号 报告 SHA-256'.split(
    ' ',
  )
const TOOLS = '类别 名称 编号或批号 检定证书 检定日期 有效期 状态'.split(' ')

/** One file of rows, read from one snapshot; of whoever has a party of their own only theirs. */
function tableOf<R>(
  what: keyof typeof TABLES,
  { headers, definition, rows, write, names }: Table<R>,
): Exportable {
  return {
    kind: `inspection.export-${what}`,
    name: TABLES[what],
    may: 'inspection.export',
    async open({ db: any, etown, ask }) {
      const db = roomOf(any, 'inspection')
      const { only, month } = zAsk.parse(ask)
      const period: Period | undefined = month === undefined ? undefined : monthPeriod(month)
      const found = rows({ etown: etown.id, only: only === undefined ? undefined : BigInt(only), period })
      const facts: readonly ExportFact[] = [
        ['范围', only === undefined ? '本e镇全部' : '本主体的'],
        ['筛选', month === undefined ? '无，全部月份' : monthText(month)],
        ['定义', definition],
      ]
      async function* pages() {
        let after: bigint | undefined
        do {
          const page = await found.page(db, after, PAGE)
          const written = await writtenOf(any, db, etown.id, page.map(names))
          yield page.map((row) => write(row, written))
          after = page.length === PAGE ? page.at(-1)?.id : undefined
        } while (after !== undefined)
      }
      return {
        total: await found.count(db),
        columns: headers.map((header) => ({ header, width: /SHA|行|产地|提示/.test(header) ? 48 : 18 })),
        pages: pages(),
        facts,
      }
    },
  }
}

type Named = ReturnType<Table<unknown>['names']>
async function writtenOf(
  any: AnyDb,
  db: Db<'inspection'>,
  etown: number,
  rows: readonly Named[],
): Promise<Written> {
  const { lots } = await namingOf(
    db,
    etown,
    rows.flatMap(({ lot }) => lot ?? []),
  )
  const parties = [...[...lots.values()].map((lot) => lot.party), ...rows.flatMap(({ party }) => party ?? [])]
  const operators = await namesOf(
    roomOf(any, 'identity'),
    rows.flatMap(({ operator }) => operator ?? []),
  )
  return { lots, partyName: await partyNames(any, etown, parties), operators }
}

const BLIND = '还没有结果的样品不写批次和主体（盲样）'
export const inspectionExportables: readonly Exportable[] = [
  tableOf('samples', {
    headers: SAMPLES,
    definition: `一行一个样品，按抽样日选取；${BLIND}`,
    rows: samplesOut,
    write: writeSample,
    names: ({ lot }) => ({ lot }),
  }),
  tableOf('runs', {
    headers: RUNS,
    definition:
      '一行一次测定，按测定日选取；判定由读数与方法限值算出，不修约比较，恰为限值即阳性；每次读数都在，不能删改',
    rows: runsOut,
    write: writeRun,
    names: ({ operator }) => ({ operator }),
  }),
  tableOf('certificates', {
    headers: CERTIFICATES,
    definition: '一行一次开具，按开具日选取，一箱一证；联系方式不导出；作废的也在，写明理由',
    rows: certificatesOut,
    write: writeCertificate,
    names: ({ lot, party }) => ({ lot, party }),
  }),
  tableOf('incoming', {
    headers: INCOMING,
    definition: '一行一张收取的合格证，按收取日选取；其他平台的附照片的内容哈希',
    rows: incomingOut,
    write: writeIncoming,
    names: ({ party }) => ({ party }),
  }),
  tableOf('positives', {
    headers: POSITIVES,
    definition: `一行一个出过阳性的样品，按发现日选取，不因后来合格而减少；${BLIND}`,
    rows: positivesOut,
    write: writePositive,
    names: ({ lot }) => ({ lot }),
  }),
  tableOf('tools', {
    headers: TOOLS,
    definition:
      '一行一次检定（没有检定的仪器一行）或一批试剂，不按月份选取；检定有效期不含所写当日，试剂含当日',
    rows: toolsOut,
    write: writeTool,
    names: () => ({}),
  }),
]

export async function exportInspectionsIn(
  call: Call<typeof exportInspections, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof exportInspections>>> {
  const { what, filter, ...form } = call.body
  const only = onlyParty(call)
  const at = keysOf(TABLES).indexOf(what)
  const table = inspectionExportables[at]
  if (table === undefined) throw new Error(`no table ${what}`)
  return askExport(call, table, {
    form,
    ask: { ...filter, ...(only !== undefined && { only: String(only) }) },
  })
}
