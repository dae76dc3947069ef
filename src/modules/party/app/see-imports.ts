import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type getImport, type importProblems, importRefusals, type listImports } from '../contract/index.ts'
import { type BatchRow, findBatch, pageOfBatches, pageOfProblems } from '../db/imports.ts'
import { COLUMNS } from '../domain/columns.ts'
import { batchView } from './batch-view.ts'

export async function batchOfPath(
  call: Pick<Call<typeof getImport, 'party'>, 'db' | 'etown' | 'params'>,
): Promise<Outcome<BatchRow>> {
  const id = BigInt(call.params.batch)
  const row = await findBatch(call.db, call.etown.id, id)
  return row === undefined ? refused(refusal(importRefusals, 'party.import_not_found', { id })) : granted(row)
}

export async function listImportsIn(
  call: Call<typeof listImports, 'party'>,
): Promise<Outcome<AnswerOf<typeof listImports>>> {
  const { after } = call.query
  const limit = limitOf(call.query)
  const page = { after: after === undefined ? undefined : BigInt(after), limit }
  const { rows, total } = await pageOfBatches(call.db, call.etown.id, page)
  return granted({ total, ...pageBy(rows, limit, batchView, (row) => row.id) })
}

export async function getImportIn(
  call: Call<typeof getImport, 'party'>,
): Promise<Outcome<AnswerOf<typeof getImport>>> {
  const found = await batchOfPath(call)
  return found.ok ? granted(batchView(found.value)) : found
}

export async function importProblemsIn(
  call: Call<typeof importProblems, 'party'>,
): Promise<Outcome<AnswerOf<typeof importProblems>>> {
  const found = await batchOfPath(call)
  if (!found.ok) return found
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfProblems(call.db, call.etown.id, found.value.id, {
    after: placeIn(call.query.after),
    limit,
  })
  const page = pageBy(
    rows,
    limit,
    ({ row_no, header, code, zh, en }) => ({
      row: row_no,
      column: header,
      code,
      zh,
      en,
      example: exampleOf(header),
    }),
    (row) => `${row.row_no}.${row.place}`,
  )
  return granted({ total, ...page })
}

const exampleOf = (header: string): string => COLUMNS.find((c) => c.header === header)?.example ?? ''

function placeIn(after: string | undefined): { row: number; place: number } | undefined {
  if (after === undefined) return undefined
  const [row, place] = after.split('.')
  return { row: Number(row), place: Number(place) }
}
