import { attested } from '#kernel/attested'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import type { Call } from '#platform/http/route'
import { type amendReport, type lockReport, reportRefusals } from '../contract/index.ts'
import type { CellRow } from '../db/cells.ts'
import { stepsOf } from '../db/reports.ts'
import { insertSnapshot, newestSnapshot } from '../db/snapshots.ts'
import { type Resting, snapshotOf, snapshotText } from '../domain/snapshot.ts'
import {
  type AtHand,
  accountOf,
  daysOf,
  holding,
  ownDb,
  reportAtHand,
  standingIn,
  takeStep,
  tell,
} from './at-hand.ts'
import { recompute } from './compute-cells.ts'
import { tookPart } from './review-report.ts'

export function restingOf(cells: ReadonlyMap<string, CellRow>): ReadonlyMap<string, Resting> {
  return new Map(
    [...cells].flatMap(([field, { words, lineage }]) => {
      if (words === undefined) return []
      const { version, zh, text, source, kind } = words
      return [[field, { words: { version, zh, text, source }, kind, lineage: lineage ?? [] }] as const]
    }),
  )
}

/** 锁定 What was reviewed, as it was reviewed: nothing is computed anew here. */
export async function lockReportIn(
  call: Call<typeof lockReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof lockReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['county'], '锁定')
  if (!held.ok) return held
  const hand = held.value
  if (await tookPart(call, hand)) return refused(refusal(reportRefusals, 'report.same_person'))
  const step = await takeStep(call, hand, { action: 'lock', after: 'locked' })
  await writeSnapshot(call, hand, step)
  return granted({ id: String(hand.row.id) })
}

async function writeSnapshot(
  call: Call<typeof lockReport, 'report'>,
  hand: AtHand,
  step: number,
): Promise<void> {
  const { etown, now } = call
  const { row, form, content, cells } = hand
  const db = ownDb(call.db)
  const before = await newestSnapshot(db, etown.id, row.id)
  const number = (before?.number ?? 0) + 1
  const steps = await stepsOf(db, etown.id, row.id)
  const submitted = steps.findLast(({ action }) => action === 'submit')?.at ?? now
  const said = snapshotOf(
    {
      etown: { slug: etown.slug, name: etown.name, county: etown.countyCode },
      demonstration: etown.demonstration,
      form: { code: form.code, version: form.version, sha256: form.sha256, content },
      report: String(row.id),
      period: { code: row.period, ...daysOf(row) },
      number,
      previous: before?.sha256,
      reason:
        number === 1 ? undefined : (steps.findLast(({ action }) => action === 'amend')?.note ?? undefined),
      due: row.due_on ?? undefined,
      submittedOn: dayOfInstant(submitted.getTime()),
      lockedAt: now.toISOString(),
      review: steps.map(({ action, at }) => ({ action, at: at.toISOString() })),
    },
    standingIn(cells),
    restingOf(cells),
  )
  const text = snapshotText(said)
  const sha256 = sha256Hex(text)
  await insertSnapshot(db, {
    etown: etown.id,
    report: row.id,
    number,
    prior: number === 1 ? null : number - 1,
    previous: before?.sha256 ?? null,
    step,
    content: text,
    sha256,
    by: accountOf(call),
    at: now,
  })
  call.note(String(row.id), { number, sha256 })
  tell(call, hand, 'report.locked', {
    number,
    attested: [attested('report-snapshot', `${row.id}/${number}`, JSON.parse(text))],
  })
}

/** 更正 Opens it again, with the reason; the snapshot stays, the next one is numbered after it. */
export async function amendReportIn(
  call: Call<typeof amendReport, 'report'>,
): Promise<Outcome<AnswerOf<typeof amendReport>>> {
  const held = await holding(call, BigInt(call.params.report), ['locked', 'dispatched'], '更正')
  if (!held.ok) return held
  await takeStep(call, held.value, { action: 'amend', after: 'filling', note: call.body.reason })
  const hand = await reportAtHand(call.db, call.etown.id, held.value.row.id)
  if (hand !== undefined) await recompute(call, hand)
  tell(call, held.value, 'report.amended')
  return granted({ id: String(held.value.row.id) })
}
