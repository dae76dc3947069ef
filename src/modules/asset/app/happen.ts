import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type AssetEvent,
  type askDisposal,
  assetRefusals,
  type disposeAsset,
  type giveBackAsset,
  type judgeDisposal,
  type lendAsset,
  type moveAsset,
  type returnAsset,
} from '../contract/index.ts'
import { findAsset, holdAsset, insertEvent } from '../db/assets.ts'
import { eventRefusals } from '../domain/life.ts'
import { lastOf, todayOf } from './asset-views.ts'

type Happening = Call<
  | typeof moveAsset
  | typeof lendAsset
  | typeof giveBackAsset
  | typeof returnAsset
  | typeof askDisposal
  | typeof judgeDisposal
  | typeof disposeAsset,
  'asset'
>

/** What happens to an asset: allowed where it stands, by whom it may be, with the paper it needs. */
async function happen(call: Happening, kind: AssetEvent): Promise<Outcome<AnswerOf<typeof moveAsset>>> {
  const { db, etown, now, body } = call
  const id = BigInt(call.params.asset)
  const by = call.actor?.account ?? ''
  await holdAsset(db, etown.id, id)
  const row = await findAsset(db, etown.id, { id })
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.not_found'))
  const dueOn = 'dueOn' in body ? body.dueOn : undefined
  const evidence = 'evidence' in body ? body.evidence : undefined
  const known = evidence === undefined || (await findEvidence(db, etown.id, evidence)) !== undefined
  const facts = { last: lastOf(row), lastBy: row.last_by ?? undefined, contract: row.contract !== null }
  const wrong = [
    ...eventRefusals(facts, { kind, by, dueOn }, todayOf(call)),
    ...(known ? [] : [refusal(assetRefusals, 'asset.evidence_unknown', {}, '/evidence')]),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const number = (row.last_number ?? 0) + 1
  const held = 'custodian' in body ? { custodian: body.custodian, place: body.place } : {}
  const way = 'way' in body ? { way: body.way } : {}
  await insertEvent(db, {
    ...{ etown: etown.id, asset: id, number, kind, text: body.text, by, at: now },
    ...held,
    ...way,
    due_on: dueOn ?? null,
    sha256: evidence ?? null,
  })
  call.note(`asset-${id}`, { kind, number })
  call.announce({
    kind: `asset.${kind}`,
    subject: `asset-${id}`,
    payload: { number, text: body.text, ...held, ...way, ...(dueOn && { dueOn }) },
    evidence: evidence === undefined ? [] : [evidence],
  })
  return granted({ number })
}

export const moveIn = (call: Call<typeof moveAsset, 'asset'>) => happen(call, 'moved')
export const lendIn = (call: Call<typeof lendAsset, 'asset'>) => happen(call, 'lent')
export const giveBackIn = (call: Call<typeof giveBackAsset, 'asset'>) => happen(call, 'given-back')
export const returnIn = (call: Call<typeof returnAsset, 'asset'>) => happen(call, 'returned')
export const askDisposalIn = (call: Call<typeof askDisposal, 'asset'>) => happen(call, 'disposal-asked')
export const judgeDisposalIn = (call: Call<typeof judgeDisposal, 'asset'>) =>
  happen(call, call.body.approve ? 'disposal-approved' : 'disposal-refused')
export const disposeIn = (call: Call<typeof disposeAsset, 'asset'>) => happen(call, 'disposed')
