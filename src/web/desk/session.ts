import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { HOUSE_ROLES, signInWays, TOWN_ROLES, whoAmI } from '#contract/identity'
import { type AnswerOf, ask } from '../ask.ts'
import { answer, isSignedOut, noticeEnd, residing, SESSION } from '../signed-out.ts'

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
  readonly account: string
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

const personOf = (who: Who): Person => ({
  account: who.account,
  name: who.name,
  roles: who.houseRoles.map((role) => HOUSE_ROLES[role]),
  may: who.may,
  demonstration: who.demonstration,
  towns: who.towns.map((t) => ({ ...t, roles: t.roles.map((role) => TOWN_ROLES[role]) })),
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
    noticeEnd()
    const { setUpNeeded, demonstration } = await ask(signInWays, { signal })
    return { setUpNeeded, demonstration, person: null }
  }
}

export const useSession = (): UseQueryResult<Session> =>
  useQuery<Session>({ queryKey: SESSION, queryFn: ({ signal }) => readSession(signal), staleTime: 60_000 })

/** Reads the session anew, after signing in or out. Unless it is the same person, what was read before is somebody else's. */
export function useRenewSession(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    const before = residing()
    if (before === undefined) forget(client)
    await client.refetchQueries({ queryKey: SESSION })
    const now = client.getQueryData<Session>(SESSION)?.person?.account
    const same = now !== undefined && now === before
    if (!same) forget(client)
    answer(same)
  }
}

const forget = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] })

/** Who is signed in; set by Frame for everything inside it. */
export const PersonContext = createContext<Person | undefined>(undefined)

export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (person === undefined) throw new Error('a page for signed-in people was drawn outside the frame')
  return person
}
