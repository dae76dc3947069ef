import { attested } from '#kernel/attested'
import { canonicalJson } from '#kernel/canonical'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import type { Call } from '#platform/http/route'
import {
  type amendBulletin,
  BULLETIN_KINDS,
  BULLETIN_STATES,
  type BulletinState,
  type getBulletin,
  type listBulletins,
  type listFigures,
  type publishBulletin,
  reportRefusals,
  type returnBulletin,
  type submitBulletin,
  type withdrawBulletin,
  type writeBulletin,
} from '../contract/index.ts'
import { zBulletinContent } from '../contract/shapes.ts'
import {
  type BulletinRow,
  bulletinSteps,
  draftedBy,
  findBulletin,
  findIssue,
  insertBulletin,
  insertBulletinStep,
  insertDraft,
  insertIssue,
  pageOfBulletins,
} from '../db/bulletins.ts'
import { accountOf, ownDb, type Working } from './at-hand.ts'
import { figuresToQuote, quotedIn, withLater } from './quoted-figures.ts'
import { namesFor } from './read-report.ts'

export const bulletinPath = (slug: string, id: bigint): string => `/bulletins/${slug}/${id}`

export const bulletinView = (row: BulletinRow, names: ReadonlyMap<string, string>) => ({
  id: String(row.id),
  kind: keyIn(BULLETIN_KINDS, row.kind),
  title: row.title,
  state: keyIn(BULLETIN_STATES, row.after),
  draft: row.draft,
  byName: names.get(row.made_by) ?? row.made_by,
  at: row.at.toISOString(),
})

export async function listBulletinsIn({
  db,
  etown,
  query,
}: Call<typeof listBulletins, 'report'>): Promise<Outcome<AnswerOf<typeof listBulletins>>> {
  const page = pageAsked(query)
  const { rows, total } = await pageOfBulletins(db, etown.id, query.state, page)
  const names = await namesFor(
    db,
    rows.map(({ made_by }) => made_by),
  )
  return granted({ total, ...pageOf(rows, page.limit, (row) => bulletinView(row, names)) })
}

export async function getBulletinIn({
  db,
  etown,
  params,
}: Pick<Call<typeof getBulletin, 'report'>, 'db' | 'etown' | 'params'>): Promise<
  Outcome<AnswerOf<typeof getBulletin>>
> {
  const row = await findBulletin(db, etown.id, BigInt(params.bulletin))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const steps = await bulletinSteps(db, etown.id, row.id)
  const issue = await findIssue(db, etown.id, row.id)
  const names = await namesFor(db, [row.made_by, ...steps.map(({ by }) => by)])
  const live = await quotedIn(db, etown.id, row.body)
  const frozen =
    issue && (await withLater(db, etown.id, zBulletinContent.parse(JSON.parse(issue.content)).figures))
  return granted({
    ...bulletinView(row, names),
    body: row.body,
    figures: [...(frozen ?? live.figures)],
    problems: frozen === undefined ? live.problems.map(({ zh, en }) => ({ zh, en })) : [],
    steps: steps.map(({ action, by, at, note }) => ({
      action,
      byName: names.get(by) ?? by,
      at: at.toISOString(),
      ...(note === null ? {} : { note }),
    })),
    ...(issue === undefined ? {} : { publicPath: bulletinPath(etown.slug, row.id), sha256: issue.sha256 }),
  })
}

export async function listFiguresIn({
  db,
  etown,
}: Call<typeof listFigures, 'report'>): Promise<Outcome<AnswerOf<typeof listFigures>>> {
  const items = await figuresToQuote(db, etown.id)
  return granted({ items, total: items.length })
}

export async function writeBulletinIn(
  call: Call<typeof writeBulletin, 'report'>,
): Promise<Outcome<AnswerOf<typeof writeBulletin>>> {
  const { etown, now, body } = call
  const db = ownDb(call.db)
  const by = accountOf(call)
  const { id } = await insertBulletin(db, { etown: etown.id, kind: body.kind, made_by: by, made_at: now })
  const { title } = body
  await insertDraft(db, { etown: etown.id, bulletin: id, no: 1, title, body: body.body, by, at: now })
  const first = {
    etown: etown.id,
    bulletin: id,
    no: 1,
    action: 'write',
    after: 'draft',
    draft: 1,
    by,
    at: now,
  }
  await insertBulletinStep(db, first)
  call.note(`bulletin-${id}`, { kind: body.kind })
  return granted({ id: String(id) })
}

