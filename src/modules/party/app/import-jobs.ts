import { z } from 'zod'
import { dayOfInstant } from '../../../kernel/day.ts'
import { type Refusal, refusal } from '../../../kernel/refusal.ts'
import { zId } from '../../../kernel/wire.ts'
import { inEtown, RolledBack, type Scope } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import { readAhead } from '../../../platform/sheet/sheet.ts'
import type { JobCall, JobKind } from '../../../platform/work/jobs.ts'
import { importRefusals } from '../contract/index.ts'
import { type BatchRow, findBatch, forgetProblems, lockImports, updateBatch } from '../db/imports.ts'
import { countsOf } from './batch-view.ts'
import { type Import, importRows } from './import-rows.ts'
import { surroundingsOf } from './surroundings.ts'

export const CHECK_JOB = 'party.check-import'
export const COMMIT_JOB = 'party.commit-import'

/** Up to so many rows the answer waits; beyond, a job does the work and shows how far it is. */
export const INLINE_ROWS = 2_000
/** A county has fewer parties; more is the wrong file. */
const MOST_ROWS = 100_000

const zInput = z.object({ batch: zId })

export const checkImportJob: JobKind = {
  kind: CHECK_JOB,
  run: async (call) => {
    const source = await sourceOf(call)
    return inEtown(call.house.pool, call.etown, 'write', async (scope) => {
      const { db, batch, work } = await begin(call, scope, source)
      if (batch.state !== 'checking') return { state: batch.state }
      const tried = await importRows(work)
      if (tried.ok) {
        await updateBatch(db, call.etown, batch.id, countsOf(tried.value, 'checked'))
        return { state: 'checked' }
      }
      await forgetProblems(db, call.etown, batch.id)
      await updateBatch(db, call.etown, batch.id, { state: 'refused', refusals: said(tried.refused) })
      return { state: 'refused' }
    })
  },
  gaveUp,
}

/** All rows in one transaction: killed in the middle, nothing is written, and the next try begins anew. */
export const commitImportJob: JobKind = {
  kind: COMMIT_JOB,
  async run(call) {
    const source = await sourceOf(call)
    try {
      return await inEtown(call.house.pool, call.etown, 'write', async (scope) => {
        const { db, batch, work } = await begin(call, scope, source)
        if (batch.state !== 'committing') return { state: batch.state }
        const by = batch.committed_by ?? call.askedBy
        const done = await importRows({ ...work, commit: { by, announce: scope.announce } })
        if (!done.ok) throw new RolledBack(done.refused)
        const bad = done.value.bad > 0 && batch.rows_taken === 'all'
        // The register has changed since the trial, so rows that were good are not any more.
        if (bad) throw new RolledBack([])
        const committed_at = call.house.clock()
        await updateBatch(db, call.etown, batch.id, { ...countsOf(done.value, 'committed'), committed_at })
        const subject = String(batch.id)
        scope.record({
          actor: by,
          act: COMMIT_JOB,
          subject,
          outcome: 'done',
          detail: { rows: done.value.seen },
        })
        return { state: 'committed' }
      })
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error
      return tryAgain(call)
    }
  },
  gaveUp,
}

/** Nobody tries any more: the batch says so, and does not look as if somebody did. */
async function gaveUp({ db: any, etown }: Scope, job: bigint, trouble: string): Promise<void> {
  const db = roomOf(any, 'party')
  const { input } = await any
    .selectFrom('platform.job')
    .select('input')
    .where('etown', '=', etown)
    .where('id', '=', job)
    .executeTakeFirstOrThrow()
  const why = refusal(importRefusals, 'party.import_gave_up', { why: trouble })
  const ended = { state: 'refused', refusals: said([why]), rows_taken: null, committed_by: null }
  await updateBatch(db, etown, BigInt(zInput.parse(input).batch), ended)
}

/** Back to a fresh trial, which shows what has become bad. */
async function tryAgain(call: JobCall): Promise<{ state: string }> {
  const source = await sourceOf(call)
  return inEtown(call.house.pool, call.etown, 'write', async (scope) => {
    const { db, batch, work } = await begin(call, scope, source)
    const tried = await importRows(work)
    await updateBatch(
      db,
      call.etown,
      batch.id,
      tried.ok
        ? { ...countsOf(tried.value, 'checked'), rows_taken: null, committed_by: null }
        : { state: 'refused', refusals: said(tried.refused), rows_taken: null, committed_by: null },
    )
    return { state: tried.ok ? 'checked' : 'refused' }
  })
}

type Source = Pick<Import, 'file' | 'sheet'>

/** The batch's file, its workbook read, before the transaction that takes its rows. */
async function sourceOf({ house, etown, input }: JobCall): Promise<Source> {
  const id = BigInt(zInput.parse(input).batch)
  const file = await inEtown(house.pool, etown, 'read', async ({ db }) => {
    const batch = await findBatch(roomOf(db, 'party'), etown, id)
    return batch && findEvidence(db, etown, batch.file_sha256)
  })
  if (file === undefined) throw new Error(`no import ${id}`)
  return { file, sheet: await readAhead(house.evidence, file) }
}

const said = (refused: readonly Refusal[]): string =>
  JSON.stringify(refused.map(({ code, zh, en }) => ({ code, zh, en })))

async function begin(
  call: JobCall,
  scope: Scope,
  source: Source,
): Promise<{ db: Db<'party'>; batch: BatchRow; work: Import }> {
  const db = roomOf(scope.db, 'party')
  const id = BigInt(zInput.parse(call.input).batch)
  await lockImports(db, call.etown)
  const batch = await findBatch(db, call.etown, id)
  if (batch === undefined) throw new Error(`no import ${id}`)
  const { county_code: countyCode } = await scope.db
    .selectFrom('platform.etown')
    .select('county_code')
    .where('id', '=', call.etown)
    .executeTakeFirstOrThrow()
  await forgetProblems(db, call.etown, id)
  const { house, etown } = call
  const surroundings = await surroundingsOf({ db, house, etown: { id: etown, countyCode } })
  const today = dayOfInstant(house.clock().getTime())
  const progress = (done: number): Promise<void> =>
    inEtown(house.pool, etown, 'write', async (own) => {
      await updateBatch(roomOf(own.db, 'party'), etown, id, { done })
    })
  const work = {
    db,
    house,
    etown,
    county: countyCode,
    today,
    ...source,
    batch: id,
    surroundings,
    most: MOST_ROWS,
    progress,
  }
  return { db, batch, work }
}
