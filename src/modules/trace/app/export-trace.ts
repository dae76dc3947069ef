import { z } from 'zod'
import { askExport, type Exportable, type ExportFact } from '#export'
import { day, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { maskName } from '../../../kernel/mask.ts'
import type { Outcome } from '../../../kernel/refusal.ts'
import { zOnlyParty } from '../../../kernel/wire.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { partiesOf, sitesOf } from '../../party/public.ts'
import {
  type exportTrace,
  type FLOW_EXPORTS,
  fieldsOf,
  INPUT_KINDS,
  ORIGINS,
  SOURCES,
  STEPS,
  SUPERVISIONS,
  UNITS,
} from '../contract/index.ts'
import { subjectCodesOf } from '../db/subject-codes.ts'
import {
  countOfFlow,
  countOfRecords,
  type FlowRow,
  flowAfter,
  type RecordRow,
  recordsAfter,
} from '../db/trace-exports.ts'
import { accountNames } from './account-names.ts'
import { onlyParty, partyNames } from './seeing.ts'

const PAGE = 2_000
const zAsk = z.object({
  only: zOnlyParty.optional(),
})
const readOnly = (ask: unknown): bigint | undefined => {
  const { only } = zAsk.parse(ask)
  return only === undefined ? undefined : BigInt(only)
}
const STANDARD: ExportFact = [
  '标准',
  'NY/T 4712-2025 农产品质量安全追溯 数据格式：每个环节记自己的数据、来源（上一环、入库批次）和去向（下一环、出库批次）',
]
const column = (header: string, width = 18) => ({ header, width })

/** 批次流转 One row a step between two lots, or between a lot and whoever gave or took it. */
export const flowExport: Exportable = {
  kind: 'trace.export-flow',
  name: { zh: '追溯批次流转', en: 'Trace lots' },
  may: 'trace.export',
  async open({ db: any, etown, ask }) {
    const [db, only] = [roomOf(any, 'trace'), readOnly(ask)]
    return {
      total: await countOfFlow(db, etown.id, only),
      columns: [
        ...['环节', '主体', '主体统一社会信用代码', '主体码', '产品', '产品编码（GTIN）'].map((h) =>
          column(h),
        ),
        ...['入库批次', '来源主体', '来源主体码', '来源批次（对方）', '入库数量'].map((h) => column(h)),
        ...['出库批次（追溯码）', '国家追溯码', '出库数量', '计量单位', '日期'].map((h) => column(h)),
        ...['去向', '订单号', '运单号'].map((h) => column(h)),
      ],
      pages: flowPages(db, etown.id, only),
      facts: [['范围', only === undefined ? '本e镇全部批次' : '本主体的批次'], STANDARD],
    }
  },
}

const MOVES = {
  split: '拆分',
  merge: '合并',
  transform: '加工',
  sale: '散售',
  loss: '损耗',
  packs: '带码出库',
} as const
const wordOf = (row: FlowRow): string => {
  const why = row.why === null ? undefined : MOVES[keyIn(MOVES, row.why)]
  return why ?? ORIGINS[keyIn(ORIGINS, row.origin)].zh
}

async function* flowPages(db: Db<'trace'>, etown: number, only: bigint | undefined) {
  let after: FlowRow | undefined
  do {
    const rows: FlowRow[] = await flowAfter(db, etown, only, after, PAGE)
    const parties = rows.flatMap((row) => [row.party, ...(row.from_party === null ? [] : [row.from_party])])
    const [nameOf, codes, briefs] = [
      await partyNames(db, etown, parties),
      await subjectCodesOf(db, etown, parties),
      await partiesOf(db, etown, [...new Set(parties)]),
    ]
    yield rows.map((row) => [
      wordOf(row),
      nameOf(row.party),
      briefs.get(row.party)?.creditCode ?? '',
      codes.get(row.party) ?? '',
      row.product,
      row.gtin,
      row.from_code ?? '',
      row.from_party === null ? (row.supplier ?? '') : nameOf(row.from_party),
      row.from_party === null ? (row.supplier_code ?? '') : (codes.get(row.from_party) ?? ''),
      row.supplier_lot ?? '',
      row.quantity_in ?? '',
      row.code,
      row.national_code ?? '',
      row.quantity_out ?? '',
      UNITS[keyIn(UNITS, row.unit)].zh,
      formatDay(day(row.on)),
      row.buyer ?? '',
      row.order_no ?? '',
      row.parcel ?? '',
    ])
    after = rows.length === PAGE ? rows.at(-1) : undefined
  } while (after !== undefined)
}

/** 环节记录 One row a record: plot, planting, inputs, harvest, grading, packing, storage, transport, sale, supervision. */
export const recordExport: Exportable = {
  kind: 'trace.export-records',
  name: { zh: '追溯环节记录', en: 'Trace records' },
  may: 'trace.export',
  async open({ db: any, etown, ask }) {
    const [db, only] = [roomOf(any, 'trace'), readOnly(ask)]
    return {
      total: await countOfRecords(db, etown.id, only),
      columns: [
        ...['环节', '发生时间', '主体', '主体码', '产品', '批次', '生产季', '地块', '面积（亩）'].map((h) =>
          column(h),
        ),
        column('内容', 60),
        ...['凭什么', '照片数', '录入人', '录入时间', '更正'].map((h) => column(h)),
      ],
      pages: recordPages(db, etown.id, only),
      facts: [
        ['范围', only === undefined ? '本e镇全部记录' : '本主体的记录'],
        ['内部栏', '承运方、购买方等不向扫码人公开的栏，本表同样不列'],
        STANDARD,
      ],
    }
  },
}

async function* recordPages(db: Db<'trace'>, etown: number, only: bigint | undefined) {
  let after: RecordRow | undefined
  do {
    const rows: RecordRow[] = await recordsAfter(db, etown, only, after, PAGE)
    const parties = rows.map((row) => row.party)
    const [nameOf, codes] = [await partyNames(db, etown, parties), await subjectCodesOf(db, etown, parties)]
    const sites = await sitesOf(
      db,
      etown,
      rows.flatMap((row) => row.site ?? []),
    )
    const byName = await accountNames(
      db,
      rows.map((row) => row.entered_by),
    )
    yield rows.map((row) => [
      row.supervision === null
        ? STEPS[keyIn(STEPS, row.kind)].zh
        : `监管：${SUPERVISIONS[keyIn(SUPERVISIONS, row.kind)].zh}`,
      row.occurred_at.toISOString(),
      nameOf(row.party),
      codes.get(row.party) ?? '',
      row.product,
      row.lot ?? '',
      row.season ?? '',
      row.site === null ? '' : (sites.get(row.site)?.name ?? ''),
      row.area_mu ?? '',
      contentOf(row),
      row.supervision === null ? SOURCES[keyIn(SOURCES, row.source)].zh : '监管部门',
      String(row.photos),
      maskName(byName(row.entered_by)),
      row.entered_at.toISOString(),
      row.corrected ? '已被更正' : row.corrects ? '更正' : '',
    ])
    after = rows.length === PAGE ? rows.at(-1) : undefined
  } while (after !== undefined)
}

const zFacts = z.record(z.string(), z.string())

/** What the record says, as the form named it; what is internal stays out. */
function contentOf(row: RecordRow): string {
  if (row.supervision !== null) return row.supervision
  const facts = zFacts.parse(row.facts)
  return Object.entries(fieldsOf(keyIn(STEPS, row.kind)))
    .filter(([name, field]) => facts[name] !== undefined && field.internal !== true)
    .map(([name, field]) => {
      const value = facts[name] ?? ''
      const chosen =
        name === 'inputKind' ? Object.entries(INPUT_KINDS).find(([key]) => key === value)?.[1].zh : undefined
      return `${field.zh}：${chosen ?? value}${field.unit ? ` ${field.unit}` : ''}`
    })
    .join('；')
}

export async function exportTraceIn(
  call: Call<typeof exportTrace, 'trace'>,
): Promise<Outcome<AnswerOf<typeof exportTrace>>> {
  const { what, ...form } = call.body
  const only = onlyParty(call.actor, call.etown.id)
  const offered = { flow: flowExport, records: recordExport } satisfies Record<
    keyof typeof FLOW_EXPORTS,
    Exportable
  >
  return askExport(call, offered[what], { form, ask: only === undefined ? {} : { only: String(only) } })
}
