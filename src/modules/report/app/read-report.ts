import { namesOf } from '#identity'
import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import {
  type getReport,
  REPORT_ACTIONS,
  type ReportCell,
  reportRefusals,
  type SnapshotCell,
} from '../contract/index.ts'
import { remarksOf, stepsOf } from '../db/reports.ts'
import { contentOf, snapshotsOf } from '../db/snapshots.ts'
import { completenessOf, submissionProblems } from '../domain/report-check.ts'
import { shownValue } from '../domain/value.ts'
import { type AtHand, originOf, ownDb, reportAtHand, standingIn } from './at-hand.ts'
import { reportView } from './list-reports.ts'

type Detail = AnswerOf<typeof getReport>
type Names = ReadonlyMap<string, string>

export const namesFor = (db: AnyDb, accounts: readonly string[]): Promise<Names> =>
  namesOf(roomOf(db, 'identity'), accounts)

export async function getReportIn({
  db,
  etown,
  params,
  now,
}: Call<typeof getReport, 'report'>): Promise<Outcome<Detail>> {
  const own = ownDb(db)
  const hand = await reportAtHand(db, etown.id, BigInt(params.report))
  if (hand === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const { row, content, cells } = hand
  const steps = await stepsOf(own, etown.id, row.id)
  const remarks = await remarksOf(own, etown.id, row.id)
  const snapshots = await snapshotsOf(own, etown.id, row.id)
  const names = await namesFor(db, [
    ...steps.map(({ by }) => by),
    ...remarks.map(({ by }) => by),
    ...[...cells.values()].map(({ by }) => by),
  ])
  const [newest] = snapshots
  const locked = newest === undefined ? [] : contentOf(newest).cells
  const standing = standingIn(cells)
  return granted({
    ...reportView(row, now),
    formVersion: row.version,
    source: content.source,
    template: hand.form.template !== null,
    cells: cellsOf(hand, names, locked),
    remarks: remarks.map(({ id, field, text, by, at, step }) => ({
      id: String(id),
      field,
      text,
      byName: names.get(by) ?? by,
      at: at.toISOString(),
      followed: (cells.get(field)?.step ?? 0) >= step,
    })),
    problems: submissionProblems(content, standing).map(({ zh, en, pointer = '' }) => ({
      field: pointer.replace('/cells/', ''),
      zh,
      en,
    })),
    completeness: completenessOf(content, standing),
    steps: steps.map(({ no, action, by, at, note }) => ({
      no,
      action: keyIn(REPORT_ACTIONS, action),
      byName: names.get(by) ?? by,
      at: at.toISOString(),
      ...(note === null ? {} : { note }),
    })),
    snapshots: snapshots.map(({ number, at, sha256, dispatch, content: text }) => {
      const { reason } = contentOf({ content: text })
      return {
        number,
        at: at.toISOString(),
        sha256,
        ...(reason === undefined ? {} : { reason }),
        ...(dispatch === null ? {} : { dispatch }),
      }
    }),
  })
}

function cellsOf({ content, cells }: AtHand, names: Names, locked: readonly SnapshotCell[]): ReportCell[] {
  return content.fields.map((field) => {
    const cell = cells.get(field.key)
    const before = locked.find((one) => one.field === field.key)
    if (cell === undefined) return { ...field, no: 0, origin: 'blank' }
    const { value, note, words, by, at } = cell
    const moved =
      before !== undefined && (before.value !== (value ?? undefined) || before.origin !== cell.origin)
    return {
      ...field,
      no: cell.no,
      origin: originOf(cell.origin),
      byName: names.get(by) ?? by,
      at: at.toISOString(),
      ...(value === null ? {} : { value, shown: shownValue(field, value) }),
      ...(note === null ? {} : { note }),
      ...(words === undefined
        ? {}
        : {
            definition: { version: words.version, text: words.text, source: words.source },
            days: { from: day(words.from), until: day(words.until) },
          }),
      ...(moved ? { lockedShown: before.shown ?? before.value ?? before.origin } : {}),
    }
  })
}
