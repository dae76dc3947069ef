import { regionName } from '#kernel/region-code'
import { STATIONS, type StationPlan } from '#world/stations'
import type { Caller } from './demo-caller.ts'

/** Seconds of a vehicle's day after midnight: out at 7:00, back by 18:00; a station is attended from 8:00 to 17:00. */
const OUT = 25_200
const BACK = 64_800
const OPEN = [28_800, 61_200]
const SEARCH_MS = 2_000

/** 送一趟 One day of joint distribution from the county's centre to the station of every township, and what they send back. */
export async function bringInRoutes(operator: Caller, at: string, town: string): Promise<void> {
  const [centre, ...stations] = STATIONS[town] ?? []
  if (centre === undefined) return
  const name = encodeURIComponent('县城到各乡镇服务站（演示）')
  await operator.act('POST', `${at}/route-trials?name=${name}`, {
    jobs: stations.map((station, i) => ({
      id: i + 1,
      description: regionName(station.town) ?? station.town,
      location: placeOf(station),
      service: 420,
      delivery: [18 + ((i * 7) % 23)],
      pickup: [6 + ((i * 5) % 11)],
      time_windows: [OPEN],
    })),
    vehicles: ['一号厢式货车', '二号厢式货车', '三号厢式货车'].map((description, i) => ({
      id: i + 1,
      description,
      start: placeOf(centre),
      end: placeOf(centre),
      capacity: [120],
      time_window: [OUT, BACK],
      costs: { fixed: 6_000, per_hour: 3_000, per_km: 55 },
    })),
    distances: { terrain: 'mountain' },
    options: { time_limit_ms: SEARCH_MS },
  })
}

const placeOf = ({ lon, lat }: StationPlan) => [lon, lat]
