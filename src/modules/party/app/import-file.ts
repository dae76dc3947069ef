import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import { mayCall } from '../../../platform/http/actor.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { openSheet, reading, type Sheet, writeBook } from '../../../platform/sheet/sheet.ts'
import { writeCsv } from '../../../platform/sheet/write-csv.ts'
import { type importFile, importRefusals } from '../contract/index.ts'
import { type ProblemRow, problemsOf } from '../db/imports.ts'
import { COLUMNS, REASON_HEADER } from '../domain/columns.ts'
import { type Header, headerIn } from '../domain/header.ts'
import { CSV, XLSX } from './media.ts'
import { batchOfPath } from './see-imports.ts'

/** 问题文件 The file as it was uploaded, with the reasons in a last column; in a workbook the bad cells are red. */
export async function importFileIn(call: Call<typeof importFile, 'party'>): Promise<Outcome<Download>> {
  const found = await batchOfPath(call)
  if (!found.ok) return found
  const batch = found.value
  call.note(String(batch.id), { rows: call.query.rows })
  // It is whole personal data: for whoever brought it, and for whoever may see such data anyway.
  const brought = batch.asked_by === call.actor?.account
  if (!brought && mayCall(call.matrix, 'party.reveal', call.actor, call.etown.id) !== 'yes') {
    return refused(refusal(importRefusals, 'party.import_not_yours'))
  }
  const file = await findEvidence(call.db, call.etown.id, batch.file_sha256)
  if (file === undefined) throw new Error(`no file of import ${batch.id}`)
  const problems = Map.groupBy(await problemsOf(call.db, call.etown.id, batch.id), (p) => p.row_no)
  return reading(async () => {
    const sheet = openSheet(call.house.evidence, file)
    const marked = await mark(sheet, problems, call.query.rows)
    const stem = batch.file_name.replace(/\.\w{1,5}$/, '')
    const name = `${stem}-${call.query.rows === 'bad' ? '仅问题行' : '标注问题'}`
    if (sheet.format === 'csv')
      return granted({ name: `${name}.csv`, media: CSV, content: writeCsv(marked.rows) })
    const columns = Array.from({ length: marked.width }, (_, i) => ({
      width: i === marked.width - 1 ? 60 : 18,
    }))
    const content = await writeBook([{ name: '市场主体', columns, ...marked }])
    return granted({ name: `${name}.xlsx`, media: XLSX, content })
  })
}

type Marked = { rows: string[][]; red: [number, number][]; frozen: number; width: number }

async function mark(
  sheet: Sheet,
  problems: ReadonlyMap<number, readonly ProblemRow[]>,
  wanted: 'all' | 'bad',
): Promise<Marked> {
  const marked: Marked = { rows: [], red: [], frozen: 0, width: 0 }
  let header: Header | undefined
  let reasonAt = 0
  for await (const { rowNo, cells } of sheet.rows) {
    const wrong = problems.get(rowNo) ?? []
    if (header !== undefined && wanted === 'bad' && wrong.length === 0) continue
    // Rows keep their numbers, so empty ones between them are put back.
    while (wanted === 'all' && marked.rows.length < rowNo - 1) marked.rows.push([])
    const row = [...cells]
    const found = header === undefined ? headerIn(rowNo, cells) : undefined
    if (found?.ok) {
      header = found.value
      const before = cells.indexOf(REASON_HEADER)
      reasonAt = before < 0 ? cells.length : before
      marked.width = Math.max(cells.length, reasonAt + 1)
      marked.frozen = marked.rows.length + 1
      setAt(row, reasonAt, REASON_HEADER)
    } else if (header !== undefined) setAt(row, reasonAt, reasonsOf(wrong))
    for (const at of header === undefined ? [] : columnsOf(header, wrong))
      marked.red.push([marked.rows.length, at])
    marked.rows.push(row)
  }
  return marked
}

function setAt(row: string[], at: number, text: string): void {
  while (row.length < at) row.push('')
  row[at] = text
}

const reasonsOf = (wrong: readonly ProblemRow[]): string =>
  wrong
    .map((p) => `【${p.header}】${p.zh}例：${COLUMNS.find((c) => c.header === p.header)?.example ?? ''}`)
    .join('\n')

const columnsOf = (header: Header, wrong: readonly ProblemRow[]): number[] =>
  wrong.flatMap((p) => header.columns.find(({ column }) => column.header === p.header)?.at ?? [])
