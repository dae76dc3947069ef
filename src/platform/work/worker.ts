import { setTimeout as pause } from 'node:timers/promises'
import type { House } from '../house.ts'
import { type Consumer, foldNext, noteTrouble } from './consumers.ts'
import { type JobKind, runOneJob } from './jobs.ts'

const SWEEP_MS = 3_000

/** 工人 Works off jobs and folds events of every e-town until stopped: woken by LISTEN, and by a sweep in case a call was missed. */
export type Worker = { stop(): Promise<void> }

/**
 * 值守 What is no fold and no job: looked after in one e-town whenever something has happened, and at every sweep.
 * Resolves to true when there may be more to do at once.
 */
export type Duty = {
  readonly name: `${string}.${string}`
  /** Milliseconds of rest after a round in which something was done: what comes meanwhile is seen to together. */
  readonly rest: number
  see(house: House, etown: number, stop: AbortSignal): Promise<boolean>
}

export async function startWorker(
  house: House,
  kinds: readonly JobKind[],
  consumers: readonly Consumer[],
  duties: readonly Duty[] = [],
): Promise<Worker> {
  const stop = new AbortController()
  const lanes = [
    ...kinds.map((k) => () => runJobs(house, [k], stop.signal)),
    ...consumers.map((c) => {
      const resting: Resting = new Map()
      return () => foldAll(house, c, resting, stop.signal)
    }),
    ...duties.map((d) => async () => {
      const any = await seeTo(house, d, stop.signal)
      if (any) await pause(d.rest, undefined, { signal: stop.signal }).catch(() => {})
      return any
    }),
  ]
  const wakers = new Set<() => void>()
  const wake = (): void => {
    for (const w of wakers) w()
  }
  house.ear.on('ezhen_event', wake)
  house.ear.on('ezhen_job', wake)
  const running = lanes.map(async (lane) => {
    while (!stop.signal.aborted) {
      let rung = false
      let ring = () => {
        rung = true
      }
      const waker = () => ring()
      wakers.add(waker)
      const busy = await lane().catch((err: unknown) => {
        house.log.error({ err }, 'worker lane failed')
        return false
      })
      if (!busy && !rung && !stop.signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, SWEEP_MS)
          ring = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      wakers.delete(waker)
    }
  })
  return {
    async stop() {
      stop.abort()
      wake()
      await Promise.all(running)
    },
  }
}

async function etownIds(house: House): Promise<number[]> {
  const rows = await house.db.selectFrom('platform.etown').select('id').orderBy('id').execute()
  return rows.map((r) => r.id)
}

async function runJobs(house: House, kinds: readonly JobKind[], stop: AbortSignal): Promise<boolean> {
  let any = false
  for (const etown of await etownIds(house)) {
    if (stop.aborted) break
    any = (await runOneJob(house, etown, kinds, stop)) || any
  }
  return any
}

/** What fails in one e-town is told, and tried again at the next call or sweep; the others go on. */
async function seeTo(house: House, duty: Duty, stop: AbortSignal): Promise<boolean> {
  let any = false
  for (const etown of await etownIds(house)) {
    if (stop.aborted) break
    try {
      any = (await duty.see(house, etown, stop)) || any
    } catch (error) {
      house.log.error({ err: error, duty: duty.name, etown }, 'duty failed')
    }
  }
  return any
}

/** A consumer that failed is left alone for a while: 1 s, 2 s, 4 s … a minute, however often it is woken meanwhile. */
const PAUSE_MOST_MS = 60_000
type Resting = Map<number, { readonly until: number; readonly pause: number }>

async function foldAll(
  house: House,
  consumer: Consumer,
  resting: Resting,
  stop: AbortSignal,
): Promise<boolean> {
  let any = false
  for (const etown of await etownIds(house)) {
    if (stop.aborted) break
    if ((resting.get(etown)?.until ?? 0) > Date.now()) continue
    try {
      any = (await foldNext(house, etown, consumer)) > 0 || any
      resting.delete(etown)
    } catch (error) {
      const pause = Math.min((resting.get(etown)?.pause ?? 500) * 2, PAUSE_MOST_MS)
      resting.set(etown, { until: Date.now() + pause, pause })
      house.log.error({ err: error, consumer: consumer.name, etown, pause }, 'fold failed')
      await noteTrouble(house, etown, consumer, error)
    }
  }
  return any
}
