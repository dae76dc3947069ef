import { askExport, type Exportable, type ExportFact, type ExportSource } from '#export'
import type { AnswerOf } from '#kernel/endpoint'
import type { Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { type exportReceived, zReceivedTable } from '../contract/index.ts'
import { sendersOf } from '../db/received.ts'
import type { Unsummed } from '../domain/comparison.ts'
import { periodText } from '../domain/period.ts'
import { ownDb } from './at-hand.ts'
import { at, column, contentOf, definition, given, type Listing, lateText } from './listing.ts'
import { compareReceivedIn } from './receive.ts'

const UNSUMMED: Readonly<Record<Unsummed, string>> = {
  distinct: '不合计：可能重复计数',
  ratio: '不合计：比例',
  text: '文字',
  unknown: '不合计：有未知',
  definitions: '不合计：口径不同',
  units: '不合计：单位不同',
  missing: '不合计：有的没报',
}

const comparison = async (
  { db, etown }: ExportSource,
  query: { readonly form?: string | undefined; readonly period?: string | undefined },
): Promise<Listing> => {
  const { forms, columns, rows } = given(await compareReceivedIn({ db: ownDb(db), etown, query }))
  const form = forms.find((one) => one.form === query.form) ?? forms[0]
  const period = form?.periods.find((one) => one === query.period) ?? form?.periods[0]
  return {
    columns: [
      column('栏目', 34),
      column('单位', 8),
      ...columns.map(({ name, number }) => column(`${name} v${number}`, 24)),
      column('合计', 24),
    ],
    rows: rows.map(({ label, unit, cells, sum, unsummed }) => [
      label,
      unit,
      ...cells.map((cell) => cell?.shown ?? '—'),
      sum ?? (unsummed === undefined ? '' : UNSUMMED[unsummed]),
    ]),
    facts: [
      ['筛选', `${form?.name ?? '没有收到报表'} ${period === undefined ? '' : periodText(period)}`.trim()],
      definition('只有各e镇已锁定并签名的数；人数、户数、比例和口径不同的不相加。'),
      ...columns.map(
        ({ name, number, sha256, completeness, late }): ExportFact => [
          name,
          [
            `锁定 v${number}`,
            completeness && `应填 ${completeness.required} 格，已知 ${completeness.known} 格`,
            lateText(late),
            `内容指纹 ${sha256}`,
          ]
            .filter((text) => text !== undefined && text !== '')
            .join('，'),
        ],
      ),
    ],
  }
}

const senders = async ({ db, etown }: ExportSource): Promise<Listing> => ({
  columns: [
    column('单位名称', 30),
    column('单位代号', 40),
    column('已收包数', 10),
    column('最近接收', 20),
    column('怎样核对的公钥', 40),
    column('登记时间', 20),
  ],
  rows: (await sendersOf(ownDb(db), etown.id)).map((row) => [
    row.name,
    row.origin,
    String(row.dispatches),
    row.last_at === null ? '' : at(row.last_at),
    row.confirmed,
    at(row.added_at),
  ]),
  facts: [definition('本单位登记的下级报送单位；公钥当面或经第二渠道核对。')],
})

/** 导出上报汇总 What the office above sees of its e-towns: locked figures only. */
export const receivedExport: Exportable = {
  kind: 'report.export-received',
  name: { zh: '上报汇总', en: 'Received reports' },
  may: 'report.export-received',
  open(source) {
    const ask = zReceivedTable.parse(source.ask)
    return contentOf(ask.table === 'senders' ? senders(source) : comparison(source, ask))
  },
}

export const exportReceivedIn = (
  call: Call<typeof exportReceived, 'report'>,
): Promise<Outcome<AnswerOf<typeof exportReceived>>> => {
  const { ask, ...form } = call.body
  return askExport(call, receivedExport, { form, ask })
}
