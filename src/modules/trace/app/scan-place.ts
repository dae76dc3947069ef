import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import { flowRefusals, type scanPlace, type scanPlaceScript } from '../contract/index.ts'
import { insertPlace, keepVerdict, scansOf } from '../db/scans.ts'
import { parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { findCode } from './find-code.ts'
import { deviceOf, hasLot, judge } from './scan.ts'
import { PLACE_SCRIPT } from './scan-page/place-script.ts'

/** 愿意告诉位置 Whoever has just looked may say where, to about 10 km; nobody else, and once. */
export async function scanPlaceIn(
  call: AloneCall<typeof scanPlace, 'trace'>,
): Promise<Outcome<AnswerOf<typeof scanPlace>>> {
  const { gtin, lot: code, serial } = call.params
  const { lon, lat } = call.body
  const link = parseDigitalLink(`https://scan.invalid/01/${gtin}/10/${code}/21/${serial}`)
  const found = link.ok ? await findCode(call.house, link.value) : undefined
  const none = refused(refusal(flowRefusals, 'trace.not_looking'))
  if (!hasLot(found)) return none
  return inEtown(call.house.pool, found.etown.id, 'write', async (scope) => {
    const db = roomOf(scope.db, 'trace')
    const etown = found.etown.id
    const look = { etown, serial, at: call.now, device: deviceOf(call), lot: found.lot.id, lon, lat }
    const issued = await insertPlace(db, look)
    if (issued === undefined) return none
    await keepVerdict(db, etown, serial, judge(found, issued, await scansOf(db, etown, serial)))
    return granted({})
  })
}

export const scanPlaceScriptIn = async (
  _call: AloneCall<typeof scanPlaceScript, 'trace'>,
): Promise<Outcome<RawAnswer>> =>
  granted({
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=86400' },
    body: PLACE_SCRIPT,
  })
