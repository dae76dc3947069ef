import pg from 'pg'
import type { House } from '../house.ts'
import { type Consumer, foldNext, noteTrouble } from './consumers.ts'
import { type JobKind, runOneJob } from './jobs.ts'

const SWEEP_MS = 3_000

/** 工人 Works off jobs and folds events of every e-town until stopped: woken by LISTEN, and by a sweep in case a call was missed. */
export type Worker = { stop(): Promise<void> }

export async function startWorker(
  house: House,
  url: string,
  kinds: readonly JobKind[],
  consumers: readonly Consumer[],
): Promise<Worker> {
  const stop = new AbortController()
  let wake: () => void = () => {}
  const ear = await listen(house, url, () => wake(), stop.signal)
  const lanes = [
    ...kinds.map((k) => () => runJobs(house, [k], stop.signal)),
    ...consumers.map((c) => {
      const resting: Resting = new Map()
      return () => foldAll(house, c, resting, stop.signal)
    }),
  ]
  const wakers = new Set<() => void>()
  wake = () => {
    for (const w of wakers) w()
  }
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
      await ear.end()
    },
  }
}

/** A connection of its own that listens; it comes back by itself after the database was away. */
async function listen(
  house: House,
  url: string,
  wake: () => void,
  stop: AbortSignal,
): Promise<{ end(): Promise<void> }> {
  let client: pg.Client | undefined
  const open = async (): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url })
    fresh.on('notification', wake)
    fresh.on('error', () => {})
    fresh.on('end', () => {
      if (!stop.aborted) setTimeout(() => void open().catch(() => {}), 1_000).unref()
    })
    try {
      await fresh.connect()
      await fresh.query('listen ezhen_event; listen ezhen_job')
      client = fresh
    } catch (err) {
      house.log.warn({ err }, 'cannot listen')
      throw err
    }
  }
  await open()
  return { end: async () => client?.end() }
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
