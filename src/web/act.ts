import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Endpoint } from '#kernel/endpoint'
import { newKey } from './ask.ts'
import { Problem, Unanswered } from './problem.ts'
import { outdate } from './read.ts'
import { isSignedOut, SESSION, signedInAgain } from './signed-out.ts'

/** Where an act stands. `unknown`: sent, but no answer came; only asking again with the same key tells. */
export type Step<Answer> =
  | { readonly at: 'idle' }
  | { readonly at: 'running'; readonly share: number | undefined }
  | { readonly at: 'refused'; readonly problem: Problem }
  | { readonly at: 'unknown' }
  | { readonly at: 'done'; readonly answer: Answer }

export type Sending = { readonly key: string; readonly onProgress: (share: number) => void }

/** 一次操作 A change that is sent at most once, however often it is asked for. */
export type Act<Input, Answer> = {
  readonly step: Step<Answer>
  /** Sends. While running: nothing. While the last result is unknown: checks that one first, with its own input. */
  readonly run: (input: Input) => Promise<void>
  /** 核对 Sends the act whose result is unknown again, with the same key: done once, answered again. */
  readonly check: () => Promise<void>
  readonly reset: () => void
}

type Effects<Answer> = {
  /** What is read from these endpoints is out of date once it is done. */
  readonly changes?: readonly Endpoint[]
  readonly done?: (answer: Answer) => void
}

/** Sends; where the session has ended, once more when the same person has signed in again, with the same key. */
async function sendSignedIn<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await send()
    } catch (error) {
      if (!isSignedOut(error) || !(await signedInAgain())) throw error
    }
  }
}

/**
 * @example
 * const add = useAct((body: NewParty, { key }) => ask(registerParty, { etown, body, key }), { changes: [listParties] })
 */
export function useAct<Input, Answer>(
  send: (input: Input, sending: Sending) => Promise<Answer>,
  { changes = [], done }: Effects<Answer> = {},
): Act<Input, Answer> {
  const client = useQueryClient()
  const [step, setStep] = useState<Step<Answer>>({ at: 'idle' })
  const running = useRef(false)
  const open = useRef<{ readonly input: Input; readonly key: string }>(undefined)

  const attempt = async (sent: { readonly input: Input; readonly key: string }) => {
    if (running.current) return
    running.current = true
    open.current = sent
    setStep({ at: 'running', share: undefined })
    try {
      const onProgress = (share: number) => setStep({ at: 'running', share })
      const answer = await sendSignedIn(() => send(sent.input, { key: sent.key, onProgress }))
      open.current = undefined
      setStep({ at: 'done', answer })
      done?.(answer)
      await outdate(client, changes)
    } catch (error) {
      if (isSignedOut(error)) client.invalidateQueries({ queryKey: SESSION }).catch(() => undefined)
      // A busy server (503) may have done it before it stumbled.
      const unknown = error instanceof Unanswered || (error instanceof Problem && error.status >= 500)
      if (!unknown) open.current = undefined
      if (unknown) setStep({ at: 'unknown' })
      else if (error instanceof Problem) setStep({ at: 'refused', problem: error })
      else {
        setStep({ at: 'idle' })
        throw error
      }
    } finally {
      running.current = false
    }
  }

  return {
    step,
    run: (input) => attempt(open.current ?? { input, key: newKey() }),
    check: async () => {
      if (open.current !== undefined) await attempt(open.current)
    },
    reset: () => {
      open.current = undefined
      setStep({ at: 'idle' })
    },
  }
}
