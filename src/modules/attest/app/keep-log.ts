import { inEtown } from '../../../platform/db/act.ts'
import { slugOf } from '../../../platform/db/etowns.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { headsOf } from '../../../platform/work/outbox.ts'
import type { Duty } from '../../../platform/work/worker.ts'
import { findLog, insertLog, noteAuditHead } from '../db/logs.ts'
import type { LogHouse } from './log-house.ts'
import { openLogKeys } from './log-keys.ts'
import { sha256 } from './machine.ts'
import { signHead } from './sign-head.ts'
import { BATCH, takeLeaves } from './take-leaves.ts'

/** The most a batch that is not full waits for company. */
const GATHER_MS = 250
/** While a long backlog is taken in, a head is signed this often. */
const SIGN_MS = 1_000
/** How long one log may keep the others waiting. */
const TURN_MS = 2_000
const AUDIT_HEAD_MS = 3_600_000

type Kept = { readonly slug: string; signedAt: number }
const kept = new WeakMap<LogHouse, Map<number, Promise<Kept>>>()

/** The log of an e-town, opened at the first call: its name is written down once and for all. */
export async function openLog(house: LogHouse, etown: number): Promise<Kept> {
  const logs = kept.get(house) ?? new Map<number, Promise<Kept>>()
  kept.set(house, logs)
  const known = logs.get(etown) ?? opening(house, etown)
  logs.set(etown, known)
  known.catch(() => logs.delete(etown))
  return known
}

async function opening(house: LogHouse, etown: number): Promise<Kept> {
  const slug = await slugOf(house.db, etown)
  const first = await openLogKeys(house.config, etown, 1)
  await inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const { ed25519, sm2 } = { ed25519: Buffer.from(first.ed25519), sm2: Buffer.from(first.sm2) }
    const root = sha256(new Uint8Array())
    const opened_at = house.clock()
    await insertLog(db, { etown, origin: originOf(house, slug), ed25519, sm2, opened_at, root })
    const log = await findLog(db, etown)
    const keys = await openLogKeys(house.config, etown, log?.number ?? 1)
    if (!log?.ed25519.equals(keys.ed25519) || !log.sm2.equals(keys.sm2)) {
      throw new Error(`e镇 ${slug} 的日志密钥与库中公钥不符：请恢复数据目录 keys/ 下的 log-${etown}.* 文件`)
    }
  })
  return { slug, signedAt: 0 }
}

/** @law C2SP tlog-tiles: the address of the log without its scheme. */
function originOf(house: LogHouse, slug: string): string {
  const { publicUrl, port } = house.config
  const host = publicUrl === undefined ? `localhost:${port}` : new URL(publicUrl).host
  return `${host}/log/${slug}`
}

/** One batch, and its head signed: at once when nothing more waits. */
export async function growLogOnce(house: LogHouse, etown: number): Promise<number> {
  const log = await openLog(house, etown)
  const taken = await takeLeaves(house, etown, log.slug)
  if (taken < BATCH || Date.now() - log.signedAt >= SIGN_MS) {
    if (await signHead(house, etown)) log.signedAt = Date.now()
  }
  return taken
}

/** Every hour in which something was audited, the head of the audit chain becomes a leaf too. */
async function announceAuditHead(house: LogHouse, etown: number): Promise<void> {
  await inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const log = await findLog(db, etown)
    const { audit_seq, audit_hash } = await headsOf(scope.db, etown)
    if (log === undefined || log.audit_seq >= audit_seq) return
    await noteAuditHead(db, etown, audit_seq)
    const payload = { entries: String(audit_seq), hash: audit_hash.toString('hex') }
    scope.announce({ kind: 'attest.audit-head', subject: String(audit_seq), payload })
  })
}

const announced = new WeakMap<LogHouse, Map<number, number>>()
function auditHeadDue(house: LogHouse, etown: number): boolean {
  const times = announced.get(house) ?? new Map<number, number>()
  announced.set(house, times)
  const due = Date.now() - (times.get(etown) ?? 0) >= AUDIT_HEAD_MS
  if (due) times.set(etown, Date.now())
  return due
}

/** 定序 The one who lets each log grow. Any process may; a lock of the log lets one at a time. */
export const keepLog: Duty = {
  name: 'attest.keep-log',
  rest: GATHER_MS,
  async see(house, etown, stop) {
    await openLog(house, etown)
    if (auditHeadDue(house, etown)) await announceAuditHead(house, etown)
    let [taken, any] = [BATCH, 0]
    const until = Date.now() + TURN_MS
    while (taken === BATCH && Date.now() < until && !stop.aborted) {
      taken = await growLogOnce(house, etown)
      any += taken
    }
    // Wakes who brings the head to the witnesses.
    if (any > 0) house.ear.ring('ezhen_job')
    return any > 0
  },
}
