import { buffer } from 'node:stream/consumers'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { type Evidence, findEvidence } from '#platform/files/evidence'
import type { House } from '#platform/house'
import type { Call } from '#platform/http/route'
import type { SheetRow } from '#platform/sheet/row'
import { openSheet, reading } from '#platform/sheet/sheet'
import { type bringTemplate, type readTemplate, reportRefusals } from '../contract/index.ts'

const ROWS = 200
const COLUMNS = 40

export const templateBytes = async (
  { evidence }: Pick<House, 'evidence'>,
  { stored }: Evidence,
): Promise<Buffer> => buffer(await evidence.read(stored))

type Grid = AnswerOf<typeof bringTemplate>

/** What the desk shows to choose cells from: the first visible sheet, as far as a person reads. */
async function gridOf(house: House, file: Evidence): Promise<Outcome<Grid>> {
  if (file.media === 'text/csv' || file.media === 'application/x-cfb')
    return refused(refusal(reportRefusals, 'report.template_kind'))
  return reading(async () => {
    const rows: SheetRow[] = []
    for await (const row of openSheet(house.evidence, file).rows) {
      if (row.rowNo > ROWS) break
      rows.push({ rowNo: row.rowNo, cells: row.cells.slice(0, COLUMNS).map((cell) => cell.slice(0, 200)) })
    }
    return granted({
      sha256: file.sha256,
      name: file.name,
      rows: rows.map((row) => ({ ...row, cells: [...row.cells] })),
    })
  })
}

export async function bringTemplateIn(call: Call<typeof bringTemplate, 'report'>): Promise<Outcome<Grid>> {
  if (call.file === undefined) throw new Error('an upload came without its file')
  call.note(call.file.sha256)
  return gridOf(call.house, call.file)
}

export async function readTemplateIn({
  db,
  etown,
  house,
  params,
}: Call<typeof readTemplate, 'report'>): Promise<Outcome<Grid>> {
  const file = await findEvidence(db, etown.id, params.sha256)
  return file === undefined
    ? refused(refusal(reportRefusals, 'report.template_unknown'))
    : gridOf(house, file)
}
