import type { InsideBasis } from '../contract/words.ts'

export type Point = { readonly lon: number; readonly lat: number }

/** 环 A closed line of [longitude, latitude]; the last point joins the first. */
export type Ring = readonly (readonly [number, number])[]

/** 范围 Where the e-town is: whole towns (9 digits), villages (12 digits), or a line whose inner rings are holes. */
export type Boundary = { readonly places: readonly string[]; readonly rings: readonly Ring[] }

export type Whereabouts = {
  readonly placeCode: string | null
  readonly point: Point | null
  readonly byPerson: { readonly inside: boolean; readonly reason: string } | null
}

/** 范围判定 `inside` null: not known, which is counted neither in nor out. */
export type InsideVerdict = {
  readonly inside: boolean | null
  readonly basis: InsideBasis
  readonly reason: string | null
}

/**
 * Whether a party is inside the e-town. A person's word comes first, then a point against the line, then the place
 * against the list; where there is neither line nor list to hold it against, nobody knows.
 */
export function decideInside(at: Whereabouts, boundary: Boundary | undefined): InsideVerdict {
  if (at.byPerson !== null) {
    return { inside: at.byPerson.inside, basis: 'person', reason: at.byPerson.reason }
  }
  if (boundary !== undefined && at.point !== null && boundary.rings.length > 0) {
    return { inside: insideRings(at.point, boundary.rings), basis: 'polygon', reason: null }
  }
  const listed = boundary === undefined ? undefined : placeListed(at.placeCode, boundary.places)
  if (listed !== undefined) return { inside: listed, basis: 'place', reason: null }
  return { inside: null, basis: 'unknown', reason: null }
}

/** Undefined: a town is known of which only some villages are listed. */
function placeListed(code: string | null, places: readonly string[]): boolean | undefined {
  if (code === null || places.length === 0) return undefined
  if (places.some((place) => code.startsWith(place))) return true
  return places.some((place) => place.startsWith(code)) ? undefined : false
}

/**
 * Even-odd rule over all rings; a point on a line is inside. Coordinates are taken as whole millionths of a degree
 * (0.1 m), so that "on the line" is exact.
 */
export function insideRings(point: Point, rings: readonly Ring[]): boolean {
  const [x, y] = [micro(point.lon), micro(point.lat)]
  let inside = false
  for (const ring of rings) {
    let [x1, y1] = ringEnd(ring)
    for (const [lon, lat] of ring) {
      const [x2, y2] = [micro(lon), micro(lat)]
      const turn = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
      if (turn === 0 && between(x1, x, x2) && between(y1, y, y2)) return true
      // Only one end of an edge counts, so that a ray through a corner crosses once.
      if (y1 > y !== y2 > y && turn > 0 === y2 > y1) inside = !inside
      x1 = x2
      y1 = y2
    }
  }
  return inside
}

const micro = (degrees: number): number => Math.round(degrees * 1e6)
const between = (a: number, x: number, b: number): boolean => (a <= x && x <= b) || (b <= x && x <= a)
const ringEnd = (ring: Ring): [number, number] => {
  const [lon, lat] = ring.at(-1) ?? [0, 0]
  return [micro(lon), micro(lat)]
}
