import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import {
  type passReport,
  type ReportState,
  reportRefusals,
  type returnFromCounty,
  type returnFromTownship,
  type submitReport,
} from '../contract/index.ts'
import { insertRemarks, stepsOf } from '../db/reports.ts'
import { submissionProblems } from '../domain/report-check.ts'
import {
  type AtHand,
  accountOf,
  holding,
  ownDb,
  reportAtHand,
  standingIn,
  takeStep,
  tell,
  type Working,
} from './at-hand.ts'
import { recompute } from './compute-cells.ts'

/** 提交 What rows say is looked up once more; then all that is wrong is told at once. */
export async function submitReportIn(
  call: Call<typeof submitReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof submitReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['filling'], '提交')
  if (!held.ok) return held
  await recompute(call, held.value)
  const hand = (await reportAtHand(call.db, call.etown.id, held.value.row.id)) ?? held.value
  const wrong = submissionProblems(hand.content, standingIn(hand.cells))
  if (wrong.length > 0) return refused(...wrong)
  await takeStep(call, hand, { action: 'submit', after: 'township' })
  tell(call, hand, 'report.submitted')
  return granted({ id: String(hand.row.id) })
}

/** Whether this person wrote, submitted or passed it since it was opened or amended; the database asks the same. */
export async function tookPart(working: Working, { row }: AtHand): Promise<boolean> {
  const by = accountOf(working)
  const steps = await stepsOf(ownDb(working.db), working.etown.id, row.id)
  const begun = steps.findLast(({ action }) => action === 'open' || action === 'amend')
  if (begun === undefined) return false
  const acted = steps.some(
    (step) => step.no >= begun.no && (step.action === 'submit' || step.action === 'pass') && step.by === by,
  )
  return acted || (await wroteSince(working, row.id, begun.no, by))
}

async function wroteSince(working: Working, report: bigint, since: number, by: string): Promise<boolean> {
  const found = await ownDb(working.db)
    .selectFrom('report.cell')
    .select('field')
    .where('etown', '=', working.etown.id)
    .where('report', '=', report)
    .where('step', '>=', since)
    .where('by', '=', by)
    .where('origin', '<>', 'computed')
    .where('lineage', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export async function passReportIn(
  call: Call<typeof passReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof passReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['township'], '镇级审核')
  if (!held.ok) return held
  if (await tookPart(call, held.value)) return refused(refusal(reportRefusals, 'report.same_person'))
  await takeStep(call, held.value, { action: 'pass', after: 'county' })
  tell(call, held.value, 'report.passed')
  return granted({ id: String(held.value.row.id) })
}

type Returning = Call<typeof returnFromTownship, 'report'> | Call<typeof returnFromCounty, 'report'>

/** 退回 With what is wrong, on the cells it is wrong in. */
async function sendBack(call: Returning, from: ReportState): Promise<Outcome<{ id: string }>> {
  const held = await holding(call, BigInt(call.params.report), [from], '退回')
  if (!held.ok) return held
  const { row, content } = held.value
  const unknown = call.body.remarks.flatMap(({ field }, i) =>
    field === undefined || content.fields.some(({ key }) => key === field)
      ? []
      : [refusal(reportRefusals, 'report.cell_unknown', { key: field }, `/remarks/${i}/field`)],
  )
  if (unknown.length > 0) return refused(...unknown)
  const step = await takeStep(call, held.value, { action: 'return', after: 'filling' })
  const by = accountOf(call)
  await insertRemarks(
    ownDb(call.db),
    call.body.remarks.map(({ field = '', text }) => ({
      etown: call.etown.id,
      report: row.id,
      step,
      field,
      text,
      by,
      at: call.now,
    })),
  )
  tell(call, held.value, 'report.returned', { remarks: call.body.remarks.length })
  return granted({ id: String(row.id) })
}

export const returnFromTownshipIn = (call: Call<typeof returnFromTownship, 'report'>) =>
  sendBack(call, 'township')
export const returnFromCountyIn = (call: Call<typeof returnFromCounty, 'report'>) => sendBack(call, 'county')
