import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { namesOf } from '#identity'
import { type Day, day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, limitOf } from '#kernel/wire'
import { planOf } from '#plan'
import { contractsOf } from '#project'
import { roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  ASSET_CLASSES,
  ASSET_EVENTS,
  type Asset,
  assetRefusals,
  DISPOSALS,
  type getAsset,
  type listAssets,
  OWNERSHIPS,
  type openPaper,
} from '../contract/index.ts'
import {
  type AssetRow,
  eventsOf,
  findAsset,
  isPaperOf,
  LAST_OF,
  pageOfAssets,
  sharesOf,
} from '../db/assets.ts'
import { openTakeOf, timesCounted } from '../db/takes.ts'
import { stateAfter } from '../domain/life.ts'
import { thresholdOn, zThresholds } from '../domain/threshold.ts'

/** The dated standards, read once. */
export const THRESHOLDS = zThresholds.parse(
  parse(readFileSync(new URL('../domain/thresholds.yaml', import.meta.url), 'utf8'), { schema: 'failsafe' }),
)

export const todayOf = ({ now }: { readonly now: Date }): Day => dayOfInstant(now.getTime())

export const lastOf = ({ last_kind: kind }: AssetRow) =>
  kind === null ? undefined : keyIn(ASSET_EVENTS, kind)

export const publicPath = (slug: string, tag: string): string => `/assets/${slug}/${tag}`

export function assetView(row: AssetRow, today: Day): Asset {
  const state = stateAfter(lastOf(row))
  const dueOn = row.due_on === null ? undefined : day(row.due_on)
  const useUntil = row.use_until === null ? undefined : day(row.use_until)
  const lent = state === 'lent' && dueOn !== undefined && dueOn < today
  const kept = useUntil !== undefined && useUntil < today && !row.came_back && state !== 'disposed'
  return {
    id: String(row.id),
    number: row.number,
    name: row.name,
    model: row.model,
    class: keyIn(ASSET_CLASSES, row.class),
    price: fromFen(fen(row.price)),
    boughtOn: day(row.bought_on),
    ownership: keyIn(OWNERSHIPS, row.ownership),
    custodian: row.held_by,
    place: row.stands_at,
    state,
    ...(state === 'lent' && dueOn && { dueOn }),
    ...(useUntil && { useUntil }),
    overdue: lent || kept,
  }
}

export async function listAssetsIn(
  call: Call<typeof listAssets, 'asset'>,
): Promise<Outcome<AnswerOf<typeof listAssets>>> {
  const { state, overdue, text, after } = call.query
  const today = todayOf(call)
  const filter = {
    ...(state && { kinds: LAST_OF[state] }),
    ...(overdue && { overdueOn: today }),
    ...(text && { text }),
  }
  const limit = limitOf(call.query)
  const page = { after: after === undefined ? undefined : BigInt(after), limit }
  const { rows, total } = await pageOfAssets(call.db, call.etown.id, filter, page)
  const items = rows.slice(0, limit).map((row) => assetView(row, today))
  const next = rows.length > limit ? items.at(-1)?.id : undefined
  return granted({ items, total, ...(next === undefined ? {} : { next }) })
}

export async function getAssetIn(
  call: Call<typeof getAsset, 'asset'>,
): Promise<Outcome<AnswerOf<typeof getAsset>>> {
  const { db, etown } = call
  const row = await findAsset(db, etown.id, { id: BigInt(call.params.asset) })
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.not_found'))
  const today = todayOf(call)
  const found = await planOf(roomOf(db, 'plan'), etown.id, today)
  const sources = new Map(found?.plan.funds.sources.map(({ code, name }) => [code, name]))
  const events = await eventsOf(db, etown.id, row.id)
  const names = await namesOf(roomOf(db, 'identity'), [...new Set(events.map(({ by }) => by))])
  const take = await openTakeOf(db, etown.id)
  const contract = (await contractsOf(db, etown.id)).find(({ id }) => id === row.contract_id)
  return granted({
    ...assetView(row, today),
    owner: row.owner,
    ...(row.contract === null ? {} : { contract: row.contract }),
    ...(contract === undefined ? {} : { project: String(contract.project) }),
    batch: row.batch,
    evidence: row.evidence,
    threshold: thresholdOn(THRESHOLDS, day(row.bought_on))?.source ?? '',
    shares: (await sharesOf(db, etown.id, row.id)).map(({ source, amount }) => ({
      source,
      name: sources.get(source) ?? source,
      amount: fromFen(fen(amount)),
    })),
    events: events.map((event) => ({
      number: event.number,
      kind: keyIn(ASSET_EVENTS, event.kind),
      text: event.text,
      ...(event.custodian === null ? {} : { custodian: event.custodian }),
      ...(event.place === null ? {} : { place: event.place }),
      ...(event.due_on === null ? {} : { dueOn: day(event.due_on) }),
      ...(event.way === null ? {} : { way: keyIn(DISPOSALS, event.way) }),
      ...(event.sha256 === null ? {} : { sha256: event.sha256 }),
      by: names.get(event.by) ?? event.by,
      at: event.at.toISOString(),
    })),
    publicPath: publicPath(etown.slug, row.tag),
    ...(take && { take: String(take.id) }),
    countedNow: take !== undefined && (await timesCounted(db, etown.id, take.id, row.id)) > 0,
  })
}

export async function openPaperIn(call: Call<typeof openPaper, 'asset'>): Promise<Outcome<Download>> {
  const { db, etown, params, house } = call
  const is = await isPaperOf(db, etown.id, BigInt(params.asset), params.sha256)
  const file = is ? await findEvidence(db, etown.id, params.sha256) : undefined
  if (file === undefined) return refused(refusal(assetRefusals, 'asset.evidence_unknown'))
  const content = await house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
