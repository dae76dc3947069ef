import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import type { planFile } from '../contract/version-endpoints.ts'
import { versionsOf } from '../db/versions.ts'

/** The file a version was loaded from, byte for byte. */
export async function getFileIn(call: Call<typeof planFile, 'plan'>): Promise<Outcome<Download>> {
  const { version } = call.params
  const row = (await versionsOf(call.db, call.etown.id)).find(({ number }) => String(number) === version)
  const file = row && (await findEvidence(call.db, call.etown.id, row.file_sha256))
  if (file === undefined) return refused(refusal(planRefusals, 'plan.no_such_version', { version }))
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: `${call.etown.slug}-${version}.yaml`, media: file.media, content })
}
