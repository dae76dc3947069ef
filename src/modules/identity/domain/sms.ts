import type { Day } from '../../../kernel/day.ts'

/** Codes one phone may be sent. @law GB/T 22239-2019 身份鉴别: 限制非法登录次数 */
export const SMS_PER_DAY = 5
export const SMS_CODE_MINUTES = 5
export const SMS_CODE_TRIES = 5
const APART = 60_000

/** 短信额度 What one phone was sent on its last day. `lastAt` in milliseconds. */
export type Allowance = { readonly day: Day; readonly sent: number; readonly lastAt: number }

/** Whether one more code may be sent: its number of today, or the seconds to wait. */
export function claimSms(
  past: Allowance,
  now: number,
  today: Day,
  tomorrow: number,
): { readonly sent: number } | { readonly waitSeconds: number } {
  const seconds = (until: number): number => Math.ceil((until - now) / 1_000)
  if (now < past.lastAt + APART) return { waitSeconds: seconds(past.lastAt + APART) }
  const sent = past.day === today ? past.sent : 0
  return sent >= SMS_PER_DAY ? { waitSeconds: seconds(tomorrow) } : { sent: sent + 1 }
}
