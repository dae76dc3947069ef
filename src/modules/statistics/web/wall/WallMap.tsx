import type { Wall } from '#contract/statistics'
import { countyOutline } from '#kernel/county-outline'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { valueText, whole } from '../values.tsx'
import { wallWords } from './wall-words.ts'

type Township = Wall['townships'][number]
type Placed = Township & { readonly at: NonNullable<Township['at']> }
type LonLat = readonly number[]

const MONEY = { dimension: 'money', unit: '元' } as const
const WIDTH = 1_000
/** Room for the names of places near the border. */
const MARGIN = 60

const isPlaced = (township: Township): township is Placed => township.at !== undefined

/** Draws a county flat, degrees of longitude shortened by the latitude, and says where a point lies in the drawing. */
function drawing(county: string, points: readonly LonLat[]) {
  const rings = countyOutline(county)?.rings ?? []
  const all = [...rings.flat(), ...points]
  const lons = all.map(([lon = 0]) => lon)
  const lats = all.map(([, lat = 0]) => lat)
  const [west, east, south, north] = [
    Math.min(...lons),
    Math.max(...lons),
    Math.min(...lats),
    Math.max(...lats),
  ]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = WIDTH / Math.max((east - west) * shrink, 0.001)
  const size = { width: WIDTH + 2 * MARGIN, height: (north - south) * scale + 2 * MARGIN }
  const xy = ([lon = 0, lat = 0]: LonLat): readonly [number, number] => [
    (lon - west) * shrink * scale + MARGIN,
    (north - lat) * scale + MARGIN,
  ]
  const path = rings
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
  return { path, size, xy }
}

/** 县域图 The county with a circle for what each township sold: its area is the amount. */
export function WallMap({ wall }: { readonly wall: Wall }) {
  const w = useWords(wallWords)
  const [language] = useLanguage()
  const placed = wall.townships.filter(isPlaced)
  const money = (digits: string): string => valueText(whole(digits), MONEY, language, true)
  const { path, size, xy } = drawing(
    wall.etown.county,
    placed.map(({ at }) => [at.lon, at.lat]),
  )
  const ratio = size.width / size.height
  const most = Math.max(...wall.townships.map(({ retail }) => Number(retail)), 1)
  const others = wall.townships.filter((one) => !isPlaced(one) && one.retail !== '0')
  const silent = wall.townships.filter((one) => !isPlaced(one) && one.retail === '0').length
  return (
    <>
      <div className="wall-map-room">
        <div className="wall-map" style={{ aspectRatio: ratio, width: `min(100cqw, 100cqh * ${ratio})` }}>
          <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
            <path d={path} />
          </svg>
          <ul aria-label={w.map}>
            {placed.map((one) => {
              const [x, y] = xy([one.at.lon, one.at.lat])
              const share = Math.sqrt(Number(one.retail) / most)
              return (
                <li
                  key={one.code}
                  className={one.home ? 'home' : undefined}
                  style={{ left: `${(100 * x) / size.width}%`, top: `${(100 * y) / size.height}%` }}
                >
                  <span
                    className="circle"
                    style={{ width: `${1.2 + 9 * share}em`, height: `${1.2 + 9 * share}em` }}
                  />
                  <To href={one.href}>
                    <span className="place">{one.name}</span>
                    <span className="number">{one.retail === '0' ? '–' : money(one.retail)}</span>
                  </To>
                </li>
              )
            })}
          </ul>
        </div>
      </div>
      <ul className="unplaced">
        {placed.length === 0 && <li>{w.noPlaces}</li>}
        {others.map((one) => (
          <li key={one.code}>
            <To href={one.href}>
              {one.name} <b className="number">{money(one.retail)}</b>
            </To>
          </li>
        ))}
        {wall.unplaced.retail !== '0' && (
          <li>
            <To href={wall.unplaced.href}>
              {w.unplaced} <b className="number">{money(wall.unplaced.retail)}</b>
            </To>
          </li>
        )}
        {silent > 0 && placed.length > 0 && <li>{w.more(silent)}</li>}
        <li className="schematic">{w.schematic}</li>
      </ul>
    </>
  )
}
