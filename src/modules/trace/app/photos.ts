import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { type addPhoto, lotRefusals, type seePhoto } from '../contract/index.ts'
import { findStep, insertPhoto, stepsOf } from '../db/steps.ts'
import { sees } from './seeing.ts'
import { leafOf, statedPhoto } from './statements.ts'

async function seenStep(call: Pick<Call<typeof addPhoto, 'trace'>, 'db' | 'etown' | 'actor' | 'params'>) {
  const step = await findStep(call.db, call.etown.id, BigInt(call.params.step))
  return step !== undefined && sees(call.actor, call.etown.id, step.party) ? step : undefined
}

export async function addPhotoIn(
  call: Call<typeof addPhoto, 'trace'>,
): Promise<Outcome<AnswerOf<typeof addPhoto>>> {
  const step = await seenStep(call)
  if (step === undefined) return refused(refusal(lotRefusals, 'trace.step_unknown'))
  if (call.file === undefined) return refused(refusal(lotRefusals, 'trace.not_a_photo'))
  const { sha256 } = call.file
  await insertPhoto(call.db, {
    etown: call.etown.id,
    step: step.id,
    sha256,
    by: call.actor?.account ?? '',
  })
  call.note(String(step.id))
  call.announce({
    kind: 'trace.photo-added',
    subject: String(step.id),
    payload: { kind: step.kind, attested: [leafOf(statedPhoto({ step: step.id, sha256 }))] },
    evidence: [sha256],
  })
  return granted({ sha256 })
}

export async function seePhotoIn(call: Call<typeof seePhoto, 'trace'>): Promise<Outcome<Download>> {
  const step = await seenStep(call)
  if (step === undefined) return refused(refusal(lotRefusals, 'trace.step_unknown'))
  const about = {
    seasons: step.season === null ? [] : [step.season],
    lots: step.lot === null ? [] : [step.lot],
  }
  const own = (await stepsOf(call.db, call.etown.id, about)).find((one) => one.id === step.id)
  const named = own?.photos.includes(call.params.sha256)
  const file = named ? await findEvidence(call.db, call.etown.id, call.params.sha256) : undefined
  if (file === undefined) return refused(refusal(lotRefusals, 'trace.step_unknown'))
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
