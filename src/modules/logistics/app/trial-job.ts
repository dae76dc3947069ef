import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { JobCall, JobKind } from '../../../platform/work/jobs.ts'
import { endTrial, trialOfJob } from '../db/trials.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { distancesOf } from './osrm.ts'
import { planRoutes } from './plan-routes.ts'

/** What the vault binds the sealed columns to. */
export const REQUEST = 'logistics.route_trial.request'
export const PLAN = 'logistics.route_trial.plan'

/** A server plans for several people: none of them gets it to himself. */
const MOST_THREADS = 2
const MOST_MS = 120_000
const LOOK_MS = 500

/** 试算任务 Works out one trial. Stopped by its asker, it keeps the best plan it has; stopped with the server, it begins anew. */
export const trialJob: JobKind = {
  kind: 'logistics.plan',
  async run(call) {
    const trial = await theTrial(call)
    if (trial === undefined || trial.ended_at !== null) return {}
    const stopped = trial.cancelled_at !== null
    const plan = stopped
      ? undefined
      : await worked(call, JSON.parse(call.house.vault.open(REQUEST, trial.request)))
    call.signal.throwIfAborted()
    await end(call, trial.id, plan)
    return { trial: String(trial.id), planned: plan !== undefined }
  },
}

const theTrial = ({ house, etown, job }: JobCall) =>
  inEtown(house.pool, etown, 'read', ({ db }) => trialOfJob(roomOf(db, 'logistics'), etown, job))

async function worked(call: JobCall, request: unknown): Promise<Plan> {
  const stop = new AbortController()
  let told = Number.NEGATIVE_INFINITY
  const look = setInterval(() => {
    theTrial(call)
      .then((trial) => {
        if (trial?.cancelled_at != null) stop.abort()
      })
      .catch((err: unknown) => call.house.log.warn({ err }, 'trial not looked at'))
  }, LOOK_MS)
  const late = setTimeout(() => stop.abort(), MOST_MS)
  try {
    const planned = await planRoutes(request, {
      matrices: distancesOf(call.house.config.roadServer),
      signal: AbortSignal.any([stop.signal, call.signal]),
      mostThreads: MOST_THREADS,
      progress: (share, cost, unassigned) => {
        if (performance.now() - told < LOOK_MS) return
        told = performance.now()
        call.progress({ share, cost: Math.round(cost), unassigned }).catch(() => {})
      },
    })
    if (planned.ok) return planned.value
    throw new Error(planned.refused.map((r) => r.zh).join(' '))
  } finally {
    clearInterval(look)
    clearTimeout(late)
  }
}

const end = ({ house, etown }: JobCall, id: bigint, plan: Plan | undefined) =>
  inEtown(house.pool, etown, 'write', ({ db }) =>
    endTrial(roomOf(db, 'logistics'), etown, id, {
      plan: plan === undefined ? null : house.vault.seal(PLAN, JSON.stringify(plan)),
      cost: plan === undefined ? null : BigInt(plan.summary.cost),
      routes: plan?.summary.routes ?? null,
      unassigned: plan?.summary.unassigned ?? null,
    }),
  )
