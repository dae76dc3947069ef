import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { step } from '../../../kernel/machine.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ask, viewJob } from '../../../platform/work/jobs.ts'
import type { importAgain, importOrders } from '../contract/index.ts'
import { importRefusals, shopRefusals } from '../contract/refusals.ts'
import { type BatchRow, findBatch, waitAgain } from '../db/batches.ts'
import { findShop } from '../db/shops.ts'
import { BATCH } from '../domain/batch.ts'
import { askImport } from './ask-import.ts'
import { stateOf } from './batch-views.ts'
import { importJob } from './import-job.ts'
import { onlyParty } from './seeing.ts'

export async function importOrdersIn(
  call: Call<typeof importOrders, 'market'>,
): Promise<Outcome<AnswerOf<typeof importOrders>>> {
  const { db, etown, actor, params, file } = call
  const shop = await findShop(db, etown.id, BigInt(params.shop), onlyParty(actor, etown.id))
  if (shop === undefined || file === undefined) return refused(refusal(shopRefusals, 'market.shop_not_found'))
  const batch = await askImport(db, shop, file, actor?.account ?? '')
  call.note(String(batch), { shop: params.shop, sha256: file.sha256 })
  return granted({ batch: String(batch) })
}

/** An import put aside, or one that nobody tries any more, goes on; one that has ended is begun anew as another batch. */
export async function importAgainIn(
  call: Call<typeof importAgain, 'market'>,
): Promise<Outcome<AnswerOf<typeof importAgain>>> {
  const { db, etown, actor, params } = call
  const by = actor?.account ?? ''
  const only = onlyParty(actor, etown.id)
  const batch = await findBatch(db, etown.id, BigInt(params.batch), only)
  const shop = batch && (await findShop(db, etown.id, batch.shop, only))
  if (batch === undefined || shop === undefined) {
    return refused(refusal(importRefusals, 'market.import_not_found'))
  }
  if (await isRunning(call, batch)) return refused(refusal(importRefusals, 'market.import_running'))
  const goesOn = step(BATCH, stateOf(batch), 'again') !== undefined
  if (goesOn)
    await waitAgain(db, etown.id, batch.id, await ask({ db, etown: etown.id }, importJob.kind, {}, by))
  const id = goesOn
    ? batch.id
    : await askImport(db, shop, { sha256: batch.sha256, name: batch.file_name }, by)
  call.note(String(id), { of: params.batch, sha256: batch.sha256 })
  return granted({ batch: String(id) })
}

async function isRunning(
  { db, etown }: Call<typeof importAgain, 'market'>,
  batch: BatchRow,
): Promise<boolean> {
  if (batch.state !== 'waiting') return false
  const job = await viewJob(db, etown.id, batch.job)
  return job?.state !== 'failed'
}
