import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type closeRecall,
  type getRecall,
  type listRecalls,
  type openRecall,
  type RecallCounts,
  type RecallView,
  type recallList,
  recallRefusals,
} from '../contract/index.ts'
import {
  closeRecallRow,
  findRecall,
  insertRecall,
  pageOfRecalls,
  type RecallRow,
  unmentioned,
} from '../db/recalls.ts'
import { canonicalEpc } from '../domain/gs1/epc-urn.ts'
import { listRecall } from './recall-list.ts'
import { noteNotices } from './recall-notices.ts'
import type { TraceSeams } from './seams.ts'

const NOTHING: RecallCounts = {
  lots: 0,
  items: 0,
  containers: 0,
  places: 0,
  orders: 0,
  parcels: 0,
  buyers: 0,
}

function viewOf(row: RecallRow): RecallView {
  const { closed_at } = row
  return {
    id: String(row.id),
    drill: row.drill,
    reason: row.reason,
    lots: row.lots,
    openedAt: row.opened_at.toISOString(),
    openedBy: row.opened_by,
    listedMs: row.listed_ms,
    counts: { ...NOTHING, ...(typeof row.counts === 'object' ? row.counts : {}) },
    listSha256: row.list_sha256,
    ...(closed_at !== null && {
      closedAt: closed_at.toISOString(),
      minutes: Math.ceil((closed_at.getTime() - row.opened_at.getTime()) / 60_000),
    }),
    ...(row.note !== null && { note: row.note }),
  }
}

/** 召回: the list is made at once and its hash kept; the clock runs until somebody closes it. */
export async function openRecallIn(
  call: Call<typeof openRecall, 'trace'>,
  seams: TraceSeams,
): Promise<Outcome<AnswerOf<typeof openRecall>>> {
  const { drill, reason } = call.body
  const lots = [...new Set(call.body.lots.map(canonicalEpc))]
  const unknown = await unmentioned(call.db, call.etown.id, lots)
  if (unknown.length > 0)
    return refused(
      ...unknown.map((code) => refusal(recallRefusals, 'trace.recall_unknown_code', { code }, '/lots')),
    )
  const began = performance.now()
  const list = await listRecall(call.db, call.etown.id, lots, seams)
  if (!list.ok) return list
  const { counts, sha256 } = list.value
  const row = await insertRecall(call.db, {
    etown: call.etown.id,
    drill,
    reason,
    lots,
    opened_at: call.now,
    opened_by: call.actor?.account ?? '',
    listed_ms: Math.round(performance.now() - began),
    counts: JSON.stringify(counts),
    list_sha256: sha256,
  })
  await noteNotices(call.db, call.etown.id, row.id, list.value)
  call.note(String(row.id), { drill, counts })
  call.announce({
    kind: 'trace.recall-opened',
    subject: String(row.id),
    payload: { drill, lots, counts, listSha256: sha256 },
  })
  return granted(viewOf(row))
}

export async function listRecallsIn(
  call: Call<typeof listRecalls, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listRecalls>>> {
  const limit = limitOf(call.query)
  const before = /^\d{1,18}$/.test(call.query.after ?? '') ? BigInt(call.query.after ?? '') : undefined
  const { rows, total } = await pageOfRecalls(call.db, call.etown.id, before, limit + 1)
  const shown = rows.slice(0, limit)
  const next = rows.length > limit ? shown.at(-1)?.id : undefined
  return granted({ items: shown.map(viewOf), total, ...(next !== undefined && { next: String(next) }) })
}

async function recallOf(
  call: Call<typeof getRecall, 'trace'> | Call<typeof recallList, 'trace'>,
): Promise<Outcome<RecallRow>> {
  const row = await findRecall(call.db, call.etown.id, BigInt(call.params.recall))
  return row === undefined
    ? refused(refusal(recallRefusals, 'trace.no_recall', { id: call.params.recall }))
    : granted(row)
}

export async function getRecallIn(
  call: Call<typeof getRecall, 'trace'>,
): Promise<Outcome<AnswerOf<typeof getRecall>>> {
  const row = await recallOf(call)
  return row.ok ? granted(viewOf(row.value)) : row
}

/** The list as it stands now: events that came since the recall was opened are in it. */
export async function recallListIn(
  call: Call<typeof recallList, 'trace'>,
  seams: TraceSeams,
): Promise<Outcome<Download>> {
  const row = await recallOf(call)
  if (!row.ok) return row
  call.note(call.params.recall, {})
  const list = await listRecall(call.db, call.etown.id, row.value.lots, seams)
  if (!list.ok) return list
  await noteNotices(call.db, call.etown.id, row.value.id, list.value)
  const kind = row.value.drill ? '召回演练' : '召回'
  return granted({
    name: `${kind}-${call.etown.name}-第${row.value.id}次.csv`,
    media: 'text/csv; charset=utf-8',
    content: list.value.csv,
  })
}

export async function closeRecallIn(
  call: Call<typeof closeRecall, 'trace'>,
): Promise<Outcome<AnswerOf<typeof closeRecall>>> {
  const id = BigInt(call.params.recall)
  call.note(call.params.recall, {})
  const row = await closeRecallRow(call.db, call.etown.id, id, {
    at: call.now,
    by: call.actor?.account ?? '',
    note: call.body.note,
  })
  if (row === undefined) {
    const known = await findRecall(call.db, call.etown.id, id)
    return refused(
      known === undefined
        ? refusal(recallRefusals, 'trace.no_recall', { id })
        : refusal(recallRefusals, 'trace.recall_closed'),
    )
  }
  const view = viewOf(row)
  call.announce({
    kind: 'trace.recall-closed',
    subject: String(row.id),
    payload: { drill: row.drill, minutes: view.minutes ?? 0 },
  })
  return granted(view)
}
