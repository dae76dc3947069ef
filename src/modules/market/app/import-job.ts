import { refusal } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { JobCall, JobKind } from '../../../platform/work/jobs.ts'
import { importRefusals } from '../contract/refusals.ts'
import { batchOfJob, saveRefusals } from '../db/batches.ts'
import { newestMapping } from '../db/mappings.ts'
import { mappedProfile } from '../domain/mapping.ts'
import { PLATFORMS, type Platform } from '../domain/platform.ts'
import { BUILT_IN } from '../domain/profiles/built-in.ts'
import { type Import, type ImportOutcome, importFile, type Place } from './import-file.ts'

/** 导入任务 Imports one file. Cut off at any point it leaves nothing, and begins again from the start. */
export const importJob: JobKind = {
  kind: 'market.import',
  async run(call) {
    const one = await prepare(call)
    if (one === undefined) return {}
    const outcome = await importFile(call.house, one)
    if (outcome === undefined) return {}
    if (!outcome.ok) await refuse(call, one, outcome)
    return { batch: String(one.batch), imported: outcome.ok }
  },
  async gaveUp(scope, job, trouble) {
    const db = roomOf(scope.db, 'market')
    const batch = await batchOfJob(db, scope.etown, job)
    if (batch === undefined) return
    const why = refusal(importRefusals, 'market.import_gave_up', { why: trouble })
    await saveRefusals(db, scope.etown, batch.id, [why], undefined)
  },
}

const PROGRESS_MS = 400

/** Everything the import needs to know; undefined: there is nothing left to do. */
const prepare = ({
  house,
  etown,
  job,
  askedBy,
  tries,
  signal,
  progress,
}: JobCall): Promise<Import | undefined> =>
  inEtown(house.pool, etown, 'read', async (scope) => {
    const db = roomOf(scope.db, 'market')
    const batch = await batchOfJob(db, etown, job)
    if (batch === undefined || batch.state !== 'waiting') return undefined
    const file = await findEvidence(scope.db, etown, batch.sha256)
    const platform = PLATFORMS.find((name) => name === batch.platform)
    if (file === undefined || platform === undefined) throw new Error(`batch ${batch.id} has lost its file`)
    const say = seldom((place: Place) => void progress(place).catch(() => {}))
    return {
      etown,
      batch: batch.id,
      shop: batch.shop,
      platform,
      sha256: file.sha256,
      stored: file.stored,
      profile: await profileOf(db, etown, platform),
      by: askedBy,
      tries,
      at: (place) => {
        signal.throwIfAborted()
        say(place)
      },
    }
  })

/** The built-in profile with the e-town's own words; they were checked when they were mapped. */
async function profileOf(db: Parameters<typeof newestMapping>[0], etown: number, platform: Platform) {
  const mapping = await newestMapping(db, etown, platform)
  const mapped = mapping === undefined ? undefined : mappedProfile(BUILT_IN[platform], mapping)
  return mapped?.ok ? mapped.value : BUILT_IN[platform]
}

async function refuse(
  { house }: JobCall,
  { etown, batch, by }: Import,
  outcome: ImportOutcome & { ok: false },
): Promise<void> {
  await inEtown(house.pool, etown, 'write', async (scope) => {
    await saveRefusals(roomOf(scope.db, 'market'), etown, batch, outcome.refused, outcome.unmapped)
    scope.record({
      actor: by,
      act: 'market.import',
      subject: String(batch),
      outcome: 'refused',
      detail: { codes: outcome.refused.map(({ code }) => code) },
    })
  })
}

/** Each report costs a transaction of its own. */
function seldom<T>(say: (report: T) => void): (report: T) => void {
  let last = 0
  return (report) => {
    const now = performance.now()
    if (now - last < PROGRESS_MS) return
    last = now
    say(report)
  }
}
