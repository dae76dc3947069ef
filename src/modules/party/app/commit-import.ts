import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { type Evidence, findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import { openSheet } from '../../../platform/sheet/sheet.ts'
import { ask } from '../../../platform/work/jobs.ts'
import { BATCH_STATES, type commitImport, importRefusals } from '../contract/index.ts'
import { type BatchRow, forgetProblems, lockBatch, lockImports, updateBatch } from '../db/imports.ts'
import { batchView, countsOf } from './batch-view.ts'
import { COMMIT_JOB, INLINE_ROWS } from './import-jobs.ts'
import { importRows } from './import-rows.ts'
import { surroundingsOf } from './surroundings.ts'

type Committing = Call<typeof commitImport, 'party'>

/** 提交导入 All rows or the good ones, as the person chose; the file is read again, against the register as it is now. */
export async function commitImportIn(call: Committing): Promise<Outcome<AnswerOf<typeof commitImport>>> {
  const id = BigInt(call.params.batch)
  const { rows } = call.body
  call.note(call.params.batch, { rows })
  const batch = await lockBatch(call.db, call.etown.id, id)
  if (batch === undefined) return refused(refusal(importRefusals, 'party.import_not_found', { id }))
  if (batch.state !== 'checked') {
    const state = BATCH_STATES[keyIn(BATCH_STATES, batch.state)].zh
    return refused(refusal(importRefusals, 'party.import_state', { state }))
  }
  if (rows === 'all' && batch.bad > 0) {
    return refused(refusal(importRefusals, 'party.import_has_bad_rows', { bad: batch.bad }))
  }
  const by = call.actor?.account ?? ''
  const file = await findEvidence(call.db, call.etown.id, batch.file_sha256)
  if (file === undefined) throw new Error(`no file of import ${batch.id}`)
  // A workbook takes a thread and seconds to read, for which this transaction does not wait.
  if (batch.seen > INLINE_ROWS || file.media !== 'text/csv') {
    const asked = { state: 'committing', rows_taken: rows, committed_by: by, done: 0 }
    const committing = await updateBatch(call.db, call.etown.id, id, asked)
    await ask({ db: call.db, etown: call.etown.id }, COMMIT_JOB, { batch: call.params.batch }, by)
    return granted(batchView(committing))
  }
  return commitNow(call, batch, file, by)
}

async function commitNow(
  call: Committing,
  batch: BatchRow,
  file: Evidence,
  by: string,
): Promise<Outcome<AnswerOf<typeof commitImport>>> {
  await lockImports(call.db, call.etown.id)
  await forgetProblems(call.db, call.etown.id, batch.id)
  const done = await importRows({
    db: call.db,
    house: call.house,
    etown: call.etown.id,
    county: call.etown.countyCode,
    today: dayOfInstant(call.now.getTime()),
    file,
    sheet: openSheet(call.house.evidence, file),
    batch: batch.id,
    surroundings: await surroundingsOf(call),
    most: INLINE_ROWS,
    commit: { by, announce: call.announce },
  })
  if (!done.ok) return done
  const { rows } = call.body
  if (rows === 'all' && done.value.bad > 0) {
    return refused(refusal(importRefusals, 'party.import_has_bad_rows', { bad: done.value.bad }))
  }
  const committed = await updateBatch(call.db, call.etown.id, batch.id, {
    ...countsOf(done.value, 'committed'),
    rows_taken: rows,
    committed_by: by,
    committed_at: call.now,
  })
  return granted(batchView(committed))
}
