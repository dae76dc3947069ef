import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { better, type Found, type Skeleton } from '../domain/routing/anneal.ts'
import type { RouteInput } from '../domain/routing/input.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { type MatrixProvider, measured } from './distances.ts'
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
  own === undefined || (best !== undefined && (own.best.lost > best.lost || own.best.cost > LAGS * best.cost))
    ? best
    : own.last

type Searched = { readonly best: Skeleton; readonly iterations: number }

async function search(input: RouteInput, threads: RouteThreads, options: PlanOptions): Promise<Searched> {
  const { timeLimitMs, seed, iterations: rounds } = input.options
  const parts = threads.count === 1 ? 1 : EXCHANGES
  const began = performance.now()
  const each = Array.from({ length: threads.count }, (_, i) => i)
  let iterations = 0
  let best: Skeleton | undefined
  let found: readonly Found[] = []
  for (let part = 0; part < parts && !(part > 0 && options.signal?.aborted); part++) {
    const milliseconds = Math.max(1, timeLimitMs - (performance.now() - began)) / (parts - part)
    const tell = (share: number, cost: number, lost: number): void =>
      options.progress?.((part + share) / parts, best === undefined ? cost : Math.min(cost, best.cost), lost)
    found = await Promise.all(
      each.map((thread) => {
        const start = goOnFrom(found[thread], best)
        const effort = {
          iterations: Math.ceil(rounds / parts),
          milliseconds,
          seed: seed + thread + part * threads.count,
          part: [part / parts, (part + 1) / parts] as const,
          ...(start === undefined ? {} : { start }),
        }
        return threads.search(thread, effort, thread === 0 ? tell : undefined)
      }),
    )
    for (const x of found) {
      iterations += x.iterations
      if (best === undefined || better(x.best, best)) best = x.best
    }
    if (best !== undefined) options.progress?.((part + 1) / parts, best.cost, best.lost)
  }
  if (best === undefined) throw new Error('no thread searched')
  return { best, iterations }
}

/** 规划 Plans a request given as VROOM's JSON, on its own threads. What the checker does not accept is never answered. */
export async function planRoutes(json: unknown, options: PlanOptions = {}): Promise<Outcome<Plan>> {
  const read = await measured(json, options.matrices, options.signal)
  if (!read.ok) return read
  const { input, source } = read.value
  const began = performance.now()
  await using threads = openThreads(input, Math.min(input.options.threads, options.mostThreads ?? 64))
  const stop = (): void => threads.callOff()
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted) stop()
  try {
    const { best, iterations } = await search(input, threads, options)
    const work = { iterations, solvingMs: performance.now() - began }
    const { plan, faults } = await threads.write(best, work)
    if (faults.length > 0)
      throw new Error(`the checker refused our own plan: ${JSON.stringify(faults.slice(0, 5))}`)
    return granted({ ...plan, summary: { ...plan.summary, distances: source } })
  } finally {
    options.signal?.removeEventListener('abort', stop)
  }
}
