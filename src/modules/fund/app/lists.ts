import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import {
  ENTRY_KINDS,
  type EntryView,
  type listAllotments,
  type listEntries,
  type listTranches,
  type Tranche,
} from '../contract/index.ts'
import { pageOfAllotments } from '../db/allotments.ts'
import { type EntryRow, pageOfEntries } from '../db/journal.ts'
import { pageOfTranches, type TrancheRow } from '../db/tranches.ts'
import { actingOf, sourcesOf } from './acting.ts'
import { allotmentView } from './allotment-view.ts'
import { type Names, namesIn } from './names.ts'

export const entryView = (row: EntryRow, names: Names): EntryView => ({
  id: String(row.id),
  kind: keyIn(ENTRY_KINDS, row.kind),
  day: day(row.day),
  at: row.at.toISOString(),
  by: row.by,
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.evidence === null ? {} : { evidence: row.evidence }),
  amount: String(row.amount),
  source: row.source,
  sourceName: names.source(row.source),
  ...(row.category === null ? {} : { category: row.category, categoryName: names.category(row.category) }),
  ...(row.allotment === null ? {} : { allotment: String(row.allotment) }),
  from: row.from,
  to: row.to,
})

const trancheView = (row: TrancheRow, names: Names): Tranche => ({
  id: String(row.id),
  source: row.source,
  sourceName: names.source(row.source),
  document: row.document,
  amount: String(row.amount),
  arrivedOn: day(row.arrived_on),
  evidence: row.evidence ?? '',
  entry: String(row.entry),
  by: row.by,
})

export async function listTranchesIn(
  call: Call<typeof listTranches, 'fund'>,
): Promise<Outcome<AnswerOf<typeof listTranches>>> {
  const place = pageAsked(call.query)
  const { rows, total } = await pageOfTranches(call.db, call.etown.id, call.query.source, place)
  const names = namesIn(await sourcesOf(actingOf(call)))
  return granted({ total, ...pageOf(rows, place.limit, (row) => trancheView(row, names)) })
}

export async function listEntriesIn(
  call: Call<typeof listEntries, 'fund'>,
): Promise<Outcome<AnswerOf<typeof listEntries>>> {
  const place = pageAsked(call.query)
  const { rows, total } = await pageOfEntries(call.db, call.etown.id, call.query, place)
  const names = namesIn(await sourcesOf(actingOf(call)))
  return granted({ total, ...pageOf(rows, place.limit, (row) => entryView(row, names)) })
}

export async function listAllotmentsIn(
  call: Call<typeof listAllotments, 'fund'>,
): Promise<Outcome<AnswerOf<typeof listAllotments>>> {
  const place = pageAsked(call.query)
  const { rows, total } = await pageOfAllotments(call.db, call.etown.id, call.query, place)
  const names = namesIn(await sourcesOf(actingOf(call)))
  return granted({ total, ...pageOf(rows, place.limit, (row) => allotmentView(row, names)) })
}
