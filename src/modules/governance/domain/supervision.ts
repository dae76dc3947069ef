import { workdaysBetween } from '#kernel/calendar'
import type { Day } from '#kernel/day'
import type { TaskState } from '../contract/words.ts'

/** 任务现状 What its steps say of a task. */
export type Standing = { readonly runsTo: Day; readonly last: string | undefined }

/** A report that was not returned waits, however late; a closed task is closed. */
export function stateOf({ runsTo, last }: Standing, today: Day): TaskState {
  if (last === 'closed') return 'closed'
  if (last === 'reported') return 'reported'
  return today > runsTo ? 'late' : 'open'
}

/** Working days after the limit before the head of the group hears of it. */
const TO_THE_HEAD = 5

/**
 * 催办级别 1: the office hears of it, from the first day after the limit; 2: the head, from the fifth working day after.
 * Where the calendar does not reach, it stays with the office.
 */
export function levelDue(runsTo: Day, today: Day): 0 | 1 | 2 {
  if (today <= runsTo) return 0
  return (workdaysBetween(runsTo, today) ?? 0) >= TO_THE_HEAD ? 2 : 1
}
