import { namesOf } from '#identity'
import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { lotsOf } from '#trace'
import { type getSample, inspectionRefusals, type listSamples } from '../contract/index.ts'
import { labResultsOf, reinspectionOf, toldOf } from '../db/lab.ts'
import { findSample, labelsOf, pageOfSamples, reviewOf, runsOf, type SampleWithTask } from '../db/samples.ts'
import { REINSPECTION_HOURS } from '../domain/sample-states.ts'
import { onlyParty, sees, spelt } from './seeing.ts'
import { namingOf, runViews, sampleView } from './views.ts'

export async function listSamplesIn(
  call: Call<typeof listSamples, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listSamples>>> {
  const { db, etown, actor, query } = call
  const page = pageAsked(query)
  const filter = {
    state: query.state,
    lots: query.lot === undefined ? undefined : [BigInt(query.lot)],
    party: onlyParty(call),
  }
  const { rows, total } = await pageOfSamples(db, etown.id, filter, page)
  const naming = await namingOf(
    db,
    etown.id,
    rows.map((row) => row.lot),
  )
  // Asking by lot would tell the tester what the code hides.
  const shown = (row: SampleWithTask) => sampleView(row, naming, actor)
  return granted({ total, ...pageOf(rows, page.limit, shown) })
}

type At = Pick<Call<typeof getSample, 'inspection'>, 'db' | 'etown' | 'actor'>

/** The sample of the path, if this person may see it. */
export async function seenSample(call: At, id: string): Promise<Outcome<SampleWithTask>> {
  const row = await findSample(call.db, call.etown.id, BigInt(id))
  const lot = row && (await lotsOf(call.db, call.etown.id, [row.lot])).get(row.lot)
  return row !== undefined && lot !== undefined && sees(call, lot.party)
    ? granted(row)
    : refused(refusal(inspectionRefusals, 'inspection.sample_unknown'))
}

export async function getSampleIn(
  call: Call<typeof getSample, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof getSample>>> {
  const { db, etown, actor } = call
  const found = await seenSample(call, call.params.sample)
  if (!found.ok) return found
  const row = found.value
  const naming = await namingOf(db, etown.id, [row.lot])
  const [review, told, again] = await Promise.all([
    reviewOf(db, etown.id, row.id),
    toldOf(db, etown.id, row.id),
    reinspectionOf(db, etown.id, row.id),
  ])
  const [lab] = await labResultsOf(db, etown.id, [row.id])
  const [label] = await labelsOf(db, etown.id, [row.id])
  const names = await namesOf(roomOf(db, 'identity'), [row.taken_by, review?.by ?? ''])
  return granted({
    ...sampleView(row, naming, actor),
    takenWhere: row.taken_where,
    takenBy: names.get(row.taken_by) ?? '—',
    results: await runViews(db, await runsOf(db, etown.id, [row.id])),
    lab: lab && {
      laboratory: lab.laboratory,
      reportNo: lab.report_no,
      method: lab.method,
      reportedOn: day(lab.reported_on),
      report: lab.sha256,
      passes: lab.passes,
      items: lab.items.map(({ item, found: amount, most, passes }) => ({
        item,
        found: amount === null ? undefined : spelt(amount),
        most: most === null ? undefined : spelt(most),
        passes,
      })),
    },
    review: review && {
      decision: review.decision === 'confirmed' ? 'confirmed' : 'withdrawn',
      by: names.get(review.by) ?? '—',
      at: review.at.toISOString(),
      said: review.said ?? undefined,
    },
    label: row.state === 'passed' ? label?.number : undefined,
    toldAt: told?.told_at.toISOString(),
    askUntil: told && new Date(told.told_at.getTime() + REINSPECTION_HOURS * 3_600_000).toISOString(),
    askedAgainAt: again?.asked_at.toISOString(),
  })
}
