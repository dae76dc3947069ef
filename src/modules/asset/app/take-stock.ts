import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'

import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  assetRefusals,
  CONDITIONS,
  type closeTake,
  type countAsset,
  type getTake,
  type listTakes,
  type openTake,
  type Take,
  type TakeDetail,
} from '../contract/index.ts'
import { findAsset } from '../db/assets.ts'
import {
  type CountedRow,
  closeTakeRow,
  countsOf,
  findTake,
  insertCounted,
  insertTake,
  openTakeOf,
  pageOfTakes,
  type TakeRow,
  timesCounted,
} from '../db/takes.ts'
import { differenceOf, stateAfter } from '../domain/life.ts'
import { lastOf } from './asset-views.ts'

const takeView = (row: TakeRow): Take => ({
  id: String(row.id),
  name: row.name,
  openedAt: row.opened_at.toISOString(),
  ...(row.closed_at === null ? {} : { closedAt: row.closed_at.toISOString() }),
  assets: row.assets,
  counted: row.counted,
})

export async function listTakesIn(
  call: Call<typeof listTakes, 'asset'>,
): Promise<Outcome<AnswerOf<typeof listTakes>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfTakes(call.db, call.etown.id, page)
  return granted({ ...pageOf(rows, page.limit, takeView), total })
}

/** 差异清单 What the count and the ledger do not agree on, now. */
export async function getTakeIn(
  call: Call<typeof getTake, 'asset'>,
): Promise<Outcome<AnswerOf<typeof getTake>>> {
  const row = await findTake(call.db, call.etown.id, BigInt(call.params.take))
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.take_not_found'))
  const counts = await countsOf(call.db, call.etown.id, row.id)
  return granted({ ...takeView(row), differences: counts.flatMap(differenceView) })
}

function differenceView(row: CountedRow): TakeDetail['differences'] {
  const { found_at: at, condition, photo } = row
  const found = at === null || condition === null ? undefined : { place: at, condition }
  const why = differenceOf({ state: stateAfter(lastOf(row)), place: row.stands_at, found })
  if (why === undefined) return []
  return [
    {
      ...{ asset: String(row.id), number: row.number, name: row.name, why, ledger: row.stands_at },
      ...(found && { found: found.place, condition: keyIn(CONDITIONS, found.condition) }),
      photo: photo !== null,
    },
  ]
}

export async function openTakeIn(
  call: Call<typeof openTake, 'asset'>,
): Promise<Outcome<AnswerOf<typeof openTake>>> {
  const { db, etown, now } = call
  const row = { etown: etown.id, name: call.body.name, opened_by: call.actor?.account ?? '', opened_at: now }
  const made = await insertTake(db, row)
  if (made === undefined) return refused(refusal(assetRefusals, 'asset.take_open'))
  call.note(`take-${made.id}`)
  call.announce({ kind: 'asset.take-opened', subject: `take-${made.id}`, payload: { name: call.body.name } })
  return granted({ id: String(made.id) })
}

/** 结束盘点 Its list of differences goes into the log as it is now. */
export async function closeTakeIn(
  call: Call<typeof closeTake, 'asset'>,
): Promise<Outcome<AnswerOf<typeof closeTake>>> {
  const { db, etown, now } = call
  const row = await findTake(db, etown.id, BigInt(call.params.take))
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.take_not_found'))
  if (row.closed_at !== null) return refused(refusal(assetRefusals, 'asset.take_closed'))
  const differences = (await countsOf(db, etown.id, row.id)).flatMap(differenceView)
  await closeTakeRow(db, etown.id, row.id, { closed_by: call.actor?.account ?? '', closed_at: now })
  call.note(`take-${row.id}`, { differences: differences.length })
  const { assets, counted } = row
  call.announce({
    kind: 'asset.take-closed',
    subject: `take-${row.id}`,
    payload: { assets, counted, differences },
  })
  return granted({ id: String(row.id) })
}

/** 盘点一件 On a phone: condition, place, and a photo taken there. */
export async function countAssetIn(
  call: Call<typeof countAsset, 'asset'>,
): Promise<Outcome<AnswerOf<typeof countAsset>>> {
  const { db, etown, now, body } = call
  const asset = BigInt(call.params.asset)
  const take = await openTakeOf(db, etown.id)
  if (take === undefined) return refused(refusal(assetRefusals, 'asset.take_closed'))
  const row = await findAsset(db, etown.id, { id: asset })
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.not_found'))
  if ((await findEvidence(db, etown.id, body.photo)) === undefined)
    return refused(refusal(assetRefusals, 'asset.evidence_unknown', {}, '/photo'))
  const number = (await timesCounted(db, etown.id, take.id, asset)) + 1
  const by = call.actor?.account ?? ''
  await insertCounted(db, { etown: etown.id, take: take.id, asset, number, ...body, by, at: now })
  call.note(`asset-${asset}`, { take: String(take.id) })
  call.announce({
    kind: 'asset.counted',
    subject: `asset-${asset}`,
    payload: { take: String(take.id), number, condition: body.condition, place: body.place },
    evidence: [body.photo],
  })
  return granted({ number })
}
