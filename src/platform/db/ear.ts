import pg from 'pg'
import type { Log } from '../log.ts'

const RETRY_MS = 1_000

/** 耳 The one connection of the process that listens. It opens with the first channel, and comes back by itself. */
export type Ear = {
  /**
   * Calls `heard` at every NOTIFY on the channel, and whenever the channel opens, since calls may have been missed
   * before. The answer tells whether it is open now: while it is, nothing that commits is missed.
   */
  on(channel: string, heard: () => void): () => boolean
  /** As if the channel were notified, in this process only and at once. */
  ring(channel: string): void
  end(): Promise<void>
}

export function openEar(url: string, log: Log): Ear {
  const listeners = new Map<string, (() => void)[]>()
  const open = new Set<string>()
  let line: pg.Client | undefined
  let said: Promise<unknown> = Promise.resolve()
  let ended = false

  const ring = (channel: string): void => {
    for (const heard of listeners.get(channel) ?? []) heard()
  }
  const listen = (on: pg.Client, channel: string): void => {
    const opened = (): void => {
      if (on !== line) return
      open.add(channel)
      ring(channel)
    }
    said = said
      .then(() => on.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(opened, (err: unknown) => lose(on, err))
  }
  const connect = (): void => {
    if (ended || line !== undefined) return
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    line = fresh
    fresh.on('notification', ({ channel }) => ring(channel))
    fresh.on('error', (err) => lose(fresh, err))
    fresh.on('end', () => lose(fresh))
    said = fresh.connect().catch((err: unknown) => lose(fresh, err))
    for (const channel of listeners.keys()) listen(fresh, channel)
  }
  const lose = (lost: pg.Client, err?: unknown): void => {
    if (lost !== line) return
    line = undefined
    open.clear()
    if (ended) return
    log.warn({ err }, 'the listening connection was lost')
    lost.end().catch(() => {})
    setTimeout(connect, RETRY_MS).unref()
  }

  return {
    ring,
    on(channel, heard) {
      const before = listeners.get(channel)
      listeners.set(channel, [...(before ?? []), heard])
      if (line === undefined) connect()
      else if (before === undefined) listen(line, channel)
      return () => open.has(channel)
    },
    async end() {
      ended = true
      await line?.end()
    },
  }
}
