import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { EVERY, type listReports, REPORT_STATES, type ReportItem } from '../contract/index.ts'
import { pageOfReports, type ReportRow } from '../db/reports.ts'
import { lateBy } from '../domain/report-check.ts'

/** A report as lists show it. Late is counted to its first submission, or to today. */
export function reportView(row: ReportRow, now: Date): ReportItem {
  const due = row.due_on === null ? undefined : day(row.due_on)
  const submitted = row.submitted_at === null ? undefined : dayOfInstant(row.submitted_at.getTime())
  const late = lateBy(due, submitted ?? dayOfInstant(now.getTime()))
  const reopened = row.reopened === 'return' || row.reopened === 'amend' ? row.reopened : undefined
  return {
    id: String(row.id),
    form: row.form,
    name: row.name,
    every: keyIn(EVERY, row.every),
    period: row.period,
    from: day(row.period_from),
    until: day(row.period_until),
    state: keyIn(REPORT_STATES, row.after),
    locked: row.locked,
    ...(reopened === undefined ? {} : { reopened }),
    ...(due === undefined ? {} : { due }),
    ...(submitted === undefined ? {} : { submittedOn: submitted }),
    ...(late === undefined ? {} : { late }),
  }
}

export async function listReportsIn({
  db,
  etown,
  query,
  now,
}: Call<typeof listReports, 'report'>): Promise<Outcome<AnswerOf<typeof listReports>>> {
  const page = pageAsked(query)
  const { rows, total } = await pageOfReports(db, etown.id, query.state, page)
  return granted({ total, ...pageOf(rows, page.limit, (row) => reportView(row, now)) })
}
