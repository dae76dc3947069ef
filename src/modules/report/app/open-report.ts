import { addDays, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { type computeReport, EVERY, type openReport, reportRefusals } from '../contract/index.ts'
import { findForm } from '../db/forms.ts'
import { insertReport, insertStep } from '../db/reports.ts'
import { periodOf, periodText } from '../domain/period.ts'
import { dueOn } from '../domain/report-check.ts'
import { accountOf, holding, ownDb, reportAtHand, tell } from './at-hand.ts'
import { recompute } from './compute-cells.ts'
import { contentOfForm } from './keep-forms.ts'

/** 开始填报 Only a period that is over; what rows know is filled in at once. */
export async function openReportIn(
  call: Call<typeof openReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof openReport>>> {
  const { db, etown, body, now } = call
  const own = ownDb(db)
  const form = await findForm(own, etown.id, body.form)
  if (form === undefined) return refused(refusal(reportRefusals, 'report.not_found', {}, '/form'))
  const every = keyIn(EVERY, form.every)
  const period = periodOf(every, body.period)
  if (period === undefined) {
    const values = { period: body.period, every: EVERY[every].zh }
    return refused(refusal(reportRefusals, 'report.period_unfit', values, '/period'))
  }
  if (period.until > dayOfInstant(now.getTime())) {
    const values = { period: periodText(body.period), last: formatDay(addDays(period.until, -1)) }
    return refused(refusal(reportRefusals, 'report.period_future', values, '/period'))
  }
  const by = accountOf(call)
  const made = await insertReport(own, {
    etown: etown.id,
    form: form.code,
    version: form.version,
    period: body.period,
    period_from: period.from,
    period_until: period.until,
    due_on: dueOn(contentOfForm(form), period) ?? null,
    opened_by: by,
    opened_at: now,
  })
  if (made === undefined) return refused(refusal(reportRefusals, 'report.opened'))
  const first = { etown: etown.id, report: made.id, no: 1, action: 'open', after: 'filling', by, at: now }
  await insertStep(own, first)
  const hand = await reportAtHand(db, etown.id, made.id)
  if (hand === undefined) throw new Error('the report that was just opened is gone')
  const cells = await recompute(call, hand)
  call.note(String(made.id), { form: form.code, period: body.period, cells })
  tell(call, hand, 'report.opened')
  return granted({ id: String(made.id) })
}

export async function computeReportIn(
  call: Call<typeof computeReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof computeReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['filling'], '重新取数')
  if (!held.ok) return held
  const changed = await recompute(call, held.value)
  call.note(String(held.value.row.id), { changed })
  return granted({ id: String(held.value.row.id) })
}
