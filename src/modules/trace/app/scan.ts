import { addDays, day, startOfDay } from '../../../kernel/day.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import type { scanPage } from '../contract/index.ts'
import {
  type Glance,
  issuedAt,
  keepVerdict,
  recordScan,
  type ScanRow,
  STILL_LOOKING_MS,
  scansOf,
} from '../db/scans.ts'
import { type CloneVerdict, judgeScans, type Look } from '../domain/clone/verdict.ts'
import { parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { readSerial } from '../domain/serial-number.ts'
import { type FoundCode, findCode, qualifierOf } from './find-code.ts'
import { glanceAt } from './glance-at.ts'
import { type Kept, kept } from './kept.ts'
import { itemPage } from './scan-page/item-page.ts'
import { languageOf } from './scan-page/language.ts'
import { sorryPage } from './scan-page/sorry-page.ts'
import { type Scanned, storyPage } from './scan-page/story-page.ts'
import { readStory, type Story } from './scan-story.ts'
import type { TraceSeams } from './seams.ts'
import { partyNames } from './seeing.ts'

type ScanCall = AloneCall<typeof scanPage, 'trace'>
export type FoundLot = FoundCode & { readonly lot: NonNullable<FoundCode['lot']> }

/** A recalled lot must be red for the next who looks, so nothing on the way may keep a page. */
const PAGE = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  vary: 'Accept-Language',
}

/** A search engine may know a product and its lots. Single codes it may not: a list of them is what a forger needs. */
const PACK_PAGE = { ...PAGE, 'x-robots-tag': 'noindex' }

export const htmlAnswer = (
  status: number,
  body: string | Buffer,
  headers: RawAnswer['headers'] = PAGE,
): Outcome<RawAnswer> => granted({ status, headers, body })

export const hasLot = (found: FoundCode | undefined): found is FoundLot => found?.lot !== undefined

/** 扫码页 The story of a lot, and, where the link names a pack, how often that was asked for. */
export async function scanPageIn(call: ScanCall, seams: TraceSeams): Promise<Outcome<RawAnswer>> {
  const language = languageOf(call)
  const link = parseDigitalLink(`https://scan.invalid${call.url.replace(/^\/scan/, '')}`)
  if (!link.ok) return htmlAnswer(400, sorryPage('syntax', language).safe)
  const found = await findCode(call.house, link.value)
  if (found === undefined) return htmlAnswer(404, sorryPage('unknown', language).safe)
  if (!hasLot(found)) return productPage(call, found, qualifierOf(link.value, '10') !== undefined)
  const asked = qualifierOf(link.value, '21')
  const serial = asked === undefined ? undefined : readSerial(asked)
  const seen = await glanceAt(call.house, found.etown.id, { lot: found.lot.id, serial })
  const [story, scanned] = await Promise.all([
    storyOf(call.house, seams, found, seen.version),
    serial === undefined ? undefined : scannedOf(call, found, serial, seen),
  ])
  return htmlAnswer(
    200,
    storyPage({
      language,
      story,
      town: found.etown,
      scanned,
      now: call.now,
      publicUrl: call.house.config.publicUrl,
    }),
    serial === undefined ? PAGE : PACK_PAGE,
  )
}

async function productPage(call: ScanCall, { etown, item }: FoundCode, unknownLot: boolean) {
  const names = await inEtown(call.house.pool, etown.id, 'read', ({ db }) =>
    partyNames(db, etown.id, [item.party]),
  )
  const { name, spec, gtin, numbering } = item
  const shown = { name, spec, gtin, restricted: numbering === 'restricted' }
  const page = itemPage({
    language: languageOf(call),
    item: shown,
    producer: names(item.party),
    town: etown,
    unknownLot,
  })
  return htmlAnswer(unknownLot ? 404 : 200, page.safe)
}

/** Stories are read again when their version rose; within a minute also when a name did. */
const stories = new WeakMap<House, Kept<Story>>()

/** The lot's story of one version: read once, then remembered. A recall raises the version, so it is never overlooked. */
export async function storyOf(
  house: House,
  seams: TraceSeams,
  found: FoundLot,
  version: number,
): Promise<Story> {
  const { etown, item, lot } = found
  const known = stories.get(house) ?? kept<Story>(2_000, 60_000)
  stories.set(house, known)
  const [key, now] = [`${etown.id} ${lot.id} ${version}`, house.clock().getTime()]
  const remembered = known.get(key, now)
  if (remembered !== undefined) return remembered
  const story = await inEtown(house.pool, etown.id, 'read', ({ db }) =>
    readStory(roomOf(db, 'trace'), etown.id, { item, lot, countyCode: etown.countyCode }, seams),
  )
  known.put(key, story, now)
  return story
}

/** Which device asks, so that a family's second look is not a second pack: a keyed digest, eight bytes, no way back. */
export const deviceOf = ({ house, ip, agent }: Pick<ScanCall, 'house' | 'ip' | 'agent'>): Buffer =>
  house.vault.blind('trace.scan-device', `${ip} ${agent}`).subarray(0, 8)

const lookOf = ({ at, device, lon, lat }: ScanRow): Look => ({
  at,
  device,
  ...(lon !== null && lat !== null && { place: { lon, lat } }),
})

/** A program that asks for the headers, or a browser that fetches ahead, is nobody who looks. */
const looksAtIt = ({ method, headers }: ScanCall): boolean =>
  method === 'GET' && !String(headers['sec-purpose'] ?? headers.purpose ?? '').includes('prefetch')

/** Who looks again is answered from the one row the last look left; a new look is counted and judged in one transaction. */
async function scannedOf(
  call: ScanCall,
  found: FoundLot,
  serial: string,
  { scans, first, last, issued, device, verdict }: Glance,
): Promise<Scanned | 'unknown' | undefined> {
  const { id: etown } = found.etown
  const mine = deviceOf(call)
  const known = scans !== null && first !== null && verdict !== null && { serial, scans, first, verdict }
  const looking = device === mine.toString('hex') && (last ?? 0) > call.now.getTime() - STILL_LOOKING_MS
  if (known !== false && (looking || !looksAtIt(call))) return known
  const code = { lot: found.lot.id, serial }
  const since =
    issued ??
    (await inEtown(call.house.pool, etown, 'read', ({ db }) => issuedAt(roomOf(db, 'trace'), etown, code)))
  if (since === undefined) return 'unknown'
  if (!looksAtIt(call)) return undefined
  return inEtown(call.house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'trace')
    const scan = { etown, serial, at: call.now, device: mine, code: { lot: code.lot, issued: since } }
    await recordScan(db, scan)
    const judged = judge(found, since, await scansOf(db, etown, serial))
    return { serial, ...(await keepVerdict(db, etown, serial, judged)), verdict: judged }
  })
}

/** How the scans of a code that was issued at an instant sit with one pack of the lot. */
export function judge(
  { item, lot }: Pick<FoundLot, 'item' | 'lot'>,
  issued: number,
  scans: readonly ScanRow[],
): CloneVerdict {
  const keeps = item.shelf_days === null ? undefined : addDays(day(lot.made_on), item.shelf_days)
  return judgeScans(scans.map(lookOf), {
    issuedAt: issued,
    ...(keeps !== undefined && { keepsUntil: startOfDay(keeps) }),
  })
}
