import type { Acting } from '#fund'
import { actingOf } from '#fund'
import { attested } from '#kernel/attested'
import { type Day, dayOfInstant, formatDay } from '#kernel/day'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { type Publishing, publishingOf } from '#notice'
import type { Announcement } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { AnyCall } from '../../../platform/http/route.ts'
import { projectRefusals } from '../contract/refusals.ts'
import {
  LIFE,
  PROJECT_EVENTS,
  PROJECT_STATES,
  type ProjectEvent,
  type ProjectState,
} from '../contract/words.ts'
import { insertStep, lockProject, type ProjectRow, performedTo } from '../db/projects.ts'

/** 办理 Who does something to a project, when, in whose transaction; and the same person at the fund and the notices. */
export type Doing = {
  readonly db: Db<'project'>
  readonly etown: number
  readonly account: string
  readonly now: Date
  readonly today: Day
  readonly fund: Acting
  readonly notices: Publishing
  announce(event: Announcement): void
}

export const doingOf = (call: AnyCall): Doing => ({
  db: roomOf(call.db, 'project'),
  etown: call.etown.id,
  account: call.actor?.account ?? '',
  now: call.now,
  today: dayOfInstant(call.now.getTime()),
  fund: actingOf(call),
  notices: publishingOf(call),
  announce: call.announce,
})

/** The project, locked, if this may be done to it now. */
export async function opened(doing: Doing, id: string, event: ProjectEvent): Promise<Outcome<ProjectRow>> {
  const row = await lockProject(doing.db, doing.etown, BigInt(id))
  if (row === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  return LIFE.some(([what, from]) => what === event && from === row.state)
    ? granted(row)
    : refused(notNow(row, PROJECT_EVENTS[event].zh))
}

export const stateOf = (row: Pick<ProjectRow, 'state'>): ProjectState => {
  const known = Object.keys(PROJECT_STATES).find((state): state is ProjectState => state === row.state)
  if (known === undefined) throw new RangeError(`no such state: ${row.state}`)
  return known
}

export const notNow = (row: ProjectRow, event: string): Refusal =>
  refusal(projectRefusals, 'project.not_now', { state: PROJECT_STATES[stateOf(row)].zh, event })

export const dayRefusals = ({ today }: Doing, day: Day, pointer: string): readonly Refusal[] =>
  day > today ? [refusal(projectRefusals, 'project.day_future', { today: formatDay(today) }, pointer)] : []

export async function evidenceRefusals(
  { db, etown }: Pick<Doing, 'db' | 'etown'>,
  sha256: string,
): Promise<readonly Refusal[]> {
  const file = await findEvidence(db, etown, sha256)
  return file === undefined ? [refusal(projectRefusals, 'project.evidence_unknown', {}, '/evidence')] : []
}

const PAST: Readonly<Record<ProjectEvent, `project.${string}`>> = {
  start: 'project.started',
  plan: 'project.planned',
  return: 'project.returned',
  approve: 'project.approved',
  announce: 'project.announced',
  fail: 'project.failed',
  open: 'project.opened',
  award: 'project.awarded',
  sign: 'project.signed',
  amend: 'project.amended',
  deliver: 'project.delivered',
  reject: 'project.rejected',
  accept: 'project.accepted',
  publicise: 'project.publicised',
  evaluate: 'project.evaluated',
  archive: 'project.archived',
  end: 'project.ended',
}

type Why = {
  readonly on?: Day
  readonly reason?: string | undefined
  readonly evidence?: string
  /** More of what happened, for rooms above: ids and digits. */
  readonly facts?: Readonly<Record<string, string>>
}

/** 记一步 Writes the step that moves the project, and tells the log. */
export async function step(
  doing: Doing,
  project: Pick<ProjectRow, 'id' | 'state'>,
  event: ProjectEvent,
  to: string,
  { on = doing.today, reason, evidence, facts = {} }: Why = {},
): Promise<void> {
  const { db, etown, account, now, announce } = doing
  await insertStep(db, {
    etown,
    project: project.id,
    event,
    from_state: event === 'start' ? null : project.state,
    to_state: to,
    happened_on: on,
    reason: reason ?? null,
    evidence: evidence ?? null,
    account,
    at: now,
  })
  const subject = String(project.id)
  const told = { ...facts, project: subject, state: to, on, by: account, evidence: evidence ?? '' }
  announce({
    kind: PAST[event],
    subject,
    payload: {
      ...told,
      attested: [attested(`project-${event}`, subject, told)],
    },
    ...(evidence === undefined ? {} : { evidence: [evidence] }),
  })
}

/** A step of the performance: where it leads follows from the milestones. */
export async function performed(
  doing: Doing,
  project: ProjectRow,
  event: 'amend' | 'deliver' | 'reject' | 'accept',
  why: Why,
): Promise<void> {
  await step(doing, project, event, await performedTo(doing.db, doing.etown, project.id), why)
}
