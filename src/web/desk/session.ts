import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { ask } from '../ask.ts'
import { Problem } from '../problem.ts'

const zWords = z.object({ zh: z.string(), en: z.string() })

/** Stands in until identity's contract has its own; same shape as the desk needs. */
const whoAmI = endpoint({
  id: 'identity.who-am-i',
  method: 'GET',
  path: '/api/session',
  may: 'public',
  summary: { zh: '我是谁', en: 'Who am I' },
  answer: z.object({
    setUp: z.boolean(),
    person: z.nullable(
      z.object({
        name: z.string(),
        roles: z.array(zWords),
        may: z.array(z.string()),
        towns: z.array(
          z.object({
            slug: z.string(),
            name: z.string(),
            demonstration: z.boolean(),
            roles: z.array(zWords),
            may: z.array(z.string()),
          }),
        ),
      }),
    ),
  }),
})

export const signOut = endpoint({
  id: 'identity.sign-out',
  method: 'DELETE',
  path: '/api/session',
  may: 'signed-in',
  summary: { zh: '退出登录', en: 'Sign out' },
  answer: z.object({}),
  keyless: 'ending a session twice ends it once',
})

type Words = { readonly zh: string; readonly en: string }

/** e镇 An e-town the person works in, and what they may do there. */
export type Town = {
  readonly slug: string
  readonly name: string
  readonly demonstration: boolean
  readonly roles: readonly Words[]
  readonly may: readonly string[]
}

export type Person = {
  readonly name: string
  /** Over the whole platform. */
  readonly roles: readonly Words[]
  readonly may: readonly string[]
  readonly towns: readonly Town[]
}

export type Session = {
  /** Whether the first administrator exists. */
  readonly setUp: boolean
  /** Nobody: not signed in. */
  readonly person: Person | null
}

const SESSION = ['session'] as const

/** The rest of the desk knows sessions only by this function: identity's answer is adapted here. */
const readSession = (signal: AbortSignal): Promise<Session> => ask(whoAmI, { signal })

export const useSession = (): UseQueryResult<Session> =>
  useQuery<Session>({ queryKey: SESSION, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000 })

/** To be told every error: a session that ended shows the sign-in page instead of a page full of refusals. */
export function noticeSignedOut(client: QueryClient, error: unknown): void {
  if (error instanceof Problem && error.has('http.sign_in_first'))
    client.setQueryData<Session>(SESSION, (known) => ({ setUp: known?.setUp ?? true, person: null }))
}

/** Reads the session anew, after signing in or out; everything else read before belongs to somebody else. */
export function useRenewSession(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] })
    await client.refetchQueries({ queryKey: SESSION })
  }
}

/** Who is signed in; set by Frame for everything inside it. */
export const PersonContext = createContext<Person | undefined>(undefined)

export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (person === undefined) throw new Error('a page for signed-in people was drawn outside the frame')
  return person
}
