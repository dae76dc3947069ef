import { randomBytes } from 'node:crypto'
import { day, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { addFen, yuanText } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import { contractsOf, type PubContract } from '#project'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import { assetRefusals, type bringPaper, type listContracts, type registerAsset } from '../contract/index.ts'
import { insertAsset, insertShares } from '../db/assets.ts'
import { floorOf, thresholdOn } from '../domain/threshold.ts'
import { THRESHOLDS, todayOf } from './asset-views.ts'

export async function listContractsIn(
  call: Call<typeof listContracts, 'asset'>,
): Promise<Outcome<AnswerOf<typeof listContracts>>> {
  const found = await contractsOf(call.db, call.etown.id)
  const items = found.map(({ id, number, project_name, contractor, ends_on }) => ({
    ...{ id: String(id), number, project: project_name, contractor, endsOn: day(ends_on) },
  }))
  return granted({ items, total: items.length })
}

type Registering = Call<typeof registerAsset, 'asset'>

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const newTag = (): string => Array.from(randomBytes(10), (b) => LETTERS[b % 32]).join('')

async function registerRefusals(
  call: Registering,
  contract: PubContract | undefined,
): Promise<readonly Refusal[]> {
  const { db, etown, body } = call
  const today = todayOf(call)
  const price = toFen(body.price)
  const sum = addFen(...body.shares.map(({ amount }) => toFen(amount)))
  const sources = body.shares.map(({ source }) => source)
  const threshold = thresholdOn(THRESHOLDS, day(body.boughtOn))
  const floor = threshold && floorOf(threshold, body.class)
  const isBatch = body.batch === true && threshold?.batch === 'true'
  const said = (code: keyof typeof assetRefusals, values: Record<string, string>, at: string) =>
    refusal(assetRefusals, code, values, at)
  return [
    ...(body.contract !== undefined && contract === undefined
      ? [said('asset.contract_unknown', {}, '/contract')]
      : []),
    ...(body.useUntil !== undefined && body.contract === undefined
      ? [said('asset.use_without_contract', {}, '/useUntil')]
      : []),
    ...(body.boughtOn > today ? [said('asset.day_future', { today: formatDay(today) }, '/boughtOn')] : []),
    ...(sum === price
      ? []
      : [said('asset.shares_differ', { sum: yuanText(sum), price: yuanText(price) }, '/shares')]),
    ...(new Set(sources).size < sources.length ? [said('asset.source_twice', {}, '/shares')] : []),
    ...(threshold !== undefined && floor !== undefined && price < floor && !isBatch
      ? [said('asset.below_threshold', { floor: yuanText(floor), source: threshold.source }, '/price')]
      : []),
    ...((await findEvidence(db, etown.id, body.evidence)) === undefined
      ? [said('asset.evidence_unknown', {}, '/evidence')]
      : []),
  ]
}

/** 登记资产 Its card, its shares by source, and the tag it will carry. */
export async function registerAssetIn(call: Registering): Promise<Outcome<AnswerOf<typeof registerAsset>>> {
  const { db, etown, now, body } = call
  const contract = (await contractsOf(db, etown.id)).find(({ id }) => String(id) === body.contract)
  const wrong = await registerRefusals(call, contract)
  if (wrong.length > 0) return refused(...wrong)
  const made = await insertAsset(db, {
    ...{ etown: etown.id, number: body.number, tag: newTag(), name: body.name, model: body.model },
    ...{ class: body.class, price: toFen(body.price), bought_on: body.boughtOn },
    ...{ ownership: body.ownership, owner: body.owner, custodian: body.custodian, place: body.place },
    contract: contract?.number ?? null,
    contract_id: contract?.id ?? null,
    use_until: body.useUntil ?? null,
    batch: body.batch ?? false,
    ...{ evidence: body.evidence, entered_by: call.actor?.account ?? '', entered_at: now },
  })
  if (made === undefined)
    return refused(refusal(assetRefusals, 'asset.number_taken', { number: body.number }, '/number'))
  await insertShares(
    db,
    body.shares.map(({ source, amount }) => ({
      ...{ etown: etown.id, asset: made.id, source, amount: toFen(amount) },
    })),
  )
  call.note(`asset-${made.id}`, { number: body.number })
  call.announce({
    kind: 'asset.registered',
    subject: `asset-${made.id}`,
    payload: { number: body.number, name: body.name, price: body.price, shares: body.shares },
    evidence: [body.evidence],
  })
  return granted({ id: String(made.id) })
}

export async function bringPaperIn(
  call: Call<typeof bringPaper, 'asset'>,
): Promise<Outcome<AnswerOf<typeof bringPaper>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}
