import type { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

export const SESSION = ['session'] as const

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Problem && error.has('http.sign_in_first')

/** To be told every error: where the session has ended, who is signed in is read anew, and the frame shows the door. */
export function noticeSignedOut(client: QueryClient, error: unknown): void {
  if (isSignedOut(error)) client.invalidateQueries({ queryKey: SESSION }).catch(() => undefined)
}
