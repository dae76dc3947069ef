import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { better, type Effort, type Found, type Skeleton } from '../domain/routing/anneal.ts'
import { checkPlan } from '../domain/routing/check-plan.ts'
import type { RouteInput } from '../domain/routing/input.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { problemOf } from '../domain/routing/problem.ts'
import { readRouteInput } from '../domain/routing/read-input.ts'
import { answerOf } from '../domain/routing/solve.ts'
import { haversineMatrices, type MatrixProvider, withMatrices } from './distances.ts'

export type PlanOptions = {
  readonly matrices?: MatrixProvider
  /** Cancel: the best plan found so far is answered. */
  readonly signal?: AbortSignal
  readonly progress?: (share: number, cost: number, unassigned: number) => void
}

/** Searches exchange their best so many times. */
const PARTS = 8

/** One part by one worker; null when it was stopped. */
function ask(worker: Worker, effort: Omit<Effort, 'now'>): Promise<Found | null> {
  const heard = new AbortController()
  const { signal } = heard
  const said = Promise.race([
    once(worker, 'message', { signal }).then(([found]: Found[]) => found ?? null),
    once(worker, 'exit', { signal }).then(() => null),
  ])
  worker.postMessage(effort)
  return said.finally(() => heard.abort())
}

/** A search this much dearer than the best goes on from the best instead of its own last plan. */
const LAGS = 1.005

const goOnFrom = (own: Found | null | undefined, best: Skeleton | null): Skeleton | null =>
  own == null || (best !== null && (own.best.lost > best.lost || own.best.cost > LAGS * best.cost))
    ? best
    : own.last

async function searchInParts(
  input: RouteInput,
  workers: readonly Worker[],
  options: PlanOptions,
): Promise<{ readonly best: Skeleton | null; readonly iterations: number }> {
  const { timeLimitMs, seed } = input.options
  const began = performance.now()
  const warm = input.vehicles.some((v) => v.steps.length > 0) ? 0.5 : 0
  const cooling = (part: number): number => warm + ((1 - warm) * part) / PARTS
  let iterations = 0
  let best: Skeleton | null = null
  let found: readonly (Found | null)[] = []
  for (let part = 0; part < PARTS && options.signal?.aborted !== true; part++) {
    const milliseconds = Math.max(1, timeLimitMs - (performance.now() - began)) / (PARTS - part)
    found = await Promise.all(
      workers.map((worker, i) => {
        const start = goOnFrom(found[i], best)
        return ask(worker, {
          iterations: Math.ceil(input.options.iterations / PARTS),
          milliseconds,
          seed: seed + i + part * workers.length,
          part: [cooling(part), cooling(part + 1)],
          ...(start === null ? {} : { start }),
        })
      }),
    )
    for (const x of found) {
      iterations += x?.iterations ?? 0
      if (x !== null && (best === null || better(x.best, best))) best = x.best
    }
    if (best !== null) options.progress?.((part + 1) / PARTS, best.cost, best.lost)
  }
  return { best, iterations }
}

/** 规划 Plans a request given as VROOM's JSON, on its own threads. What the checker does not accept is never answered. */
export async function planRoutes(json: unknown, options: PlanOptions = {}): Promise<Outcome<Plan>> {
  const completed = await withMatrices(json, options.matrices ?? haversineMatrices())
  const read = readRouteInput(completed)
  if (!read.ok) return read
  const input = read.value
  const began = performance.now()
  const file = new URL('./route-worker.ts', import.meta.url)
  const workers = Array.from({ length: input.options.threads }, () => new Worker(file, { workerData: input }))
  const stop = (): void => {
    for (const worker of workers) worker.terminate().catch(() => {})
  }
  options.signal?.addEventListener('abort', stop)
  try {
    const found = await searchInParts(input, workers, options)
    const problem = problemOf(input)
    const nothing: Skeleton = {
      routes: problem.given.map(() => new Int32Array()),
      rides: [],
      lost: 0,
      lostPriority: 0,
      cost: 0,
    }
    const work = { iterations: found.iterations, solvingMs: performance.now() - began }
    const plan = answerOf(problem, found.best ?? nothing, work)
    const faults = checkPlan(input, plan)
    if (faults.length > 0)
      throw new Error(`the checker refused our own plan: ${JSON.stringify(faults.slice(0, 5))}`)
    return granted(plan)
  } finally {
    options.signal?.removeEventListener('abort', stop)
    stop()
  }
}
