import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { placesOf, proofOf } from '#attest'
import { addDays, day, startOfDay } from '../../../kernel/day.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import type { scanPage, scanPhoto } from '../contract/index.ts'
import { recordScan, scansOf } from '../db/scans.ts'
import { type CloneVerdict, judgeScans } from '../domain/clone/verdict.ts'
import { parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { type FoundCode, findCode } from './find-code.ts'
import { languageOf } from './scan-page/language.ts'
import { sorryPage } from './scan-page/sorry-page.ts'
import { type Scanned, storyPage } from './scan-page/story-page.ts'
import { readStory } from './scan-story.ts'

type ScanCall = AloneCall<typeof scanPage, 'trace'>

/** A recalled lot must be red for the next who looks, so nothing on the way may keep a page. */
const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'Accept-Language',
}

const page = (status: number, body: string): Outcome<RawAnswer> => granted({ status, headers: PAGE, body })

/** 扫码页 The story of a lot, and, where the link names a pack, how often that was asked for. */
export async function scanPageIn(call: ScanCall): Promise<Outcome<RawAnswer>> {
  const language = languageOf(call)
  const link = parseDigitalLink(`https://scan.invalid${call.url.replace(/^\/scan/, '')}`)
  if (!link.ok) return page(400, sorryPage('syntax', language).safe)
  const found = await findCode(call.house, link.value)
  if (found === undefined || !found.lot) return page(404, sorryPage('unknown', language).safe)
  const { etown, item, lot } = found
  const scanned = await scannedOf(call, found)
  const story = await inEtown(call.house.pool, etown.id, 'read', ({ db }) =>
    readStory(roomOf(db, 'trace'), etown.id, { item, lot, countyCode: etown.countyCode }),
  )
  const proofAt = await proofAddress(call, found)
  return page(200, storyPage({ language, story, town: etown, scanned, now: call.now, proofAt }).safe)
}

/** Where whoever scans checks for himself that this lot was on record when it is said to have been: the proof is behind the #. */
async function proofAddress(call: ScanCall, { etown, lot }: FoundCode): Promise<string | undefined> {
  if (!lot) return undefined
  const about = { subject: String(lot.id), kind: 'trace.lot-made' }
  return inEtown(call.house.pool, etown.id, 'read', async ({ db }) => {
    const [place] = await placesOf(db, etown.id, about)
    const proof = place && (await proofOf(db, etown.id, place.index))
    return proof && `/log/${etown.slug}/verify#${encodeURIComponent(proof)}`
  })
}

/** Which device asks, so that a family's second look is not a second pack: a keyed digest, eight bytes, no way back. */
const deviceOf = ({ house, ip, agent }: ScanCall): Buffer =>
  house.vault.blind('trace.scan-device', `${ip} ${agent}`).subarray(0, 8)

async function scannedOf(call: ScanCall, found: FoundCode): Promise<Scanned | 'unknown' | undefined> {
  const { etown, serial } = found
  if (serial === null) return 'unknown'
  if (serial === undefined) return undefined
  const at = { etown: etown.id, serial: serial.serial, at: call.now, device: deviceOf(call) }
  const sum = await inEtown(call.house.pool, etown.id, 'write', ({ db }) =>
    recordScan(roomOf(db, 'trace'), at),
  )
  const verdict = await inEtown(call.house.pool, etown.id, 'read', async ({ db }) =>
    verdictOf(found, serial.asked_at, await scansOf(roomOf(db, 'trace'), etown.id, serial.serial)),
  )
  return { serial: serial.serial, sum, verdict }
}

type Scans = Awaited<ReturnType<typeof scansOf>>

function verdictOf({ item, lot }: FoundCode, issuedAt: Date, scans: Scans): CloneVerdict {
  const looks = scans.map((scan) => ({
    at: scan.at.getTime(),
    device: scan.device.toString('hex'),
    ...(scan.lon !== null &&
      scan.lat !== null && { place: { lon: Number(scan.lon), lat: Number(scan.lat) } }),
  }))
  const keeps = item.shelf_days === null || !lot ? undefined : addDays(day(lot.made_on), item.shelf_days)
  return judgeScans(looks, {
    issuedAt: issuedAt.getTime(),
    ...(keeps !== undefined && { keepsUntil: startOfDay(keeps) }),
  })
}

const PHOTO_WIDTH = 640

/** A photo of the lot's story, small enough for a phone. Only what the page itself shows is handed out. */
export async function scanPhotoIn(call: AloneCall<typeof scanPhoto, 'trace'>): Promise<Outcome<RawAnswer>> {
  const { gtin, lot: code, photo } = call.params
  const link = parseDigitalLink(`https://scan.invalid/01/${gtin}/10/${code}`)
  const found = link.ok ? await findCode(call.house, link.value) : undefined
  if (!found?.lot) return page(404, sorryPage('unknown', 'zh').safe)
  const { etown, item, lot } = found
  const file = await inEtown(call.house.pool, etown.id, 'read', async ({ db }) => {
    const story = await readStory(roomOf(db, 'trace'), etown.id, { item, lot, countyCode: etown.countyCode })
    const shown = story.steps.some((step) => step.photos.includes(photo))
    return shown ? findEvidence(db, etown.id, photo) : undefined
  })
  if (file === undefined) return page(404, sorryPage('unknown', 'zh').safe)
  const { data, info } = await sharp(await buffer(await call.house.evidence.read(file.stored)))
    .resize({ width: PHOTO_WIDTH, withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer({ resolveWithObject: true })
  return granted({
    headers: { 'content-type': `image/${info.format}`, 'cache-control': 'public, max-age=86400, immutable' },
    body: data,
  })
}
