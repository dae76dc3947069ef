import { z } from 'zod'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { auditHashAt, verifyAudit } from '../../../platform/db/audit.ts'
import { slugOf } from '../../../platform/db/etowns.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ask, type JobKind } from '../../../platform/work/jobs.ts'
import { eventAt } from '../../../platform/work/outbox.ts'
import type { askExamination } from '../contract/index.ts'
import { insertExamination } from '../db/alarms.ts'
import { auditHeadLeaves } from '../db/leaves.ts'
import { endAlarm, findLog, raiseAlarm } from '../db/logs.ts'
import { type Fault, fault } from '../domain/faults.ts'
import { TILE_WIDTH } from '../domain/tiles.ts'
import { examineTile } from './examine-leaves.ts'
import { examineCheckpoints, examineUpperTiles } from './examine-tree.ts'
import { readFloor } from './signed-file.ts'

const JOB = 'attest.examine'
/** As many faults are kept with their records; all are counted. */
const SHOWN = 100

export async function askExaminationIn(
  call: Call<typeof askExamination, 'attest'>,
): Promise<Outcome<AnswerOf<typeof askExamination>>> {
  const job = await ask({ db: call.db, etown: call.etown.id }, JOB, {}, call.actor?.account ?? 'nobody')
  call.note(`job-${job}`)
  return granted({ job: job.toString() })
}

export type Examination = { readonly size: number; readonly faults: readonly Fault[] }

/**
 * 全量核对 Holds everything there is against everything else: leaves, openings, events, tiles, checkpoints, the audit chain,
 * and what was signed and lies outside the database. Reads only.
 */
export async function examine(
  house: House,
  etown: number,
  progress: (done: number, size: number) => Promise<void> = async () => {},
): Promise<Examination> {
  const slug = await slugOf(house.db, etown)
  const within = <T>(
    work: (db: Parameters<Parameters<typeof inEtown<T>>[3]>[0]['db']) => Promise<T>,
  ): Promise<T> => inEtown(house.pool, etown, 'read', ({ db }) => work(db))
  const log = await within((db) => findLog(roomOf(db, 'attest'), etown))
  if (log === undefined) return { size: 0, faults: [] }
  const size = Number(log.size)
  const place = { seq: 0n, part: -1n }
  const faults: Fault[] = []
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    faults.push(...(await within((db) => examineTile(db, { etown, slug, n, size }, place))))
    if (n % 64 === 0) await progress(n * TILE_WIDTH, size)
  }
  const floor = await readFloor(house.config, log)
  await within(async (db) => {
    const own = roomOf(db, 'attest')
    faults.push(...(await examineUpperTiles(own, etown, size)))
    faults.push(...(await examineCheckpoints(own, log, floor)))
    for (const { seq } of (await verifyAudit(db, etown)).breaks) {
      faults.push(fault('audit-changed', { seq: String(seq) }))
    }
    for (const leaf of await auditHeadLeaves(own, etown)) {
      const told = zAuditHead.safeParse((await eventAt(db, etown, leaf.seq))?.payload)
      const now = told.success ? await auditHashAt(db, etown, BigInt(told.data.entries)) : undefined
      if (told.success && now?.toString('hex') !== told.data.hash) {
        faults.push(fault('audit-rewritten', { index: String(leaf.index), seq: told.data.entries }))
      }
    }
  })
  return { size, faults }
}

const zAuditHead = z.object({ entries: z.string(), hash: z.string() })

/** Keeps what an examination found, and raises the alarm, or ends it. */
export async function keepExamination(
  house: House,
  etown: number,
  { size, faults }: Examination,
  by: string,
): Promise<bigint> {
  return inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const at = house.clock()
    const found = BigInt(faults.length)
    const row = { etown, at, asked_by: by, size: BigInt(size), found, findings: faults.slice(0, SHOWN) }
    const id = await insertExamination(db, row)
    const about = { etown, kind: 'tampered', who: 'examination' } as const
    if (found === 0n) await endAlarm(db, etown, 'tampered', 'examination', at)
    else await raiseAlarm(db, { ...about, at, detail: { examination: String(id), found: faults.length } })
    scope.announce({
      kind: 'attest.examined',
      subject: String(id),
      payload: { size: String(size), found: faults.length },
    })
    return id
  })
}

export const examineJob: JobKind = {
  kind: JOB,
  async run({ house, etown, askedBy, progress }) {
    const found = await examine(house, etown, (done, of) => progress({ done, of }))
    const id = await keepExamination(house, etown, found, askedBy)
    return { examination: String(id), found: found.faults.length }
  },
}
