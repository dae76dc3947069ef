import { day, type Period } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Announcement } from '#platform/db/act'
import { type AnyDb, type Db, roomOf } from '#platform/db/house'
import type { Etown } from '#platform/http/route'
import {
  CELL_ORIGINS,
  type CellOrigin,
  type FormContent,
  REPORT_STATES,
  type ReportState,
  reportRefusals,
} from '../contract/index.ts'
import { type CellRow, standingCells } from '../db/cells.ts'
import { type FormRow, findForm } from '../db/forms.ts'
import { findReport, holdReport, insertStep, type ReportRow } from '../db/reports.ts'
import type { Cells } from '../domain/report-check.ts'
import { contentOfForm } from './keep-forms.ts'

/** 办理 Who acts on a report, when, in whose transaction. */
export type Working = {
  readonly db: AnyDb
  readonly etown: Etown
  readonly actor: { readonly account: string } | undefined
  readonly now: Date
  announce(event: Announcement): void
  note(subject: string, detail?: Readonly<Record<string, unknown>>): void
}

/** A report with its form and what stands in its cells. */
export type AtHand = {
  readonly row: ReportRow
  readonly form: FormRow
  readonly content: FormContent
  readonly cells: ReadonlyMap<string, CellRow>
}

export const ownDb = (db: AnyDb): Db<'report'> => roomOf(db, 'report')
export const accountOf = ({ actor }: Pick<Working, 'actor'>): string => actor?.account ?? ''
export const daysOf = (row: Pick<ReportRow, 'period_from' | 'period_until'>): Period => ({
  from: day(row.period_from),
  until: day(row.period_until),
})

async function withForm(
  db: Db<'report'>,
  etown: number,
  row: ReportRow | undefined,
): Promise<AtHand | undefined> {
  const form = row && (await findForm(db, etown, row.form, row.version))
  if (row === undefined || form === undefined) return undefined
  return { row, form, content: contentOfForm(form), cells: await standingCells(db, etown, row.id) }
}

export const reportAtHand = async (db: AnyDb, etown: number, id: bigint): Promise<AtHand | undefined> =>
  withForm(ownDb(db), etown, await findReport(ownDb(db), etown, id))

/** The report held for this transaction, if it is in one of these states. */
export async function holding(
  { db, etown }: Pick<Working, 'db' | 'etown'>,
  id: bigint,
  states: readonly ReportState[],
  act: string,
): Promise<Outcome<AtHand>> {
  const own = ownDb(db)
  const found = await withForm(own, etown.id, await holdReport(own, etown.id, id))
  if (found === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const state = keyIn(REPORT_STATES, found.row.after)
  if (!states.includes(state))
    return refused(refusal(reportRefusals, 'report.state', { state: REPORT_STATES[state].zh, act }))
  return granted(found)
}

/** What stands in the cells, as the rules read it. */
export const standingIn = (cells: ReadonlyMap<string, CellRow>): Cells =>
  new Map(
    [...cells].map(([field, { origin, value, note }]) => [
      field,
      {
        origin: originOf(origin),
        value: value ?? undefined,
        note: note ?? undefined,
      },
    ]),
  )

export const originOf = (text: string): CellOrigin => keyIn(CELL_ORIGINS, text)

type Step = { readonly action: string; readonly after: ReportState; readonly note?: string }

/** Takes the next step, and tells the rooms above. The number of the step. */
export async function takeStep(
  working: Working,
  { row }: AtHand,
  { action, after, note }: Step,
): Promise<number> {
  const no = row.step + 1
  await insertStep(ownDb(working.db), {
    etown: working.etown.id,
    report: row.id,
    no,
    prior: row.step,
    action,
    before: row.after,
    after,
    note: note ?? null,
    by: accountOf(working),
    at: working.now,
  })
  working.note(String(row.id), { action, step: no })
  return no
}

export function tell(
  working: Working,
  { row }: AtHand,
  kind: Announcement['kind'],
  payload: Readonly<Record<string, unknown>> = {},
): void {
  const { form, period, version } = row
  working.announce({ kind, subject: String(row.id), payload: { form, version, period, ...payload } })
}
