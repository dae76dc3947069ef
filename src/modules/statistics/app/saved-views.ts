import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageBy } from '#kernel/page'
import { granted, type Outcome, type RefusalValues, refusal, refused } from '#kernel/refusal'
import { limitOf } from '#kernel/wire'
import type { Call } from '#platform/http/route'
import {
  type endView,
  type listViews,
  type readView,
  type saveView,
  statisticsRefusals,
  VIEW_PAGES,
} from '../contract/index.ts'
import { endOwnView, findView, insertView, pageOfViews, queryOf, type ViewRow } from '../db/saved-views.ts'

type View = AnswerOf<typeof readView>

const no = (code: keyof typeof statisticsRefusals, values: RefusalValues = {}, pointer?: string) =>
  refused(refusal(statisticsRefusals, code, values, pointer))

const accountOf = ({ actor }: Pick<Call<typeof listViews, 'statistics'>, 'actor'>): string =>
  actor?.account ?? 'nobody'

/** 保存查询 Where one was and what one looked for; not what one saw: that is looked up anew by whoever opens it. */
export async function saveViewIn(
  call: Call<typeof saveView, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof saveView>>> {
  const { db, etown, body, now } = call
  const { name, page, indicator, query, shared } = body
  const needsIndicator = page === 'figure' || page === 'rows'
  if (needsIndicator !== (indicator !== undefined)) return no('statistics.view_incomplete', {}, '/indicator')
  const id = await insertView(db, {
    etown: etown.id,
    name,
    page,
    indicator: indicator ?? null,
    query,
    shared,
    made_by: accountOf(call),
    made_at: now,
  })
  if (id === undefined) return no('statistics.view_name_taken', { name }, '/name')
  call.note(String(id), { page, shared })
  return granted({ id: String(id) })
}

export async function listViewsIn(
  call: Call<typeof listViews, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof listViews>>> {
  const { db, etown, query } = call
  const limit = limitOf(query)
  const after = query.after === undefined ? undefined : BigInt(query.after)
  const account = accountOf(call)
  const { rows, total } = await pageOfViews(db, etown.id, account, { after, limit })
  return granted({ total, ...pageBy(rows, limit, wireView(account), (row) => String(row.id)) })
}

export async function readViewIn(call: Call<typeof readView, 'statistics'>): Promise<Outcome<View>> {
  const account = accountOf(call)
  const found = await findView(call.db, call.etown.id, account, BigInt(call.params.view))
  return found === undefined ? no('statistics.no_such_view') : granted(wireView(account)(found))
}

export async function endViewIn(
  call: Call<typeof endView, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof endView>>> {
  const { db, etown, params, now } = call
  const ended = await endOwnView(db, etown.id, accountOf(call), BigInt(params.view), now)
  if (!ended) return no('statistics.no_such_view')
  call.note(params.view)
  return granted({})
}

const wireView =
  (account: string) =>
  (row: ViewRow): View => ({
    id: String(row.id),
    name: row.name,
    page: keyIn(VIEW_PAGES, row.page),
    ...(row.indicator !== null && { indicator: row.indicator }),
    query: queryOf(row),
    shared: row.shared,
    own: row.made_by === account,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
  })
