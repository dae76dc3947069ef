import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { type bringProjectEvidence, type projectEvidence, projectRefusals } from '../contract/index.ts'
import { namesEvidence } from '../db/performing.ts'

/** The file is stored by the seam; what refers to it comes with the next act. */
export async function bringEvidenceIn(
  call: Call<typeof bringProjectEvidence, 'project'>,
): Promise<Outcome<AnswerOf<typeof bringProjectEvidence>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}

/** Only files that a project names: others belong to other rooms. */
export async function evidenceIn(call: Call<typeof projectEvidence, 'project'>): Promise<Outcome<Download>> {
  const { sha256 } = call.params
  const file = (await namesEvidence(call.db, call.etown.id, sha256))
    ? await findEvidence(call.db, call.etown.id, sha256)
    : undefined
  if (file === undefined) return refused(refusal(projectRefusals, 'project.evidence_not_found'))
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
