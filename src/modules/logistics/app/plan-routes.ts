import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Found } from '../domain/routing/anneal.ts'
import type { RouteInput } from '../domain/routing/input.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { better, type Skeleton } from '../domain/routing/skeleton.ts'
import { type MatrixProvider, measured } from './distances.ts'
import { fixedHolds } from './fixed-holds.ts'
import { openThreads, type RouteThreads } from './route-threads.ts'

export type PlanOptions = {
  readonly matrices?: MatrixProvider
  /** Cancel: the best plan found so far is answered. */
  readonly signal?: AbortSignal
  readonly progress?: (share: number, cost: number, unassigned: number) => void
  /** However many the request asks for. */
  readonly mostThreads?: number
}

/** Searches on several threads exchange their best so many times. */
const EXCHANGES = 8
/** A search this much dearer than the best goes on from the best instead of its own last plan. */
const LAGS = 1.005

const goOnFrom = (own: Found | undefined, best: Skeleton | undefined): Skeleton | undefined =>
  own === undefined ||
  (best !== undefined && (own.best.excess > best.excess || own.best.cost > LAGS * best.cost))
    ? best
    : own.last

type Searched = { readonly plans: readonly Skeleton[]; readonly iterations: number }

/** How far one of several searches has come, as a share of all of them. */
type Stage = { readonly of: number; readonly done: number }

async function searchOnce(
  input: RouteInput,
  threads: RouteThreads,
  avoid: readonly Skeleton[],
  stage: Stage,
  options: PlanOptions,
): Promise<{ readonly best: Skeleton; readonly iterations: number }> {
  const { timeLimitMs, seed, iterations: rounds } = input.options
  const parts = threads.count === 1 ? 1 : EXCHANGES
  const time = timeLimitMs / stage.of
  const began = performance.now()
  const tell = (share: number, cost: number, lost: number): void =>
    options.progress?.((stage.done + share) / stage.of, cost, lost)
  let iterations = 0
  let best: Skeleton | undefined
  let found: readonly Found[] = []
  for (let part = 0; part < parts && !(part > 0 && options.signal?.aborted); part++) {
    const milliseconds = Math.max(1, time - (performance.now() - began)) / (parts - part)
    const each = Array.from({ length: threads.count }, (_, thread) => {
      const start = goOnFrom(found[thread], best)
      const effort = {
        iterations: Math.ceil(rounds / parts),
        milliseconds,
        avoid,
        seed: seed + thread + part * threads.count,
        part: [part / parts, (part + 1) / parts] as const,
        ...(start === undefined ? {} : { start }),
        ...(found[0] === undefined ? {} : { uneven: found[0].uneven }),
      }
      const own = (share: number, cost: number, lost: number): void =>
        tell((part + share) / parts, cost, lost)
      return threads.search(thread, effort, thread === 0 ? own : undefined)
    })
    found = await Promise.all(each)
    for (const x of found) {
      iterations += x.iterations
      if (best === undefined || better(x.best, best)) best = x.best
    }
    if (best !== undefined) tell((part + 1) / parts, best.cost, best.lost)
  }
  if (best === undefined) throw new Error('no thread searched')
  return { best, iterations }
}

/** The best plan, then others that avoid the ways of those before. */
async function search(input: RouteInput, threads: RouteThreads, options: PlanOptions): Promise<Searched> {
  const of = 1 + input.options.alternatives
  const plans: Skeleton[] = []
  let iterations = 0
  for (let done = 0; done < of && !(done > 0 && options.signal?.aborted); done++) {
    const found = await searchOnce(input, threads, plans, { of, done }, options)
    iterations += found.iterations
    plans.push(found.best)
  }
  return { plans, iterations }
}

/** 规划 Plans a request given as VROOM's JSON, on its own threads. What the checker does not accept is never answered. */
export async function planRoutes(json: unknown, options: PlanOptions = {}): Promise<Outcome<Plan>> {
  const read = await measured(json, options.matrices, options.signal)
  if (!read.ok) return read
  const { input, source } = read.value
  const stays = fixedHolds(input)
  if (!stays.ok) return stays
  const began = performance.now()
  await using threads = openThreads(input, Math.min(input.options.threads, options.mostThreads ?? 64))
  const stop = (): void => threads.callOff()
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted) stop()
  try {
    const { plans, iterations } = await search(input, threads, options)
    const work = { iterations, solvingMs: performance.now() - began }
    const { plan, faults } = await threads.write(plans, work)
    if (faults.length > 0)
      throw new Error(`the checker refused our own plan: ${JSON.stringify(faults.slice(0, 5))}`)
    return granted({ ...plan, summary: { ...plan.summary, distances: source } })
  } finally {
    options.signal?.removeEventListener('abort', stop)
  }
}
