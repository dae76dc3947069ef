import { z } from 'zod'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { House } from '../../../platform/house.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { type JobView, viewJob } from '../../../platform/work/jobs.ts'
import {
  type cancelTrial,
  type getTrial,
  type judgePlan,
  type listTrials,
  type Trial,
  type TrialItem,
  type TrialState,
  type trialPlan,
  trialRefusals,
  zPlan,
} from '../contract/index.ts'
import { cancel, findTrial, pageOfTrials, sealedPlan, type TrialRow } from '../db/trials.ts'
import { judgeRoutes } from './judge-routes.ts'
import { distancesOf } from './osrm.ts'
import { PLAN } from './trial-job.ts'

type OfTrial = typeof getTrial | typeof cancelTrial | typeof trialPlan

async function theTrial(call: Call<OfTrial, 'logistics'>): Promise<Outcome<TrialRow>> {
  const row = await findTrial(call.db, call.etown.id, BigInt(call.params.trial))
  return row === undefined ? refused(refusal(trialRefusals, 'logistics.trial_not_found')) : granted(row)
}

function stateOf(row: TrialRow, job: JobView | undefined): TrialState {
  if (row.ended_at !== null) return row.cost === null ? 'cancelled' : 'planned'
  if (job?.state === 'failed') return 'failed'
  return job?.state === 'running' ? 'running' : 'waiting'
}

function itemOf(row: TrialRow, job: JobView | undefined): TrialItem {
  const { cost, routes, unassigned } = row
  return {
    id: String(row.id),
    name: row.name,
    state: stateOf(row, job),
    tasks: row.tasks,
    vehicles: row.vehicles,
    costUnit: row.cost_unit === 'fen' ? 'fen' : 'seconds',
    ...(cost === null || routes === null || unassigned === null
      ? {}
      : { found: { cost: String(cost), routes, unassigned } }),
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
  }
}

export async function listTrialsIn(
  call: Call<typeof listTrials, 'logistics'>,
): Promise<Outcome<AnswerOf<typeof listTrials>>> {
  const { db, etown, query } = call
  const limit = limitOf(query)
  const after = query.after === undefined ? undefined : BigInt(query.after)
  const { rows, total } = await pageOfTrials(db, etown.id, { after, limit })
  const shown = rows.slice(0, limit)
  const items: TrialItem[] = []
  for (const row of shown)
    items.push(itemOf(row, row.ended_at === null ? await viewJob(db, etown.id, row.job) : undefined))
  const last = shown.at(-1)
  return granted({
    items,
    total,
    ...(rows.length > limit && last !== undefined ? { next: String(last.id) } : {}),
  })
}

const zReported = z.object({ share: z.number(), cost: z.number(), unassigned: z.int() }).partial().catch({})

function progressOf({ state, progress, trouble, tries }: JobView): NonNullable<Trial['progress']> {
  // What an earlier try had reported is no place to be at.
  const { share = 0, cost, unassigned } = state === 'running' ? zReported.parse(progress) : {}
  return {
    share,
    tries,
    ...(cost === undefined ? {} : { cost }),
    ...(unassigned === undefined ? {} : { unassigned }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}

async function planOf(call: Call<OfTrial, 'logistics'>, row: TrialRow) {
  const sealed = row.cost === null ? null : await sealedPlan(call.db, call.etown.id, row.id)
  return sealed === null ? undefined : openPlan(call.house, sealed)
}

const openPlan = (house: House, sealed: Buffer) => zPlan.parse(JSON.parse(house.vault.open(PLAN, sealed)))

export async function getTrialIn(
  call: Call<typeof getTrial, 'logistics'>,
): Promise<Outcome<AnswerOf<typeof getTrial>>> {
  const found = await theTrial(call)
  if (!found.ok) return found
  const row = found.value
  const job = row.ended_at === null ? await viewJob(call.db, call.etown.id, row.job) : undefined
  const plan = await planOf(call, row)
  return granted({
    ...itemOf(row, job),
    ...(job === undefined ? {} : { progress: progressOf(job) }),
    ...(row.cancelled_at === null ? {} : { cancelledAt: row.cancelled_at.toISOString() }),
    ...(plan === undefined ? {} : { plan }),
  })
}

export async function cancelTrialIn(
  call: Call<typeof cancelTrial, 'logistics'>,
): Promise<Outcome<AnswerOf<typeof cancelTrial>>> {
  const found = await theTrial(call)
  if (!found.ok) return found
  const { id } = found.value
  const done = await cancel(call.db, call.etown.id, id, call.actor?.account ?? '')
  if (!done) return refused(refusal(trialRefusals, 'logistics.trial_over'))
  call.note(String(id))
  return granted({ id: String(id) })
}

export async function trialPlanIn(call: Call<typeof trialPlan, 'logistics'>): Promise<Outcome<Download>> {
  const found = await theTrial(call)
  if (!found.ok) return found
  const plan = await planOf(call, found.value)
  if (plan === undefined) return refused(refusal(trialRefusals, 'logistics.trial_no_plan'))
  return granted({
    name: `配送方案-${found.value.id}.json`,
    media: 'application/json',
    content: Buffer.from(JSON.stringify(plan)),
  })
}

export const judgePlanIn = (
  call: Call<typeof judgePlan, 'logistics'>,
): Promise<Outcome<AnswerOf<typeof judgePlan>>> =>
  judgeRoutes(call.body, distancesOf(call.house.config.roadServer)).then(asWritten)

/** The engine's answer is read-only all through, the contract's is not. */
const asWritten = (judged: Outcome<unknown>): Outcome<AnswerOf<typeof judgePlan>> =>
  judged.ok ? granted(zPlan.parse(judged.value)) : judged
