/** 示例 A small day: eight villages, two vans, one bus line. Fictional places; money in fen, times in seconds after midnight. */
const HUB = [109.6, 27.4]
const VILLAGES: readonly (readonly [name: string, lon: number, lat: number, parcels: number])[] = [
  ['甲村', 109.62, 27.41, 12],
  ['乙村', 109.64, 27.43, 8],
  ['丙村', 109.66, 27.44, 15],
  ['丁村', 109.55, 27.38, 9],
  ['戊村', 109.53, 27.36, 20],
  ['己村', 109.58, 27.46, 7],
  ['庚村', 109.57, 27.49, 11],
  ['辛村', 109.68, 27.47, 6],
]
const van = (id: number, name: string) => ({
  id,
  description: name,
  start: HUB,
  end: HUB,
  capacity: [60],
  time_window: [25_200, 64_800],
  costs: { fixed: 6_000, per_hour: 3_000, per_km: 55 },
})
const stop = (i: number) => ({ location: VILLAGES[i]?.slice(1, 3) ?? HUB })

export const EXAMPLE = {
  jobs: VILLAGES.map(([description, lon, lat, parcels], i) => ({
    id: i + 1,
    description,
    location: [lon, lat],
    service: 240,
    delivery: [parcels],
    pickup: [i % 3],
    time_windows: [[28_800, 61_200]],
  })),
  vehicles: [van(1, '一号厢式货车'), van(2, '二号厢式货车')],
  bus_lines: [
    {
      id: 1,
      stops: [{ location: HUB }, stop(1), stop(2), stop(7)],
      outbound_offsets: [0, 600, 900, 1_500],
      inbound_offsets: [0, 600, 900, 1_500],
      outbound_departures: [30_600, 50_400],
      inbound_departures: [34_200, 54_000],
      capacity_per_trip: [25],
      fee_per_parcel: 40,
      hold: 3_600,
    },
  ],
  distances: { terrain: 'hill' },
}
