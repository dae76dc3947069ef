import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { writeCsv } from '../../../platform/sheet/write-csv.ts'
import { viewJob } from '../../../platform/work/jobs.ts'
import type { getImport, listImports, originalFile, rejectedFile, rejectedRows } from '../contract/index.ts'
import { importRefusals } from '../contract/refusals.ts'
import { type BatchRow, findBatch, pageOfBatches, pageOfRejected, type RejectedPlace } from '../db/batches.ts'
import { batchItem, batchView, rejectedView } from './batch-views.ts'
import { onlyParty } from './seeing.ts'

type OfBatch = typeof getImport | typeof rejectedRows | typeof rejectedFile | typeof originalFile

export async function seenBatch(
  call: Pick<Call<OfBatch, 'market'>, 'db' | 'etown' | 'actor' | 'params'>,
): Promise<Outcome<BatchRow>> {
  const { db, etown, actor, params } = call
  const batch = await findBatch(db, etown.id, BigInt(params.batch), onlyParty(actor, etown.id))
  return batch ? granted(batch) : refused(refusal(importRefusals, 'market.import_not_found'))
}

export async function listImportsIn(
  call: Call<typeof listImports, 'market'>,
): Promise<Outcome<AnswerOf<typeof listImports>>> {
  const { db, etown, actor, query } = call
  const limit = limitOf(query)
  const { rows, total } = await pageOfBatches(
    db,
    etown.id,
    {
      shop: query.shop === undefined ? undefined : BigInt(query.shop),
      state: query.state,
      only: onlyParty(actor, etown.id),
    },
    { after: query.after === undefined ? undefined : BigInt(query.after), limit },
  )
  return granted({ total, ...pageBy(rows, limit, batchItem, (row) => String(row.id)) })
}

export async function getImportIn(
  call: Call<typeof getImport, 'market'>,
): Promise<Outcome<AnswerOf<typeof getImport>>> {
  const found = await seenBatch(call)
  if (!found.ok) return found
  const { db, etown } = call
  const file = await findEvidence(db, etown.id, found.value.sha256)
  return granted(batchView(found.value, file, await viewJob(db, etown.id, found.value.job)))
}

export async function rejectedRowsIn(
  call: Call<typeof rejectedRows, 'market'>,
): Promise<Outcome<AnswerOf<typeof rejectedRows>>> {
  const found = await seenBatch(call)
  if (!found.ok) return found
  const { db, etown, query } = call
  const limit = limitOf(query)
  const { rows, total } = await pageOfRejected(db, etown.id, found.value.id, {
    after: placeOf(query.after),
    limit,
  })
  return granted({ total, ...pageBy(rows, limit, rejectedView, (row) => `${row.row_no}.${row.place}`) })
}

function placeOf(after: string | undefined): RejectedPlace | undefined {
  const [, row, place] = /^(\d{1,9})\.(\d{1,9})$/.exec(after ?? '') ?? []
  return row === undefined ? undefined : { row: Number(row), place: Number(place) }
}

/** What Excel shows; who has more broken rows than that has one thing wrong with the whole file. */
const MOST_ROWS = 100_000

export async function rejectedFileIn(call: Call<typeof rejectedFile, 'market'>): Promise<Outcome<Download>> {
  const found = await seenBatch(call)
  if (!found.ok) return found
  const page = { after: undefined, limit: MOST_ROWS }
  const { rows } = await pageOfRejected(call.db, call.etown.id, found.value.id, page)
  const lines = rows
    .map(rejectedView)
    .map(({ row, column, zh, example }) => [String(row), column, zh, example])
  return granted({
    name: `退回的行-${found.value.id}.csv`,
    media: 'text/csv; charset=utf-8',
    content: writeCsv([['行号', '列', '错误原因', '原文'], ...lines]),
  })
}

/** It holds the buyers' names and addresses: its own permission, a second factor, and a reason that the audit keeps. */
export async function originalFileIn(call: Call<typeof originalFile, 'market'>): Promise<Outcome<Download>> {
  const found = await seenBatch(call)
  if (!found.ok) return found
  const { id, sha256, file_name: name } = found.value
  const file = await findEvidence(call.db, call.etown.id, sha256)
  if (file === undefined) return refused(refusal(importRefusals, 'market.import_not_found'))
  call.note(String(id), { reason: call.body.reason, sha256 })
  return granted({
    name,
    media: 'application/octet-stream',
    content: await call.house.evidence.read(file.stored),
  })
}
