import { formatMinute } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '#platform/files/evidence'
import type { Call, Download } from '#platform/http/route'
import { type Filling, fillBook } from '#platform/sheet/fill-book'
import { type BookSheet, writeBook } from '#platform/sheet/sheet'
import {
  CELL_ORIGINS,
  type FormContent,
  reportRefusals,
  type SnapshotCell,
  type SnapshotContent,
  type snapshotBook,
} from '../contract/index.ts'
import { contentOf, findSnapshot } from '../db/snapshots.ts'
import { periodText } from '../domain/period.ts'
import { decimalIn, rateIn } from '../domain/value.ts'
import { ownDb, reportAtHand } from './at-hand.ts'
import { templateBytes } from './templates.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const titleOf = ({ etown, form, period, number }: SnapshotContent): string =>
  `${etown.name}${form.name} ${periodText(period.code)} 锁定v${number}`

/** A number where there is one, else the words for why there is none. */
export function bookCell(
  cell: SnapshotCell,
  field: FormContent['fields'][number] | undefined,
): string | number {
  const rate = cell.unit === '' || cell.value === undefined ? undefined : rateIn(cell.value)
  if (rate !== undefined)
    return Number(
      decimalIn(
        { unit: cell.unit, ...(field?.decimals === undefined ? {} : { decimals: field.decimals }) },
        rate,
      ),
    )
  return cell.value ?? (cell.origin === 'blank' ? '' : CELL_ORIGINS[cell.origin].zh)
}

/** 填好的报表 In the template's own layout where the form has one, else in a plain one; only what is locked goes out. */
export async function snapshotBookIn(call: Call<typeof snapshotBook, 'report'>): Promise<Outcome<Download>> {
  const { db, etown, params, house } = call
  const report = BigInt(params.report)
  const row = await findSnapshot(ownDb(db), etown.id, report, Number(params.number))
  const hand = await reportAtHand(db, etown.id, report)
  if (row === undefined || hand === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const said = contentOf(row)
  const { fields } = hand.content
  const template =
    hand.form.template === null ? undefined : await findEvidence(db, etown.id, hand.form.template)
  const content =
    template === undefined
      ? await writeBook([cellsSheet(said, fields), definitionsSheet(said, row.sha256)])
      : await fillBook(
          await templateBytes(house, template),
          said.cells.flatMap((cell): Filling[] => {
            const field = fields.find(({ key }) => key === cell.field)
            return field?.place === undefined ? [] : [{ place: field.place, value: bookCell(cell, field) }]
          }),
        )
  if (content === undefined) return refused(refusal(reportRefusals, 'report.template_kind'))
  return granted({ name: `${titleOf(said)}.xlsx`, media: XLSX, content })
}

function cellsSheet(said: SnapshotContent, fields: FormContent['fields']): BookSheet {
  const mark = [...(said.demonstration ? ['演示数据'] : []), titleOf(said)].join(' · ')
  return {
    name: said.form.name.slice(0, 30),
    frozen: 2,
    columns: [{ width: 34 }, { width: 18 }, { width: 8 }, { width: 16 }, { width: 40 }],
    rows: [
      [mark],
      ['栏目', '数值', '单位', '来源', '备注'],
      ...said.cells.map((cell) => [
        cell.label,
        bookCell(
          cell,
          fields.find(({ key }) => key === cell.field),
        ),
        cell.unit,
        CELL_ORIGINS[cell.origin].zh,
        cell.note ?? '',
      ]),
    ],
  }
}

function definitionsSheet(said: SnapshotContent, sha256: string): BookSheet {
  const { completeness: c } = said
  const facts: readonly (readonly [string, string])[] = [
    ['e镇', said.etown.name],
    ['报告期', `${periodText(said.period.code)}（${said.period.from}至${said.period.until}，不含末日）`],
    ['锁定', `v${said.number}，${formatMinute(Date.parse(said.lockedAt))}`],
    ['内容指纹 SHA-256', sha256],
    ['完整率', `应填 ${c.required}，已知 ${c.known}，未知 ${c.unknown}`],
    ...(said.reason === undefined ? [] : [['更正理由', said.reason] as const]),
    ...said.cells.flatMap(({ label, definition }) =>
      definition === undefined
        ? []
        : [[label, `${definition.version}：${definition.text}（依据：${definition.source}）`] as const],
    ),
  ]
  return {
    name: '口径与说明',
    columns: [{ width: 24 }, { width: 100 }],
    rows: facts.map((fact) => [...fact]),
  }
}
