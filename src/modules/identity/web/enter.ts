import { useState } from 'react'
import { type Act, useAct } from '#web/act.ts'
import { useRenewSession } from '#web/desk/session.ts'
import { Problem } from '#web/problem.ts'

export type Entering<Body> = {
  readonly act: Act<Body, 'in' | 'code'>
  /** The server knows who it is and now wants the second factor: the form shows its field. */
  readonly wantsCode: boolean
}

/** Signing in, in one step or two: a missing code is no failure, but the next step. */
export function useEntering<Body>(send: (body: Body) => Promise<unknown>): Entering<Body> {
  const renew = useRenewSession()
  const [wantsCode, setWantsCode] = useState(false)
  const act = useAct(
    async (body: Body): Promise<'in' | 'code'> => {
      try {
        await send(body)
        return 'in'
      } catch (error) {
        if (error instanceof Problem && error.has('identity.code_needed')) return 'code'
        throw error
      }
    },
    {
      done: (answer) => {
        if (answer === 'code') setWantsCode(true)
        else renew().catch(() => undefined)
      },
    },
  )
  return { act, wantsCode }
}
