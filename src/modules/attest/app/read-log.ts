import { z } from 'zod'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { headsOf } from '../../../platform/work/outbox.ts'
import {
  ALARM_KINDS,
  attestRefusals,
  type listExaminations,
  type readLog,
  zFinding,
} from '../contract/index.ts'
import { type ExaminationRow, listAlarms, pageOfExaminations } from '../db/alarms.ts'
import { findLog, newestCheckpoint } from '../db/logs.ts'
import { listWitnesses, type WitnessRow } from '../db/witnesses.ts'
import { cosigned } from './prove.ts'
import { keysOf } from './public-log.ts'
import { sm2Pem } from './sm2.ts'

const zFindings = z.array(zFinding)

export async function readLogIn(
  call: Call<typeof readLog, 'attest'>,
): Promise<Outcome<AnswerOf<typeof readLog>>> {
  const { db, etown } = call
  const log = await findLog(db, etown.id)
  if (log === undefined) return refused(refusal(attestRefusals, 'attest.no_log'))
  const newest = await newestCheckpoint(db, etown.id)
  const seen = newest && (await cosigned(db, newest))
  const { leaves } = await headsOf(db, etown.id)
  const { rows } = await pageOfExaminations(db, etown.id, undefined, 1)
  const alarms = await listAlarms(db, etown.id)
  return granted({
    origin: log.origin,
    keys: [...(await keysOf(db, log))],
    sm2Pem: sm2Pem(log.sm2),
    size: String(log.size),
    waiting: String(leaves > log.size ? leaves - log.size : 0n),
    checkpoint: newest &&
      seen && {
        size: String(newest.size),
        at: newest.at.toISOString(),
        note: seen.note,
        witnesses: seen.witnesses,
      },
    witnesses: (await listWitnesses(db, etown.id)).map(witnessView),
    alarms: alarms.map((alarm) => ({
      id: String(alarm.id),
      kind: keyIn(ALARM_KINDS, alarm.kind),
      who: alarm.who,
      detail: JSON.stringify(alarm.detail),
      raisedAt: alarm.raised_at.toISOString(),
      endedAt: alarm.ended_at?.toISOString(),
    })),
    examination: rows[0] && examinationView(rows[0]),
  })
}

const witnessView = ({ name, url, key, size, answered_at, retired_at }: WitnessRow) => ({
  name,
  url,
  key,
  size: String(size),
  answeredAt: answered_at?.toISOString(),
  retired: retired_at !== null,
})

const examinationView = ({ id, at, size, found, findings }: ExaminationRow) => ({
  id: String(id),
  at: at.toISOString(),
  size: String(size),
  found: Number(found),
  findings: zFindings.parse(findings),
})

export async function listExaminationsIn(
  call: Call<typeof listExaminations, 'attest'>,
): Promise<Outcome<AnswerOf<typeof listExaminations>>> {
  const limit = limitOf(call.query)
  const { after } = call.query
  const before = after === undefined ? undefined : BigInt(after)
  const { rows, total } = await pageOfExaminations(call.db, call.etown.id, before, limit)
  const next = rows.length > limit ? rows[limit - 1]?.id : undefined
  return granted({
    total,
    items: rows.slice(0, limit).map(examinationView),
    ...(next === undefined ? {} : { next: String(next) }),
  })
}
