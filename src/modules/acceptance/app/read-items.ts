import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { acceptanceRefusals, type getItem, type listItems, type openPaper } from '../contract/index.ts'
import { type EvidenceRooms, findPaper } from '../db/evidence.ts'
import { gatherItems } from './gather-items.ts'
import { itemDetail } from './item-detail.ts'

export type Rooms = 'acceptance'

export async function listItemsIn(
  call: Call<typeof listItems, Rooms>,
): Promise<Outcome<AnswerOf<typeof listItems>>> {
  const gathered = await gatherItems(call)
  const { plan, number, items = [] } = gathered ?? {}
  return granted({
    items: [...items],
    total: items.length,
    ...(plan && {
      plan: { title: plan.document.title, number: plan.document.number, version: String(number) },
    }),
    readAt: call.now.toISOString(),
  })
}

export async function getItemIn(
  call: Call<typeof getItem, Rooms>,
): Promise<Outcome<AnswerOf<typeof getItem>>> {
  const gathered = await gatherItems(call)
  const item = gathered?.items.find(({ code }) => code === call.params.item)
  if (gathered === undefined || item === undefined)
    return refused(refusal(acceptanceRefusals, 'acceptance.item_unknown'))
  return granted(await itemDetail(call, gathered, item))
}

export async function openPaperIn(call: Call<typeof openPaper, Rooms>): Promise<Outcome<Download>> {
  const { db, etown, params, house } = call
  const row = await findPaper(
    roomOf<EvidenceRooms>(db, 'acceptance'),
    etown.id,
    params.item,
    BigInt(params.evidence),
  )
  const file = row?.sha256 == null ? undefined : await findEvidence(db, etown.id, row.sha256)
  if (file === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.evidence_unknown'))
  call.note(params.item, { evidence: params.evidence })
  const content = await house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
