import { useEffect, useRef, useState } from 'react'
import { type Wall, watchWall } from '#contract/statistics'
import { addressOf } from '#web/ask.ts'
import { cutEvents, keyIn, pauseAfter } from './events.ts'

/** 连接状态 live: told within the last half minute; stopped: not; refused: signed out, or the key is withdrawn. */
export type Line = 'opening' | 'live' | 'stopped' | 'refused'

export type Watching = {
  readonly wall: Wall | undefined
  readonly line: Line
  /** The last instant the server said anything, as epoch milliseconds of this machine. */
  readonly heard: number | undefined
}

/** The server tells something every ten seconds. */
const SILENCE_MS = 27_000

/** 收看 Follows the wall of an e-town for as long as the page stands, and comes back by itself. */
export function useWall(slug: string): Watching {
  const [watching, setWatching] = useState<Watching>({ wall: undefined, line: 'opening', heard: undefined })
  const text = useRef('')
  useEffect(() => {
    let gone = false
    let failures = 0
    let asking = new AbortController()
    let silence: ReturnType<typeof setTimeout> | undefined
    let next: ReturnType<typeof setTimeout> | undefined
    const stopped = (line: Line) => setWatching((now) => (now.line === line ? now : { ...now, line }))
    const listen = () => {
      clearTimeout(silence)
      silence = setTimeout(() => {
        stopped('stopped')
        asking.abort()
      }, SILENCE_MS)
    }
    const heard = (event: string, data: string) => {
      failures = 0
      listen()
      // The same wall again, as after every new asking: nothing to draw.
      if (event === 'wall' && data !== text.current) {
        text.current = data
        const wall: Wall = JSON.parse(data)
        setWatching({ wall, line: 'live', heard: Date.now() })
      } else setWatching((now) => ({ ...now, line: 'live', heard: Date.now() }))
    }
    const follow = async (): Promise<void> => {
      asking = new AbortController()
      listen()
      const key = keyIn(location.hash)
      const response = await fetch(addressOf(watchWall, { etown: slug }), {
        signal: asking.signal,
        credentials: key === undefined ? 'same-origin' : 'omit',
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      })
      if (response.status === 401 || response.status === 403) {
        stopped('refused')
        failures = Math.max(failures, 4)
        return
      }
      if (!response.ok || response.body === null) throw new Error(`status ${response.status}`)
      const reader = response.body.getReader()
      const decoder = new TextDecoder()
      let rest = ''
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        const cut = cutEvents(rest + decoder.decode(value, { stream: true }))
        rest = cut.rest
        for (const { event, data } of cut.events) heard(event, data)
      }
    }
    const again = (): void => {
      if (gone) return
      follow()
        .catch(() => {
          failures += 1
          if (failures > 1 && !gone) stopped('stopped')
        })
        .finally(() => {
          if (!gone) next = setTimeout(again, failures === 0 ? 200 : pauseAfter(failures, Math.random()))
        })
    }
    again()
    return () => {
      gone = true
      clearTimeout(silence)
      clearTimeout(next)
      asking.abort()
    }
  }, [slug])
  return watching
}