type Step = {
  readonly action: string
  readonly from: BulletinState
  readonly after: BulletinState
  readonly note?: string
  readonly draft?: number
}

/** Takes the step if the bulletin stands where it begins. A second one at the same moment meets the first in the table. */
async function step(
  call: Working,
  id: string,
  { action, from, after, note, draft }: Step,
  also: (row: BulletinRow, no: number) => Promise<Outcome<undefined>> = async () => granted(undefined),
): Promise<Outcome<{ id: string }>> {
  const db = ownDb(call.db)
  const row = await findBulletin(db, call.etown.id, BigInt(id))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const state = keyIn(BULLETIN_STATES, row.after)
  if (state !== from)
    return refused(refusal(reportRefusals, 'report.bulletin_state', { state: BULLETIN_STATES[state].zh }))
  const before = await also(row, row.step + 1)
  if (!before.ok) return before
  await insertBulletinStep(db, {
    etown: call.etown.id,
    bulletin: row.id,
    no: row.step + 1,
    prior: row.step,
    action,
    before: row.after,
    after,
    draft: draft ?? row.draft + (action === 'write' ? 1 : 0),
    note: note ?? null,
    by: accountOf(call),
    at: call.now,
  })
  call.note(`bulletin-${row.id}`, { action })
  return granted({ id })
}

export const amendBulletinIn = (call: Call<typeof amendBulletin, 'report'>) =>
  step(call, call.params.bulletin, { action: 'write', from: 'draft', after: 'draft' }, async (row) => {
    const { etown, now, body } = call
    const draft = {
      etown: etown.id,
      bulletin: row.id,
      no: row.draft + 1,
      ...body,
      by: accountOf(call),
      at: now,
    }
    await insertDraft(ownDb(call.db), draft)
    return granted(undefined)
  })

export const submitBulletinIn = (call: Call<typeof submitBulletin, 'report'>) =>
  step(call, call.params.bulletin, { action: 'submit', from: 'draft', after: 'waiting' }, async (row) => {
    const { problems } = await quotedIn(ownDb(call.db), call.etown.id, row.body)
    return problems.length > 0 ? refused(...problems) : granted(undefined)
  })

export const returnBulletinIn = (call: Call<typeof returnBulletin, 'report'>) =>
  step(call, call.params.bulletin, { action: 'return', from: 'waiting', after: 'draft', note: call.body.why })

export const withdrawBulletinIn = (call: Call<typeof withdrawBulletin, 'report'>) =>
  step(call, call.params.bulletin, {
    action: 'withdraw',
    from: 'published',
    after: 'withdrawn',
    note: call.body.why,
  })

/** 审定发布 Every quoted figure is frozen with the snapshot it comes from; the whole is hashed and told to the log. */
export async function publishBulletinIn(
  call: Call<typeof publishBulletin, 'report'>,
): Promise<Outcome<AnswerOf<typeof publishBulletin>>> {
  const db = ownDb(call.db)
  const { etown, now } = call
  let written:
    | { readonly bulletin: bigint; readonly step: number; readonly content: string; readonly sha256: string }
    | undefined
  const done = await step(
    call,
    call.params.bulletin,
    { action: 'publish', from: 'waiting', after: 'published' },
    async (row, no) => {
      if (await draftedBy(db, etown.id, row.id, accountOf(call)))
        return refused(refusal(reportRefusals, 'report.author_publishes'))
      const { figures, problems } = await quotedIn(db, etown.id, row.body)
      if (problems.length > 0) return refused(...problems)
      const content = canonicalJson(
        JSON.parse(
          JSON.stringify({
            format: 'ezhen-bulletin/1',
            kind: row.kind,
            title: row.title,
            body: row.body,
            publishedAt: now.toISOString(),
            figures,
          }),
        ),
      )
      written = { bulletin: row.id, step: no, content, sha256: sha256Hex(content) }
      return granted(undefined)
    },
  )
  if (!done.ok || written === undefined) return done
  await insertIssue(db, { etown: etown.id, ...written })
  const { bulletin, content } = written
  call.announce({
    kind: 'report.bulletin-published',
    subject: String(bulletin),
    payload: { attested: [attested('report-bulletin', String(bulletin), JSON.parse(content))] },
  })
  return done
}
