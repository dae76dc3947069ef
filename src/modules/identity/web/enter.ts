import { useState } from 'react'
import { type Act, useAct } from '#web/act.ts'
import { useRenewSession } from '#web/desk/session.ts'
import { Problem } from '#web/problem.ts'

/** What the server, which knows who it is by now, wants besides: the second factor, or a new password for a due one. */
export type Wanted = 'code' | 'newPassword'

export type Entering<Body> = {
  readonly act: Act<Body, 'in' | Wanted>
  /** The form shows the fields of these. */
  readonly wants: readonly Wanted[]
}

const nextStep = (error: unknown): Wanted | undefined => {
  if (!(error instanceof Problem)) return undefined
  if (error.has('identity.code_needed')) return 'code'
  return error.has('identity.password_due') ? 'newPassword' : undefined
}

/** Signing in, in one step or more: something more to prove is no failure, but the next step. */
export function useEntering<Body>(send: (body: Body) => Promise<unknown>): Entering<Body> {
  const renew = useRenewSession()
  const [wants, setWants] = useState<readonly Wanted[]>([])
  const act = useAct(
    async (body: Body): Promise<'in' | Wanted> => {
      try {
        await send(body)
        return 'in'
      } catch (error) {
        const next = nextStep(error)
        if (next !== undefined) return next
        throw error
      }
    },
    {
      done: (answer) => {
        if (answer === 'in') renew().catch(() => undefined)
        else setWants([...wants, answer])
      },
    },
  )
  return { act, wants }
}
