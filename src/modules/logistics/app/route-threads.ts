import { Worker } from 'node:worker_threads'
import type { Effort, Found } from '../domain/routing/anneal.ts'
import type { Fault } from '../domain/routing/check-plan.ts'
import type { Matrix, RouteInput } from '../domain/routing/input.ts'
import type { Plan } from '../domain/routing/plan.ts'
import type { Skeleton } from '../domain/routing/skeleton.ts'

/** What a thread is born with; the first number of `stop` becomes 1 when the search is called off. */
export type ThreadData = { readonly input: RouteInput; readonly stop: Int32Array }

type Work = { readonly iterations: number; readonly solvingMs: number }

/** `avoid`: plans already found, another is wanted. */
export type SearchEffort = Omit<Effort, 'now' | 'progress'> & { readonly avoid?: readonly Skeleton[] }

export type Asked =
  | { readonly kind: 'search'; readonly effort: SearchEffort }
  | { readonly kind: 'write'; readonly plans: readonly Skeleton[]; readonly work: Work }

export type Said =
  | { readonly kind: 'progress'; readonly share: number; readonly cost: number; readonly lost: number }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'written'; readonly plan: Plan; readonly faults: readonly Fault[] }

type Tell = (share: number, cost: number, lost: number) => void

/** 求解线程 Threads that search the same request, each on its own core, the tables in memory they share. */
export type RouteThreads = AsyncDisposable & {
  readonly count: number
  search(thread: number, effort: SearchEffort, tell?: Tell): Promise<Found>
  /** The first plan, the others as its alternatives. */
  write(
    plans: readonly Skeleton[],
    work: Work,
  ): Promise<{ readonly plan: Plan; readonly faults: readonly Fault[] }>
  /** Searches end at once with the best they have. */
  callOff(): void
}

const together = (table: Int32Array): Int32Array => {
  const common = new Int32Array(new SharedArrayBuffer(table.byteLength))
  common.set(table)
  return common
}

const shared = (m: Matrix): Matrix => ({
  size: m.size,
  durations: together(m.durations),
  distances: m.distances === null ? null : together(m.distances),
  costs: m.costs === null ? null : together(m.costs),
})

export function openThreads(input: RouteInput, count: number): RouteThreads {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const matrices = new Map([...input.matrices].map(([profile, m]) => [profile, shared(m)]))
  const workerData: ThreadData = { input: { ...input, matrices }, stop }
  const file = new URL('./route-worker.ts', import.meta.url)
  const threads = Array.from({ length: count }, () => new Worker(file, { workerData }))
  const search: RouteThreads['search'] = async (thread, effort, tell) => {
    const said = await hear(threads[thread], { kind: 'search', effort }, tell)
    if (said.kind !== 'found') throw new Error('a search was answered by something else')
    return said.found
  }
  const write: RouteThreads['write'] = async (plans, work) => {
    const said = await hear(threads[0], { kind: 'write', plans, work })
    if (said.kind !== 'written') throw new Error('writing was answered by something else')
    return said
  }
  return {
    count,
    search,
    write,
    callOff: () => Atomics.store(stop, 0, 1),
    [Symbol.asyncDispose]: async () => void (await Promise.all(threads.map((t) => t.terminate()))),
  }
}

/** Asks one thread; what it says on the way goes to `tell`. A thread that dies is an error. */
function hear(worker: Worker | undefined, asked: Asked, tell?: Tell): Promise<Said> {
  if (worker === undefined) throw new Error('there is no such thread')
  return new Promise((resolve, reject) => {
    const onMessage = (said: Said): void => {
      if (said.kind === 'progress') tell?.(said.share, said.cost, said.lost)
      else settle(() => resolve(said))
    }
    const onError = (error: Error): void => settle(() => reject(error))
    const onExit = (): void => settle(() => reject(new Error('a planning thread ended')))
    const settle = (how: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      how()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(asked)
  })
}
