import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { regionsIn } from '../../../kernel/region-code.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type BoundaryForm, type getBoundary, partyRefusals, type setBoundary } from '../contract/index.ts'
import { boundaryIn, insertBoundary, newestBoundary } from '../db/boundaries.ts'
import { setInside, undecidedParties } from '../db/parties.ts'
import { decideInside } from '../domain/inside-boundary.ts'
import { isPlace } from '../domain/places.ts'
import { pointInChina } from '../domain/register.ts'
import { partyEvent } from './party-events.ts'

export async function getBoundaryIn(
  call: Call<typeof getBoundary, 'party'>,
): Promise<Outcome<AnswerOf<typeof getBoundary>>> {
  const row = await newestBoundary(call.db, call.etown.id)
  const boundary = boundaryIn(row)
  const towns = regionsIn(call.etown.countyCode).map((town) => ({
    ...town,
    villages: [...regionsIn(town.code)],
  }))
  if (row === undefined || boundary === undefined) return granted({ towns })
  return granted({
    towns,
    boundary: {
      places: [...boundary.places],
      rings: boundary.rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
      source: row.source,
      version: row.version,
      setBy: row.set_by,
      setAt: row.set_at.toISOString(),
    },
  })
}

/** Sets a new version, and judges anew every party whose place no person has decided. */
export async function setBoundaryIn(
  call: Call<typeof setBoundary, 'party'>,
): Promise<Outcome<AnswerOf<typeof setBoundary>>> {
  const wrong = refusalsOf(call.body)
  if (wrong.length > 0) return refused(...wrong)
  const version = ((await newestBoundary(call.db, call.etown.id))?.version ?? 0) + 1
  const by = call.actor?.account ?? ''
  await insertBoundary(call.db, { ...call.body, etown: call.etown.id, version, by })
  const before = new Map((await undecidedParties(call.db, call.etown.id)).map((row) => [row.id, row]))
  const verdicts = [...before.values()].flatMap((row) => {
    const point = row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat }
    const verdict = decideInside({ placeCode: row.place_code, point, byPerson: null }, call.body)
    return verdict.inside === row.inside && verdict.basis === row.inside_basis
      ? []
      : [{ id: String(row.id), inside: verdict.inside, basis: verdict.basis }]
  })
  const why = `e镇范围第 ${version} 版`
  for (const after of await setInside(call.db, call.etown.id, verdicts, { by, why })) {
    call.announce(partyEvent('party.amended', before.get(after.id), after))
  }
  call.note(`boundary ${version}`, { parties: verdicts.length, places: call.body.places.length })
  call.announce({ kind: 'party.boundary-set', subject: String(version), payload: { ...call.body } })
  return granted({ version, parties: verdicts.length })
}

function refusalsOf({ places, rings }: BoundaryForm): readonly Refusal[] {
  if (places.length === 0 && rings.length === 0) return [refusal(partyRefusals, 'party.boundary_empty')]
  return [
    ...places.flatMap((code, i) =>
      !isPlace(code) ? [refusal(partyRefusals, 'party.place_unknown', { code }, `/places/${i}`)] : [],
    ),
    ...rings.flatMap((ring, i) =>
      ring.every(([lon, lat]) => pointInChina({ lon, lat }))
        ? []
        : [refusal(partyRefusals, 'party.point_form', {}, `/rings/${i}`)],
    ),
  ]
}
