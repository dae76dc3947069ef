import type { Trial } from '#contract/logistics'
import { formatYuan } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { instantText } from '#web/ui/DayText.tsx'
import { countText } from '#web/ui/numbers.ts'
import { type Language, useWords } from '#web/ui/words.ts'
import { trialWords } from './trial-words.ts'

export type Plan = NonNullable<Trial['plan']>
export type PlanRoute = Plan['routes'][number]

const DAY = 86_400
/** Times smaller than this are seconds of a working day; larger ones instants since 1970. */
const FIRST_INSTANT = 30 * DAY

/** `08:05`, `次日 00:10` as `+1 00:10`, or the instant itself. */
export function clockText(seconds: number, language: Language): string {
  if (seconds >= FIRST_INSTANT) return instantText(new Date(seconds * 1000).toISOString(), language)
  const [day, rest] = [Math.floor(seconds / DAY), seconds % DAY]
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0')
  const clock = `${two(rest / 3600)}:${two((rest % 3600) / 60)}`
  return day === 0 ? clock : `+${day} ${clock}`
}

export const minutesText = (seconds: number, language: Language): string =>
  countText(Math.round(seconds / 60), language)

export const kilometresText = (metres: number, language: Language): string =>
  countText(Math.round(metres / 100) / 10, language)

/** A plan's cost in words: yuan, or seconds of driving where the request names no costs. */
export function useCostText(unit: Trial['costUnit'], language: Language): (cost: number | string) => string {
  const w = useWords(trialWords)
  return (cost) =>
    unit === 'fen'
      ? formatYuan(toFen(String(cost)))
      : `${w.bySeconds} ${countText(Number(cost), language)} ${w.secondsUnit}`
}

export type Point = { readonly x: number; readonly y: number }
/** Stops of a plan on a sheet of paper `wide` × `high`. */
export type Sketch = {
  readonly wide: number
  readonly high: number
  readonly routes: readonly { readonly line: readonly Point[]; readonly stops: readonly Point[] }[]
  readonly depots: readonly Point[]
  readonly riders: readonly Point[]
  readonly missed: readonly Point[]
}

const WIDE = 720
const MARGIN = 24

type Degrees = readonly [lon: number, lat: number]
const degrees = (x: readonly number[] | undefined): Degrees[] => {
  const [lon, lat] = x ?? []
  return lon === undefined || lat === undefined ? [] : [[lon, lat]]
}

/** Draws degrees as a map would at the middle latitude; null where the plan has no coordinates. */
export function sketchOf(plan: Plan): Sketch | null {
  const routes = plan.routes.map((r) =>
    r.steps.flatMap(({ type, location }) => degrees(location).map((at) => ({ type, at }))),
  )
  const riders = plan.bus.flatMap((b) => b.rides.flatMap(({ location }) => degrees(location)))
  const missed = plan.unassigned.flatMap(({ location }) => degrees(location))
  const all = [...routes.flatMap((r) => r.map(({ at }) => at)), ...riders, ...missed]
  if (all.length === 0) return null
  const [lons, lats] = [all.map(([lon]) => lon), all.map(([, lat]) => lat)]
  const [west, south, north] = [least(lons), least(lats), -least(lats.map((x) => -x))]
  const east = -least(lons.map((x) => -x))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const span = Math.max((east - west) * narrow, (north - south) * 0.6, 1e-4)
  const scale = (WIDE - 2 * MARGIN) / span
  const high = Math.max(120, (north - south) * scale + 2 * MARGIN)
  const left = (WIDE - (east - west) * narrow * scale) / 2
  const on = ([lon, lat]: Degrees): Point => ({
    x: left + (lon - west) * narrow * scale,
    y: MARGIN + (north - lat) * scale,
  })
  const isDepot = (type: string): boolean => type === 'start' || type === 'end'
  return {
    wide: WIDE,
    high,
    routes: routes.map((r) => ({
      line: r.map(({ at }) => on(at)),
      stops: r.filter(({ type }) => !isDepot(type)).map(({ at }) => on(at)),
    })),
    depots: distinct(routes.flatMap((r) => r.filter(({ type }) => isDepot(type)).map(({ at }) => on(at)))),
    riders: riders.map(on),
    missed: missed.map(on),
  }
}

const least = (xs: readonly number[]): number => xs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

const distinct = (points: readonly Point[]): Point[] => [
  ...new Map(points.map((p) => [`${p.x} ${p.y}`, p])).values(),
]
