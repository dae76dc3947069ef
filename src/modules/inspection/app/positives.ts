import { namesOf } from '#identity'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import {
  type askReinspection,
  inspectionRefusals,
  type listAlerts,
  SAMPLE_STATES,
  type seeAlert,
  type tellResult,
} from '../contract/index.ts'
import { insertReinspection, insertTold, markSeen, pageOfAlerts, toldOf } from '../db/lab.ts'
import { mayAskAgain, REINSPECTION_HOURS } from '../domain/sample-states.ts'
import { momentText } from './moment-text.ts'
import { seenSample } from './samples.ts'
import { namingOf } from './views.ts'

/** 阳性告警 Supervision hears of every positive; whoever has seen one says so. */
export async function listAlertsIn(
  call: Call<typeof listAlerts, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listAlerts>>> {
  const { db, etown } = call
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfAlerts(db, etown.id, page)
  const { lots, nameOf } = await namingOf(
    db,
    etown.id,
    rows.map((row) => row.lot),
  )
  const names = await namesOf(
    roomOf(db, 'identity'),
    rows.flatMap((row) => row.seen_by ?? []),
  )
  const view = (row: (typeof rows)[number]) => {
    const lot = lots.get(row.lot)
    return {
      sample: String(row.id),
      code: row.code,
      state: keyIn(SAMPLE_STATES, row.state),
      product: lot?.item ?? '—',
      lot: String(row.lot),
      lotCode: lot?.code ?? '—',
      partyName: lot === undefined ? '—' : nameOf(lot.party),
      raisedAt: row.raised_at.toISOString(),
      seenAt: row.seen_at?.toISOString(),
      seenBy: row.seen_by === null ? undefined : (names.get(row.seen_by) ?? '—'),
    }
  }
  return granted({ total, ...pageOf(rows, page.limit, view) })
}

export async function seeAlertIn(
  call: Call<typeof seeAlert, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof seeAlert>>> {
  const { db, etown, actor, now } = call
  const sample = BigInt(call.params.sample)
  if (!(await markSeen(db, { etown: etown.id, sample, by: actor?.account ?? '', at: now })))
    return refused(refusal(inspectionRefusals, 'inspection.alert_unknown'))
  call.note(call.params.sample)
  call.announce({ kind: 'inspection.positive-seen', subject: call.params.sample, payload: {} })
  return granted({})
}

const until = (told: Date): Date => new Date(told.getTime() + REINSPECTION_HOURS * 3_600_000)

export async function tellResultIn(
  call: Call<typeof tellResult, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof tellResult>>> {
  const { db, etown, actor, body, now } = call
  const found = await seenSample(call, call.params.sample)
  if (!found.ok) return found
  const toldAt = new Date(body.toldAt)
  if (toldAt > now)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '告知时间' }, '/toldAt'))
  if ((await toldOf(db, etown.id, found.value.id)) !== undefined)
    return refused(refusal(inspectionRefusals, 'inspection.told_already'))
  await insertTold(db, {
    etown: etown.id,
    sample: found.value.id,
    told_at: toldAt,
    how: body.how,
    by: actor?.account ?? '',
    at: now,
  })
  call.note(String(found.value.id))
  call.announce({
    kind: 'inspection.result-told',
    subject: String(found.value.id),
    payload: { at: body.toldAt },
  })
  return granted({ askUntil: until(toldAt).toISOString() })
}

const OPEN: readonly string[] = ['locked', 'failed', 'disputed']

/** 复检申请 @law 农产品质量安全法（2022）: within four hours of hearing of it, and not by a rapid method. */
export async function askReinspectionIn(
  call: Call<typeof askReinspection, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof askReinspection>>> {
  const { db, etown, actor, body, now } = call
  const found = await seenSample(call, call.params.sample)
  if (!found.ok) return found
  const sample = found.value
  const told = await toldOf(db, etown.id, sample.id)
  const askedAt = new Date(body.askedAt)
  if (sample.purpose !== 'supervision' || !OPEN.includes(sample.state))
    return refused(refusal(inspectionRefusals, 'inspection.not_supervised'))
  if (told === undefined) return refused(refusal(inspectionRefusals, 'inspection.not_told'))
  if (askedAt > now)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '申请时间' }, '/askedAt'))
  if (!mayAskAgain(told.told_at.getTime(), askedAt.getTime())) {
    const values = { told: momentText(told.told_at), until: momentText(until(told.told_at)) }
    return refused(refusal(inspectionRefusals, 'inspection.too_late', values, '/askedAt'))
  }
  await insertReinspection(db, {
    etown: etown.id,
    sample: sample.id,
    asked_at: askedAt,
    by: actor?.account ?? '',
    at: now,
  })
  call.note(String(sample.id))
  call.announce({
    kind: 'inspection.reinspection-asked',
    subject: String(sample.id),
    payload: { at: body.askedAt },
  })
  return granted({})
}
