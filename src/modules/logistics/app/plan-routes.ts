import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { better, type Effort, type Skeleton } from '../domain/routing/anneal.ts'
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

type Found = { readonly best: Skeleton; readonly iterations: number }

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

async function searchInParts(
  input: RouteInput,
  workers: readonly Worker[],
  options: PlanOptions,
): Promise<Found | null> {
  const { iterations, timeLimitMs, seed } = input.options
  const began = performance.now()
  const warm = input.vehicles.some((v) => v.steps.length > 0) ? 0.5 : 0
  let all = 0
  let best: Skeleton | null = null
  for (let part = 0; part < PARTS && options.signal?.aborted !== true; part++) {
    const left = Math.max(1, timeLimitMs - (performance.now() - began)) / (PARTS - part)
    const cooling = (x: number): number => warm + ((1 - warm) * x) / PARTS
    const found = await Promise.all(
      workers.map((worker, i) =>
        ask(worker, {
          iterations: Math.ceil(iterations / PARTS),
          milliseconds: left,
          seed: seed + i + part * workers.length,
          part: [cooling(part), cooling(part + 1)],
          ...(best === null ? {} : { start: best }),
        }),
      ),
    )
    for (const x of found) {
      if (x === null) continue
      all += x.iterations
      if (best === null || better(x.best, best)) best = x.best
    }
    if (best !== null) options.progress?.((part + 1) / PARTS, best.cost, best.lost)
  }
  return best === null ? null : { best, iterations: all }
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
    const work = { iterations: found?.iterations ?? 0, solvingMs: performance.now() - began }
    const plan = answerOf(problem, found?.best ?? nothing, work)
    const faults = checkPlan(input, plan)
    if (faults.length > 0)
      throw new Error(`the checker refused our own plan: ${JSON.stringify(faults.slice(0, 5))}`)
    return granted(plan)
  } finally {
    options.signal?.removeEventListener('abort', stop)
    stop()
  }
}
