import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ask } from '../../../platform/work/jobs.ts'
import { type checkImport, importRefusals } from '../contract/index.ts'
import { insertBatch, updateBatch } from '../db/imports.ts'
import { batchView, countsOf } from './batch-view.ts'
import { CHECK_JOB, INLINE_ROWS } from './import-jobs.ts'
import { importRows } from './import-rows.ts'
import { INLINE_BYTES, sheetOfUpload } from './read-ahead.ts'
import { surroundingsOf } from './surroundings.ts'

const MiB = 1_048_576
const MOST_MEGABYTES = 64

/** 试算 Tries a file. Nothing of the register changes. */
export async function checkImportIn(
  call: Call<typeof checkImport, 'party'>,
): Promise<Outcome<AnswerOf<typeof checkImport>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload without a file')
  if (file.bytes > MOST_MEGABYTES * MiB) {
    return refused(refusal(importRefusals, 'party.import_too_large', { limit: MOST_MEGABYTES }))
  }
  const by = call.actor?.account ?? ''
  const batch = await insertBatch(call.db, {
    etown: call.etown.id,
    file_sha256: file.sha256,
    file_name: file.name,
    state: 'checking',
    asked_by: by,
  })
  call.note(String(batch.id), { sha256: file.sha256, bytes: file.bytes })
  const tried =
    file.bytes > INLINE_BYTES
      ? undefined
      : await importRows({
          db: call.db,
          house: call.house,
          etown: call.etown.id,
          county: call.etown.countyCode,
          today: dayOfInstant(call.now.getTime()),
          file,
          sheet: sheetOfUpload(file, call.house),
          batch: batch.id,
          surroundings: await surroundingsOf(call),
          most: INLINE_ROWS,
        })
  if (tried?.ok) {
    const checked = await updateBatch(call.db, call.etown.id, batch.id, countsOf(tried.value, 'checked'))
    return granted(batchView(checked))
  }
  const tooMany = tried?.refused.some((why) => why.code === 'party.import_too_many_rows') ?? true
  if (tried !== undefined && !tooMany) return tried
  await ask({ db: call.db, etown: call.etown.id }, CHECK_JOB, { batch: String(batch.id) }, by)
  return granted(batchView(batch))
}
