import { askExport, type Exportable, type ExportFact, type ExportSource } from '#export'
import type { AnswerOf } from '#kernel/endpoint'
import type { Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import {
  BULLETIN_KINDS,
  BULLETIN_STATES,
  CELL_ORIGINS,
  EVERY,
  type exportReportTable,
  REPORT_STATES,
  type ReportItem,
  type ReportState,
  type ReportTable,
  zReportTable,
} from '../contract/index.ts'
import { pageOfBulletins } from '../db/bulletins.ts'
import { pageOfDispatches } from '../db/dispatches.ts'
import { findForm, newestForms } from '../db/forms.ts'
import { pageOfReports } from '../db/reports.ts'
import { periodText } from '../domain/period.ts'
import { ownDb } from './at-hand.ts'
import { bulletinView, getBulletinIn } from './bulletins.ts'
import { contentOfForm, formView } from './keep-forms.ts'
import { reportView } from './list-reports.ts'
import { ALL, at, column, contentOf, definition, given, type Listing, lateText, onDay } from './listing.ts'
import { namesFor } from './read-report.ts'
import { getSnapshotIn } from './read-snapshot.ts'
import { saidOf } from './report-document.ts'

const reportRow = (item: ReportItem): readonly string[] => [
  item.name,
  periodText(item.period),
  EVERY[item.every].zh,
  REPORT_STATES[item.state].zh,
  item.reopened === undefined ? '' : item.reopened === 'return' ? '被退回' : '更正中',
  onDay(item.due),
  onDay(item.submittedOn),
  lateText(item.late),
  item.locked === 0 ? '' : `v${item.locked}`,
]

const reports = async (
  { db, etown, house }: ExportSource,
  state: ReportState | undefined,
): Promise<Listing> => {
  const { rows } = await pageOfReports(ownDb(db), etown.id, state, ALL)
  return {
    columns: [
      column('报表', 30),
      column('期间', 16),
      column('频次', 10),
      column('状态', 16),
      column('退回或更正', 12),
      column('应报日', 16),
      column('首次提交', 16),
      column('及时', 18),
      column('锁定', 8),
    ],
    rows: rows.map((row) => reportRow(reportView(row, house.clock()))),
    facts: [
      ['筛选', state === undefined ? '全部状态' : REPORT_STATES[state].zh],
      definition('及时按国务院办公厅公布的工作日计，到首次提交为止；未提交的算到导出之时。'),
    ],
  }
}

const forms = async ({ db, etown }: ExportSource): Promise<Listing> => ({
  columns: [
    column('式样', 30),
    column('代码', 20),
    column('版本', 8),
    column('频次', 10),
    column('栏目数', 10),
    column('外部模板', 12),
    column('要这张表的文件或单位', 40),
  ],
  rows: (await newestForms(ownDb(db), etown.id))
    .map(formView)
    .map((form) => [
      form.name,
      form.code,
      String(form.version),
      EVERY[form.every].zh,
      String(form.fields),
      form.template ? '是' : '否',
      form.source,
    ]),
  facts: [definition('每个式样的最新一版；每次修改另存一版，已开的期次仍用原版。')],
})

const OVERS = { period: '本期', 'year-to-date': '本年累计', 'same-last-year': '上年同期' } as const

const form = async ({ db, etown }: ExportSource, code: string): Promise<Listing> => {
  const found = await findForm(ownDb(db), etown.id, code)
  if (found === undefined) throw new Error('no such form')
  const { name, source, fields, rules } = contentOfForm(found)
  return {
    columns: [
      column('栏目', 34),
      column('单位', 10),
      column('必填', 8),
      column('取数指标', 30),
      column('期间', 12),
      column('单元格', 10),
    ],
    rows: fields.map((field) => [
      field.label,
      field.unit,
      field.required ? '是' : '否',
      field.indicator ?? (field.fact === undefined ? '手工填报' : '系统已知'),
      OVERS[field.over ?? 'period'],
      field.place ?? '',
    ]),
    facts: [
      ['式样', `${name}（第${found.version}版，依据：${source}）`],
      ...rules.map(
        ({ level, sentence }): ExportFact => [
          level === 'block' ? '校验：不合即不能提交' : '校验：不合须写备注',
          sentence,
        ],
      ),
    ],
  }
}

const quotes = async ({ db, etown }: ExportSource, bulletin: string): Promise<Listing> => {
  const { title, figures } = given(await getBulletinIn({ db: ownDb(db), etown, params: { bulletin } }))
  return {
    columns: [column('数字', 40), column('数值', 24), column('取自', 16), column('以后更正为', 24)],
    rows: figures.map(({ label, period, shown, number, later }) => [
      `${period} ${label}`,
      shown,
      number === undefined ? '未锁定' : `锁定 v${number}`,
      later === undefined ? '' : `${later.shown}（v${later.number}）`,
    ]),
    facts: [['信息', title], definition('文中引用的数字，在发布时固定；以后的更正另列，原数保留。')],
  }
}

const dispatches = async ({ db, etown }: ExportSource): Promise<Listing> => ({
  columns: [column('包号', 8), column('时间', 20), column('内容', 80), column('文件 SHA-256', 68)],
  rows: (await pageOfDispatches(ownDb(db), etown.id, ALL)).rows.map((row) => [
    String(row.number),
    at(row.at),
    row.members.join('；'),
    row.sha256,
  ]),
  facts: [definition('上报包：签名的锁定快照，一包接一包；一号快照只上报一次。')],
})

const bulletins = async ({ db, etown }: ExportSource): Promise<Listing> => {
  const { rows } = await pageOfBulletins(ownDb(db), etown.id, undefined, ALL)
  const names = await namesFor(
    ownDb(db),
    rows.map(({ made_by }) => made_by),
  )
  return {
    columns: [
      column('标题', 50),
      column('种类', 12),
      column('状态', 12),
      column('拟稿人', 14),
      column('时间', 20),
    ],
    rows: rows
      .map((row) => bulletinView(row, names))
      .map((item) => [
        item.title,
        BULLETIN_KINDS[item.kind].zh,
        BULLETIN_STATES[item.state].zh,
        item.byName,
        at(item.at),
      ]),
    facts: [definition('简报与工作报告；文中的数字在发布时固定。')],
  }
}

const snapshot = async (
  { db, etown, house }: ExportSource,
  report: string,
  number: number,
): Promise<Listing> => {
  const params = { report, number: String(number) }
  const { content, now, sha256, changes } = given(
    await getSnapshotIn({ db: ownDb(db), etown, params, now: house.clock() }),
  )
  const later = new Map(now.changes.map(({ field, after }) => [field, after]))
  const corrected = new Map(changes.map(({ field, before }) => [field, before]))
  return {
    columns: [
      column('栏目', 34),
      column(`锁定 v${number}`, 24),
      column('现在', 24),
      column('上一号', 24),
      column('来源', 16),
      column('备注', 40),
    ],
    rows: content.cells.map((cell) => [
      cell.label,
      saidOf(cell),
      later.get(cell.field) ?? saidOf(cell),
      corrected.get(cell.field) ?? '',
      CELL_ORIGINS[cell.origin].zh,
      cell.note ?? '',
    ]),
    facts: [
      ['报表', `${content.form.name} ${periodText(content.period.code)}`],
      ['快照', `v${number}，${at(content.lockedAt)} 锁定，内容指纹 ${sha256}`],
      ...(content.reason === undefined ? [] : [['更正原因', content.reason] as const]),
      ...content.cells.flatMap(({ label, definition: words }): ExportFact[] =>
        words === undefined
          ? []
          : [[`定义：${label}`, `${words.version}：${words.text}（依据：${words.source}）`]],
      ),
    ],
  }
}

function listed(source: ExportSource, ask: ReportTable): Promise<Listing> {
  switch (ask.table) {
    case 'reports':
      return reports(source, ask.state)
    case 'forms':
      return forms(source)
    case 'form':
      return form(source, ask.form)
    case 'quotes':
      return quotes(source, ask.bulletin)
    case 'dispatches':
      return dispatches(source)
    case 'bulletins':
      return bulletins(source)
    case 'snapshot':
      return snapshot(source, ask.report, ask.number)
  }
}

/** 导出报送清单 Lists as they stand on the screen; a snapshot with what it says now. */
export const listExport: Exportable = {
  kind: 'report.export-table',
  name: { zh: '报送清单', en: 'List of reports' },
  may: 'report.export',
  open: (source) => contentOf(listed(source, zReportTable.parse(source.ask))),
}

export const exportReportTableIn = (
  call: Call<typeof exportReportTable, 'report'>,
): Promise<Outcome<AnswerOf<typeof exportReportTable>>> => {
  const { ask, ...form } = call.body
  return askExport(call, listExport, { form, ask })
}
