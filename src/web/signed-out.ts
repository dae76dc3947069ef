import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Problem } from './problem.ts'

export const SESSION = ['session'] as const

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Problem && error.has('http.sign_in_first')

/**
 * 会话中断 Somebody was at work and the session ended. What they have typed stands on the page, so they are asked to sign
 * in over it, and what waited is sent again. `resident`: whose page it is.
 */
let resident: string | undefined
let ended = false
let waiting: ((again: boolean) => void)[] = []
const listeners = new Set<() => void>()

const tell = (to: boolean): void => {
  ended = to
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether the session of who is at work has ended. */
export const useEnded = (): boolean => useSyncExternalStore(subscribe, () => ended)

/** Whose pages are drawn; undefined: nobody's, so whoever is missing a session is led to the sign-in page. */
export function reside(account: string | undefined): void {
  resident = account
  if (account === undefined) answer(false)
}

export const residing = (): string | undefined => resident

/** The session is found to have ended. */
export function noticeEnd(): void {
  if (resident !== undefined && !ended) tell(true)
}

/** Waits until the same person has signed in again; `false`: that will not happen. */
export function signedInAgain(): Promise<boolean> {
  if (resident === undefined) return Promise.resolve(false)
  noticeEnd()
  return new Promise((resolve) => {
    waiting.push(resolve)
  })
}

/** What becomes of those who wait. */
export function answer(again: boolean): void {
  const all = waiting
  waiting = []
  if (ended) tell(false)
  for (const resolve of all) resolve(again)
}

/** To be told every error of a read: once the same person is back, everything that failed is read again. */
export async function noticeSignedOut(client: QueryClient, error: unknown): Promise<void> {
  if (!isSignedOut(error)) return
  if (await signedInAgain()) {
    await client.invalidateQueries({ predicate: ({ state }) => isSignedOut(state.error) })
  } else await client.invalidateQueries({ queryKey: SESSION })
}
