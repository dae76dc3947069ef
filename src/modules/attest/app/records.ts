import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { attestRefusals, type eraseRecord, type listRecords, type readRecord } from '../contract/index.ts'
import { eraseOpening, erasureOf, leafAt, pageOfLeaves } from '../db/leaves.ts'
import { newestCheckpoint } from '../db/logs.ts'
import { readRecord as recordIn } from '../domain/leaf.ts'
import { prove } from './prove.ts'

export async function listRecordsIn(
  call: Call<typeof listRecords, 'attest'>,
): Promise<Outcome<AnswerOf<typeof listRecords>>> {
  const { after, subject, kind } = call.query
  const limit = limitOf(call.query)
  const before = after === undefined ? undefined : BigInt(after)
  const { rows, total } = await pageOfLeaves(call.db, call.etown.id, { subject, kind, before, limit })
  const signed = (await newestCheckpoint(call.db, call.etown.id))?.size ?? 0n
  const next = rows.length > limit ? rows[limit - 1]?.index : undefined
  return granted({
    total,
    items: rows.slice(0, limit).map((row) => ({
      index: String(row.index),
      kind: row.kind,
      at: row.at.toISOString(),
      subject: row.subject ?? undefined,
      covered: row.index < signed,
    })),
    ...(next === undefined ? {} : { next: String(next) }),
  })
}

export async function readRecordIn(
  call: Call<typeof readRecord, 'attest'>,
): Promise<Outcome<AnswerOf<typeof readRecord>>> {
  const index = BigInt(call.params.index)
  const reading = leafAt(call.db, call.etown.id, index)
  const [leaf, proven] = await Promise.all([reading, prove(call.db, call.etown.id, index, reading)])
  if (leaf === undefined) return refused(refusal(attestRefusals, 'attest.no_record', { index }))
  const erasure = leaf.record === null ? await erasureOf(call.db, call.etown.id, index) : undefined
  const record = leaf.record === null ? undefined : recordIn(leaf.record)
  return granted({
    index: String(index),
    kind: leaf.kind,
    at: leaf.at.toISOString(),
    entry: leaf.entry,
    seq: String(leaf.seq),
    part: String(leaf.part),
    erased: erasure && { reason: erasure.reason, at: erasure.erased_at.toISOString() },
    record: record && {
      subject: record.subject,
      sha256: record.sha256,
      evidence: [...record.evidence],
      text: leaf.record ?? '',
    },
    proof: proven && {
      text: proven.text,
      size: String(proven.checkpoint.size),
      at: proven.checkpoint.at.toISOString(),
      witnesses: [...proven.witnesses],
    },
  })
}

/** 依法删除 Takes away what a leaf is about. The leaf stays, and with it the log. @law 个人信息保护法 第四十七条 */
export async function eraseRecordIn(
  call: Call<typeof eraseRecord, 'attest'>,
): Promise<Outcome<AnswerOf<typeof eraseRecord>>> {
  const index = BigInt(call.params.index)
  call.note(String(index), { reason: call.body.reason })
  const etown = call.etown.id
  if ((await leafAt(call.db, etown, index)) === undefined) {
    return refused(refusal(attestRefusals, 'attest.no_record', { index }))
  }
  const done = await eraseOpening(call.db, {
    etown,
    index,
    reason: call.body.reason,
    erased_by: call.actor?.account ?? '',
    erased_at: call.now,
  })
  if (!done) return refused(refusal(attestRefusals, 'attest.erased_already', { index }))
  call.announce({ kind: 'attest.erased', subject: String(index), payload: { reason: call.body.reason } })
  return granted({ index: String(index) })
}
