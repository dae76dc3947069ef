import { addWorkdays } from '#kernel/calendar'
import type { Day } from '#kernel/day'

/** 公示期 Counted from the day after it begins; both days as the public reads them, the last one included. */
export type Running = { readonly publishedOn: Day; readonly runsThrough: Day }

/** What a change is judged by: who and what stands on the list, and for how long. */
export type Substance = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly days: number
  readonly basis: string
}

const cells = (rows: Substance['rows']): string => JSON.stringify(rows)

/** 实质更正 Any change of the list, of its basis or of its time. A slip in title or contact is none. */
export const isMaterial = (before: Substance, after: Substance): boolean =>
  before.days !== after.days ||
  before.basis !== after.basis ||
  cells([before.columns, ...before.rows]) !== cells([after.columns, ...after.rows])

/**
 * 起算 The day of publication is not counted, then as many whole working days as asked. Undefined where the calendar does
 * not reach: nobody knows yet which days will be worked.
 */
export function runningFrom(today: Day, days: number): Running | undefined {
  const runsThrough = addWorkdays(today, days)
  return runsThrough && { publishedOn: today, runsThrough }
}

type Facts = { readonly runsThrough: Day; readonly withdrawn: boolean; readonly hindered: boolean }

/** Over on the day after its last, with no objection left open. */
export function stateOn(
  today: Day,
  { runsThrough, withdrawn, hindered }: Facts,
): 'running' | 'hindered' | 'passed' | 'withdrawn' {
  if (withdrawn) return 'withdrawn'
  if (today <= runsThrough) return 'running'
  return hindered ? 'hindered' : 'passed'
}
