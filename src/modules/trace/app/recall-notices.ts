import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type recallNotices, recallRefusals } from '../contract/index.ts'
import { dispatchesById } from '../db/dispatches.ts'
import { addNotices, pageOfNotices } from '../db/recall-notices.ts'
import { findRecall } from '../db/recalls.ts'
import { dispatchViews } from './dispatch.ts'
import { ownDispatch, ownName } from './own-names.ts'
import type { RecallList } from './recall-list.ts'
import type { OrderTrail, TraceSeams } from './seams.ts'

const LONGEST = 500

/** 召回通知 Every dispatch the goods left with, and every order that is known by its number alone. */
export async function noteNotices(
  db: Db<'trace'>,
  etown: number,
  recall: bigint,
  { orders, buyers }: Pick<RecallList, 'orders' | 'buyers'>,
): Promise<void> {
  const dispatches = [...buyers].flatMap((uri) => ownDispatch(etown, uri) ?? [])
  const named = new Set((await dispatchesById(db, etown, dispatches)).map((row) => row.order_no))
  const others = [...orders].filter((uri) => {
    const own = ownName(etown, uri)
    return uri.length <= LONGEST && !(own?.kind === 'order' && named.has(own.value))
  })
  await addNotices(db, etown, recall, { dispatches, orders: others })
}

export async function recallNoticesIn(
  call: Call<typeof recallNotices, 'trace'>,
  { orders: sources }: TraceSeams,
): Promise<Outcome<AnswerOf<typeof recallNotices>>> {
  const { db, etown } = call
  const recall = await findRecall(db, etown.id, BigInt(call.params.recall))
  if (recall === undefined)
    return refused(refusal(recallRefusals, 'trace.no_recall', { id: call.params.recall }))
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfNotices(db, etown.id, recall.id, page)
  const shown = rows.slice(0, page.limit)
  const ids = shown.flatMap(({ dispatch }) => (dispatch === null ? [] : [dispatch]))
  const views = await dispatchViews(db, etown.id, await dispatchesById(db, etown.id, ids))
  const dispatches = new Map(views.map((view) => [view.id, view]))
  const notices = shown.map(({ id, dispatch, order_ref }) => {
    const view = dispatch === null ? undefined : dispatches.get(String(dispatch))
    const named = order_ref === null ? undefined : (ownName(etown.id, order_ref)?.value ?? order_ref)
    return { id: String(id), dispatch: view, order: view?.order ?? named }
  })
  const wanted = [...new Set(notices.flatMap(({ order }) => order ?? []))]
  const trails: OrderTrail[] = []
  for (const source of sources) trails.push(...(await source(db, etown.id, wanted)))
  const items = notices.map((notice) => ({
    ...notice,
    trails: trails.filter(({ order }) => order === notice.order).map(({ order: _order, ...trail }) => trail),
  }))
  const { next } = pageOf(rows, page.limit, (row) => row.id)
  return granted({ items, total, next })
}
