import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import type { scanPhoto } from '../contract/index.ts'
import { parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { findCode } from './find-code.ts'
import { glanceAt } from './glance-at.ts'
import { hasLot, htmlAnswer, storyOf } from './scan.ts'
import { sorryPage } from './scan-page/sorry-page.ts'
import type { TraceSeams } from './seams.ts'

const PHOTO_WIDTH = 640

/** A photo of the lot's story, small enough for a phone. Only what the page itself shows is handed out. */
export async function scanPhotoIn(
  call: AloneCall<typeof scanPhoto, 'trace'>,
  seams: TraceSeams,
): Promise<Outcome<RawAnswer>> {
  const { gtin, lot: code, photo } = call.params
  const none = htmlAnswer(404, sorryPage('unknown', 'zh').safe)
  const link = parseDigitalLink(`https://scan.invalid/01/${gtin}/10/${code}`)
  const found = link.ok ? await findCode(call.house, link.value) : undefined
  if (!hasLot(found)) return none
  const { etown, lot } = found
  const { version } = await glanceAt(call.house, etown.id, { lot: lot.id, serial: undefined })
  const story = await storyOf(call.house, seams, found, version)
  const shown = story.steps.some((step) => step.photos.includes(photo))
  const file = shown
    ? await inEtown(call.house.pool, etown.id, 'read', ({ db }) => findEvidence(db, etown.id, photo))
    : undefined
  if (file === undefined) return none
  const { data, info } = await sharp(await buffer(await call.house.evidence.read(file.stored)))
    .resize({ width: PHOTO_WIDTH, withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer({ resolveWithObject: true })
  return granted({
    headers: { 'content-type': `image/${info.format}`, 'cache-control': 'public, max-age=86400, immutable' },
    body: data,
  })
}
