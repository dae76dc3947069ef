import { openSigner, type Signer } from '#attest'
import type { AnswerOf } from '#kernel/endpoint'
import { pageAsked, pageBy } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import type { House } from '#platform/house'
import type { Call, Download, Etown, RawAnswer } from '#platform/http/route'
import {
  type listDispatches,
  type makeDispatch,
  type readDispatch,
  type readReportKeys,
  reportRefusals,
} from '../contract/index.ts'
import {
  findDispatch,
  holdDispatches,
  insertDispatch,
  newestDispatch,
  pageOfDispatches,
  waitingSnapshots,
} from '../db/dispatches.ts'
import { dispatchText, headText, partsOf } from '../domain/dispatch.ts'
import { accountOf, holding, ownDb, takeStep, tell } from './at-hand.ts'

const ORIGIN_END = '/report'

/** Whose name the dispatches bear. Once the first is out it stays, whatever the address of the server becomes. */
function originOf(
  { config }: Pick<House, 'config'>,
  { slug }: Etown,
  last: { readonly content: string } | undefined,
): string {
  const kept = last && partsOf(last.content)?.text.split('\n')[0]
  if (kept !== undefined) return kept.slice(0, -ORIGIN_END.length)
  const host = config.publicUrl === undefined ? `localhost:${config.port}` : new URL(config.publicUrl).host
  return `${host}/reports/${slug}`
}

const signerOf = (house: House, etown: Etown, origin: string): Promise<Signer> =>
  openSigner(house.config, { etown: etown.id, purpose: 'report', name: origin + ORIGIN_END })

export async function listDispatchesIn(
  call: Call<typeof listDispatches, 'report'>,
): Promise<Outcome<AnswerOf<typeof listDispatches>>> {
  const { db, etown, query, house } = call
  const page = pageAsked(query)
  const { rows, total } = await pageOfDispatches(db, etown.id, page)
  const origin = originOf(house, etown, await newestDispatch(db, etown.id))
  const shown = ({ number, at, sha256, members }: (typeof rows)[number]) => ({
    number,
    at: at.toISOString(),
    sha256,
    snapshots: members.length,
    members,
  })
  return granted({
    total,
    ...pageBy(rows, page.limit, shown, ({ number }) => String(number)),
    waiting: (await waitingSnapshots(db, etown.id)).length,
    origin,
    keys: [...(await signerOf(house, etown, origin)).keys],
  })
}

/** 上报 Every locked snapshot that no dispatch holds, in the order of locking, chained to the dispatch before. */
export async function makeDispatchIn(
  call: Call<typeof makeDispatch, 'report'>,
): Promise<Outcome<AnswerOf<typeof makeDispatch>>> {
  const { etown, house, now } = call
  const db = ownDb(call.db)
  await holdDispatches(db, etown.id)
  const waiting = await waitingSnapshots(db, etown.id)
  if (waiting.length === 0) return refused(refusal(reportRefusals, 'report.nothing_to_dispatch'))
  const before = await newestDispatch(db, etown.id)
  const number = (before?.number ?? 0) + 1
  const origin = originOf(house, etown, before)
  const signer = await signerOf(house, etown, origin)
  const head = {
    origin,
    etown: etown.slug,
    number,
    previous: before?.sha256,
    madeAt: now.toISOString(),
    members: waiting.map(({ sha256 }) => sha256),
  }
  const content = dispatchText(
    signer.signed(headText(head, sha256Hex)),
    waiting.map((row) => row.content),
  )
  const sha256 = sha256Hex(content)
  for (const { report } of waiting.filter(({ newest }) => newest)) {
    const held = await holding(call, report, ['locked'], '上报')
    if (!held.ok) return held
    await takeStep(call, held.value, { action: 'dispatch', after: 'dispatched' })
    tell(call, held.value, 'report.dispatched', { dispatch: number })
  }
  await insertDispatch(
    db,
    {
      etown: etown.id,
      number,
      prior: number === 1 ? null : number - 1,
      previous: before?.sha256 ?? null,
      content,
      sha256,
      by: accountOf(call),
      at: now,
    },
    waiting,
  )
  call.note(`dispatch-${number}`, { snapshots: waiting.length, sha256 })
  call.announce({
    kind: 'report.dispatch-made',
    subject: String(number),
    payload: {
      snapshots: waiting.length,
      attested: [{ kind: 'report-dispatch', subject: String(number), sha256 }],
    },
  })
  return granted({ number })
}

export async function readDispatchIn({
  db,
  etown,
  params,
}: Call<typeof readDispatch, 'report'>): Promise<Outcome<Download>> {
  const row = await findDispatch(db, etown.id, Number(params.number))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  return granted({
    name: `${etown.name}上报包${row.number}.ezhen-dispatch.txt`,
    media: 'text/plain; charset=utf-8',
    content: Buffer.from(row.content, 'utf8'),
  })
}

/** The two key lines this e-town signs its dispatches with. */
export async function keysOf(call: Pick<Call<typeof readReportKeys, 'report'>, 'db' | 'etown' | 'house'>) {
  const { db, etown, house } = call
  const origin = originOf(house, etown, await newestDispatch(db, etown.id))
  return (await signerOf(house, etown, origin)).keys
}

/** Public: whoever verifies a dispatch compares these with what the county office tells by another way. */
export async function readReportKeysIn(
  call: Call<typeof readReportKeys, 'report'>,
): Promise<Outcome<RawAnswer>> {
  const body = `${(await keysOf(call)).join('\n')}\n`
  return granted({ headers: { 'content-type': 'text/plain; charset=utf-8' }, body })
}
