import { z } from 'zod'
import { askExport, type Exportable } from '#export'
import type { AnswerOf } from '#kernel/endpoint'
import { type Outcome, refusal, refused } from '#kernel/refusal'
import { zId } from '#kernel/wire'
import { roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { CELL_ORIGINS, type exportReport, REPORT_STATES, reportRefusals } from '../contract/index.ts'
import { findReport } from '../db/reports.ts'
import { periodText } from '../domain/period.ts'
import { originOf, reportAtHand } from './at-hand.ts'
import { saidIn } from './fill-report.ts'

const zAsk = z.object({ report: zId })

/** 导出报表 The cells as they stand, with how each is counted on the second sheet. */
export const reportExport: Exportable = {
  kind: 'report.export-cells',
  name: { zh: '报表', en: 'Report' },
  may: 'report.export',
  async open({ db, etown, ask }) {
    const hand = await reportAtHand(db, etown.id, BigInt(zAsk.parse(ask).report))
    if (hand === undefined) throw new Error('the report is gone')
    const { row, content, cells } = hand
    const rows = content.fields.map((field) => {
      const cell = cells.get(field.key)
      return [
        field.label,
        saidIn(field, cell),
        CELL_ORIGINS[originOf(cell?.origin ?? 'blank')].zh,
        cell?.note ?? '',
      ]
    })
    async function* pages() {
      yield rows
    }
    return {
      columns: [
        { header: '栏目', width: 34 },
        { header: '数值', width: 24 },
        { header: '来源', width: 16 },
        { header: '备注', width: 40 },
      ],
      total: rows.length,
      pages: pages(),
      facts: [
        ['报表', `${row.name}（式样第${row.version}版）`],
        ['筛选', `${periodText(row.period)}：${row.period_from}至${row.period_until}（不含末日）`],
        ['状态', Object.entries(REPORT_STATES).find(([key]) => key === row.after)?.[1].zh ?? row.after],
        ...content.fields.flatMap(({ key, label }) => {
          const words = cells.get(key)?.words
          return words === undefined
            ? []
            : [[`定义：${label}`, `${words.version}：${words.text}（依据：${words.source}）`] as const]
        }),
      ],
    }
  },
}

export async function exportReportIn(
  call: Call<typeof exportReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof exportReport>>> {
  const { report } = call.params
  const row = await findReport(roomOf(call.db, 'report'), call.etown.id, BigInt(report))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  return askExport(call, reportExport, { form: call.body, ask: { report } })
}
