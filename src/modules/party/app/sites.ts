import { dayOfInstant, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type closeSite, type listSites, type openSite, partyRefusals } from '../contract/index.ts'
import { endSite, insertSite, lockSite, pageOfSites } from '../db/sites.ts'
import { endRefusals } from '../domain/ending.ts'
import { isPlace } from '../domain/places.ts'
import { pointInChina } from '../domain/register.ts'
import { livingParty } from './find-party.ts'
import { siteView } from './party-views.ts'
import { onlyParty } from './seeing.ts'

export async function listSitesIn(
  call: Call<typeof listSites, 'party'>,
): Promise<Outcome<AnswerOf<typeof listSites>>> {
  const { party, kind, after } = call.query
  const only = onlyParty(call.actor, call.etown.id)
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfSites(
    call.db,
    call.etown.id,
    { party: only ?? (party === undefined ? undefined : BigInt(party)), kind },
    { after: after === undefined ? undefined : BigInt(after), limit },
  )
  return granted({ total, ...pageBy(rows, limit, siteView, (row) => row.id) })
}

export async function openSiteIn(
  call: Call<typeof openSite, 'party'>,
): Promise<Outcome<AnswerOf<typeof openSite>>> {
  const { party, placeCode, point, kind, name, address, openedOn } = call.body
  const today = dayOfInstant(call.now.getTime())
  const wrong: Refusal[] = []
  if (openedOn > today) {
    const values = { what: '启用日期', today: formatDay(today) }
    wrong.push(refusal(partyRefusals, 'party.day_later', values, '/openedOn'))
  }
  if (placeCode !== undefined && !isPlace(placeCode)) {
    wrong.push(refusal(partyRefusals, 'party.place_unknown', { code: placeCode }, '/placeCode'))
  }
  if (point !== undefined && !pointInChina(point)) {
    wrong.push(refusal(partyRefusals, 'party.point_form', {}, '/point'))
  }
  if (party !== undefined) {
    const found = await livingParty({ ...call, params: { party } })
    if (!found.ok) wrong.push(...found.refused.map((why) => ({ ...why, pointer: '/party' })))
  }
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertSite(call.db, {
    etown: call.etown.id,
    kind,
    name,
    party: party === undefined ? null : BigInt(party),
    place_code: placeCode ?? null,
    address: address ?? null,
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    opened_on: openedOn,
  })
  call.note(String(id), { kind })
  call.announce({
    kind: 'party.site-opened',
    subject: String(id),
    payload: { kind, party: party ?? null, openedOn },
  })
  return granted({ id: String(id) })
}

export async function closeSiteIn(
  call: Call<typeof closeSite, 'party'>,
): Promise<Outcome<AnswerOf<typeof closeSite>>> {
  const id = BigInt(call.params.site)
  const { on, reason } = call.body
  call.note(call.params.site, { on, reason })
  const site = await lockSite(call.db, call.etown.id, id)
  if (site === undefined) return refused(refusal(partyRefusals, 'party.site_not_found', { id }))
  const wrong = endRefusals(
    on,
    { from: site.opened_on, until: site.closed_on },
    dayOfInstant(call.now.getTime()),
  )
  if (wrong.length > 0) return refused(...wrong)
  await endSite(call.db, call.etown.id, id, on)
  call.announce({
    kind: 'party.site-closed',
    subject: String(id),
    payload: { kind: site.kind, closedOn: on },
  })
  return granted({ id: String(id) })
}
