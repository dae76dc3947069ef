/** 登录锁定 How many failures in a row one network may make on one sign-in name, and for how long it then waits. */
export type LockoutRule = { readonly failures: number; readonly minutes: number }

/** What is known of one (sign-in name, network). Instants in milliseconds. */
export type Failures = { readonly count: number; readonly lastAt: number }

export type Try = { readonly lockedFor: number } | { readonly count: number; readonly left: number }

const MINUTE = 60_000

/**
 * One try is claimed before the password is looked at, so that many at once cannot outrun the count; success clears it.
 * A try while locked does not prolong the lock. Minutes are rounded up.
 */
export function claimTry(past: Failures, now: number, rule: LockoutRule): Try {
  const opensAt = past.lastAt + rule.minutes * MINUTE
  const count = now >= opensAt ? 0 : past.count
  if (count >= rule.failures) return { lockedFor: Math.ceil((opensAt - now) / MINUTE) }
  return { count: count + 1, left: rule.failures - count - 1 }
}
