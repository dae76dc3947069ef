import { z } from 'zod'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { type partyEvidence, partyRefusals } from '../contract/index.ts'
import { batchOfFile } from '../db/imports.ts'
import { versionsOf } from '../db/parties.ts'
import { seenParty } from './find-party.ts'

const zState = z.object({ ecommerce_evidence: z.string().nullish() })

/** A file this party's e-commerce was ever marked with. An import's file holds others' data and is not handed out here. */
export async function evidenceFileIn(call: Call<typeof partyEvidence, 'party'>): Promise<Outcome<Download>> {
  const found = await seenParty(call)
  if (!found.ok) return found
  const { sha256 } = call.params
  const versions = await versionsOf(call.db, call.etown.id, found.value.id)
  const named = versions.some((v) => zState.parse(v.state).ecommerce_evidence === sha256)
  const file = named ? await findEvidence(call.db, call.etown.id, sha256) : undefined
  if (file === undefined) return refused(refusal(partyRefusals, 'party.evidence_not_found'))
  const batch = await batchOfFile(call.db, call.etown.id, sha256)
  if (batch !== undefined) return refused(refusal(partyRefusals, 'party.evidence_is_import', { batch }))
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
