import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { RawCall } from '../../../platform/http/route.ts'
import { epcisRefusals } from '../contract/index.ts'
import { fingerprintOf, type PagePlace, pageToken, placeOf } from './page-token.ts'

const PAGE = 30
const PAGE_MOST = 1_000

export type PagedCall = Pick<RawCall, 'etown' | 'house' | 'now'> & {
  readonly db: Db<'trace'>
  readonly query: Readonly<Record<string, unknown>>
}

/** What a page is asked for: how long, behind which place, of which list. */
export type Paging = {
  readonly size: number
  readonly place: PagePlace | undefined
  readonly of: string
  /** The list's path behind the e-town. */
  readonly path: string
}

const keptBy = (call: PagedCall) => ({ vault: call.house.vault, etown: call.etown.id, now: call.now })

export async function readPaging(call: PagedCall, path: string): Promise<Outcome<Paging>> {
  const asked = call.query.perPage ?? String(PAGE)
  if (typeof asked !== 'string' || !/^[1-9]\d{0,5}$/.test(asked))
    return refused(
      refusal(epcisRefusals, 'trace.parameter', { name: 'perPage', why: '应为正整数' }, '/query/perPage'),
    )
  const of = fingerprintOf(path, call.query)
  const place = await placeOf(keptBy(call), call.db, of, call.query.nextPageToken)
  return place.ok
    ? granted({ size: Math.min(Number(asked), PAGE_MOST), place: place.value, of, path })
    : place
}

/** The headers that lead to the next page; none on the last. */
export function nextLink(
  call: PagedCall,
  paging: Paging,
  place: PagePlace | undefined,
): Readonly<Record<string, string>> {
  if (place === undefined) return {}
  const { token, until } = pageToken(keptBy(call), paging.of, place)
  const again = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query)) {
    if (name === 'nextPageToken') continue
    for (const one of Array.isArray(value) ? value : [value]) again.append(name, String(one))
  }
  again.set('perPage', String(paging.size))
  again.set('nextPageToken', token)
  return {
    link: `</epcis/${call.etown.slug}${paging.path}?${again}>; rel="next"`,
    'gs1-next-page-token-expires': until.toISOString(),
  }
}
