import { type Day, day } from '#kernel/day'
import type { Task } from '../contract/index.ts'
import type { TaskRow } from '../db/tasks.ts'
import { stateOf } from '../domain/supervision.ts'
import type { Bodies } from './plan-bodies.ts'

export const taskView = (row: TaskRow, { mine, nameOf }: Bodies, today: Day): Task => ({
  id: String(row.id),
  title: row.title,
  owner: row.owner,
  ownerName: nameOf(row.owner),
  mine: mine.includes(row.owner),
  state: stateOf({ runsTo: day(row.runs_to), last: row.last_kind ?? undefined }, today),
  assignedOn: day(row.assigned_on),
  dueOn: day(row.runs_to),
  level: row.level,
  ...(row.meeting === null ? {} : { meeting: String(row.meeting) }),
})
