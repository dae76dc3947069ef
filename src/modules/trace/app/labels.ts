import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ask, viewJob } from '../../../platform/work/jobs.ts'
import { type getLabelRun, type issueLabels, type LabelRun, lotRefusals } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { findRun, giveRunItsJob, insertRun, serialsOf } from '../db/label-runs.ts'
import { lockLots } from '../db/lots.ts'
import { labelRefusals } from '../domain/lot-balance.ts'
import { LABEL_JOB } from './label-job.ts'
import { linkOf, stemOf } from './label-links.ts'
import { balanceOf, seenLot } from './seen-lot.ts'

/** 赋码 Reserves the quantity at once; the codes themselves are made by a job. */
export async function issueLabelsIn(
  call: Call<typeof issueLabels, 'trace'>,
): Promise<Outcome<AnswerOf<typeof issueLabels>>> {
  const { db, etown, actor, body } = call
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const [lot] = await lockLots(db, etown.id, [found.value.id])
  const [item] = await itemsById(db, etown.id, [found.value.item])
  if (lot === undefined || item === undefined) return refused(refusal(lotRefusals, 'trace.lot_unknown'))
  const problems = labelRefusals(balanceOf(lot, item), body.quantity)
  if (problems.length > 0) return refused(...problems)
  const by = actor?.account ?? ''
  const { id } = await insertRun(db, {
    etown: etown.id,
    lot: lot.id,
    quantity: body.quantity,
    asked_by: by,
    asked_at: call.now,
  })
  const job = await ask({ db, etown: etown.id }, LABEL_JOB, { run: String(id) }, by)
  await giveRunItsJob(db, etown.id, id, job)
  call.note(String(id), { lot: String(lot.id), quantity: body.quantity })
  call.announce({
    kind: 'trace.labels-issued',
    subject: String(lot.id),
    payload: { party: String(lot.party), item: String(lot.item), labels: body.quantity },
  })
  return granted({ id: String(id) })
}

type Run = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** How far a run is, and why it stands still if it does. */
export async function runView(db: Call<typeof getLabelRun, 'trace'>['db'], run: Run): Promise<LabelRun> {
  const job = run.job === null ? undefined : await viewJob(db, run.etown, run.job)
  return {
    id: String(run.id),
    quantity: run.quantity,
    made: run.made,
    askedAt: run.asked_at.toISOString(),
    trouble: job?.state === 'failed' ? (job.trouble ?? '—') : undefined,
  }
}

/** The run of the path with its lot, if this person may see them. */
export async function seenRun(
  call: Pick<Call<typeof getLabelRun, 'trace'>, 'db' | 'etown' | 'actor' | 'params'>,
) {
  const run = await findRun(call.db, call.etown.id, BigInt(call.params.run))
  const lot = run === undefined ? undefined : await seenLot(call, String(run.lot))
  return run === undefined || !lot?.ok
    ? refused(refusal(lotRefusals, 'trace.run_unknown'))
    : granted({ run, lot: lot.value })
}

export async function getLabelRunIn(
  call: Call<typeof getLabelRun, 'trace'>,
): Promise<Outcome<AnswerOf<typeof getLabelRun>>> {
  const found = await seenRun(call)
  if (!found.ok) return found
  const { run, lot } = found.value
  const [item] = await itemsById(call.db, call.etown.id, [lot.item])
  const few = await serialsOf(call.db, call.etown.id, run.id, 1, 3)
  const stem = stemOf(call)
  return granted({
    ...(await runView(call.db, run)),
    sample: few.map(({ serial }) => linkOf(stem, { gtin: item?.gtin ?? '', lot: lot.code, serial })),
  })
}
