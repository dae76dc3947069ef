import { countyOutline } from '#kernel/county-outline'

type LonLat = readonly number[]
export type MapPoint = {
  readonly id: string
  readonly name: string
  readonly lon: number
  readonly lat: number
  readonly inside?: boolean | undefined
}

type Props = {
  /** GB/T 2260. */
  readonly county: string
  readonly boundary: readonly (readonly LonLat[])[]
  readonly points: readonly MapPoint[]
  readonly label: string
}

const WIDTH = 1_000

const bounds = (all: readonly LonLat[]) => {
  const lons = all.map(([lon = 0]) => lon)
  const lats = all.map(([, lat = 0]) => lat)
  return {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
  }
}

/** A county small enough to be drawn flat: degrees of longitude shortened by the latitude. */
export function TownMap({ county, boundary, points, label }: Props) {
  const outline = countyOutline(county)?.rings ?? []
  const everything = [...outline.flat(), ...boundary.flat(), ...points.map(({ lon, lat }) => [lon, lat])]
  const { west, east, south, north } = bounds(everything)
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = WIDTH / Math.max((east - west) * shrink, 0.001)
  const height = Math.max((north - south) * scale, 1)
  const xy = ([lon = 0, lat = 0]: LonLat): [number, number] => [
    (lon - west) * shrink * scale,
    (north - lat) * scale,
  ]
  const path = (rings: readonly (readonly LonLat[])[]): string =>
    rings
      .map(
        (ring) =>
          `M${ring
            .map((at) =>
              xy(at)
                .map((n) => n.toFixed(1))
                .join(' '),
            )
            .join('L')}Z`,
      )
      .join('')
  return (
    <svg className="town-map" viewBox={`-20 -20 ${WIDTH + 40} ${height + 40}`} role="img" aria-label={label}>
      <path className="outline" d={path(outline)} strokeWidth="2" />
      {boundary.length > 0 && (
        <path className="boundary" d={path(boundary)} fillRule="evenodd" strokeWidth="3" />
      )}
      {points.map((point) => {
        const [x, y] = xy([point.lon, point.lat])
        const state = point.inside === undefined ? 'unknown' : point.inside ? 'yes' : 'no'
        return (
          <circle key={point.id} className={state} cx={x} cy={y} r="7" strokeWidth="2.5">
            <title>{point.name}</title>
          </circle>
        )
      })}
    </svg>
  )
}
