import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { type AnswerOf, ask } from '../ask.ts'
import { isSignedOut, SESSION } from '../signed-out.ts'

/** These three stand in until identity's contract is on main; same id, path and shape. */
const whoAmI = endpoint({
  id: 'identity.who-am-i',
  method: 'GET',
  path: '/api/identity/me',
  may: 'signed-in',
  summary: { zh: '我是谁', en: 'Who am I' },
  answer: z.object({
    name: z.string(),
    demonstration: z.boolean(),
    houseRoles: z.array(z.string()),
    may: z.array(z.string()),
    towns: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        demonstration: z.boolean(),
        roles: z.array(z.string()),
        may: z.array(z.string()),
      }),
    ),
    passwordDue: z.boolean(),
    secondFactor: z.object({ bound: z.boolean(), passed: z.boolean(), needed: z.boolean() }),
  }),
})

const signInWays = endpoint({
  id: 'identity.sign-in-ways',
  method: 'GET',
  path: '/api/identity/ways',
  may: 'public',
  summary: { zh: '登录方式', en: 'Ways to sign in' },
  answer: z.object({ setUpNeeded: z.boolean(), demonstration: z.boolean() }),
})

export const signOut = endpoint({
  id: 'identity.sign-out',
  method: 'POST',
  path: '/api/identity/sign-out',
  may: 'signed-in',
  summary: { zh: '退出登录', en: 'Sign out' },
  answer: z.object({}),
  keyless: 'signing out twice is signing out',
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
  /** The account itself was made up. */
  readonly demonstration: boolean
  readonly towns: readonly Town[]
  /** What the account owes before everything its roles allow can be done. */
  readonly owes: readonly ('second-factor' | 'password')[]
}

export type Session = {
  /** Nobody can sign in yet: the first administrators have to be named. */
  readonly setUpNeeded: boolean
  /** What the open pages lead to is made up. */
  readonly demonstration: boolean
  /** Null: not signed in. */
  readonly person: Person | null
}

type Who = AnswerOf<typeof whoAmI>

const wordsOf = (role: string): Words => ({ zh: role, en: role })

const personOf = (who: Who): Person => ({
  name: who.name,
  roles: who.houseRoles.map(wordsOf),
  may: who.may,
  demonstration: who.demonstration,
  towns: who.towns.map((t) => ({ ...t, roles: t.roles.map(wordsOf) })),
  owes: [
    ...(who.secondFactor.needed && !who.secondFactor.passed ? (['second-factor'] as const) : []),
    ...(who.passwordDue ? (['password'] as const) : []),
  ],
})

/** The rest of the desk knows identity's answers only by this function. */
async function readSession(signal: AbortSignal): Promise<Session> {
  try {
    const person = personOf(await ask(whoAmI, { signal }))
    return { setUpNeeded: false, demonstration: person.demonstration, person }
  } catch (error) {
    if (!isSignedOut(error)) throw error
    const { setUpNeeded, demonstration } = await ask(signInWays, { signal })
    return { setUpNeeded, demonstration, person: null }
  }
}

export const useSession = (): UseQueryResult<Session> =>
  useQuery<Session>({ queryKey: SESSION, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000 })

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
