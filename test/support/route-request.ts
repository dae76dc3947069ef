import fc from 'fast-check'

export type Fields = Record<string, unknown>

const PLACES = 6
const place = fc.nat({ max: PLACES - 1 })
const amounts = fc.array(fc.nat({ max: 6 }), { minLength: 2, maxLength: 2 })
const skills = fc.subarray([1, 2])
const window = fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 200 })).map(([from, long]) => [from, from + long])
const windows = fc.oneof(fc.constant([]), fc.array(window, { minLength: 1, maxLength: 3 }))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })

const stop = {
  location_index: place,
  setup: fc.nat({ max: 9 }),
  service: fc.nat({ max: 20 }),
  time_windows: windows,
}

const jobs = fc.array(
  fc.record({
    ...stop,
    delivery: amounts,
    pickup: amounts,
    skills: maybe(skills),
    priority: maybe(fc.nat({ max: 100 })),
    backhaul: maybe(fc.boolean()),
    bus: maybe(fc.boolean()),
    vehicles: fc.option(fc.constant([1]), { nil: undefined, freq: 8 }),
  }),
  { maxLength: 8 },
)

const shipments = fc.array(
  fc.record({ pickup: fc.record(stop), delivery: fc.record(stop), amount: amounts, skills: maybe(skills) }),
  {
    maxLength: 3,
  },
)

const vehicles = fc.array(
  fc.record({
    start_index: place,
    end_index: maybe(place),
    capacity: fc.array(fc.integer({ min: 5, max: 25 }), { minLength: 2, maxLength: 2 }),
    skills,
    time_window: maybe(
      fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 500 })).map(([from, long]) => [from, from + long]),
    ),
    breaks: maybe(
      fc.array(fc.record({ service: fc.nat({ max: 30 }), time_windows: windows }), { maxLength: 2 }),
    ),
    speed_factor: maybe(fc.constantFrom(0.9, 1.3)),
    max_tasks: maybe(fc.integer({ min: 1, max: 5 })),
    max_travel_time: maybe(fc.nat({ max: 300 })),
    max_distance: maybe(fc.nat({ max: 300 })),
    max_working_time: maybe(fc.nat({ max: 400 })),
    max_trips: maybe(fc.integer({ min: 1, max: 3 })),
    reloads: maybe(
      fc.array(fc.record({ location_index: place, service: fc.nat({ max: 9 }) }), { maxLength: 2 }),
    ),
    costs: maybe(
      fc.record({
        fixed: fc.nat({ max: 500 }),
        per_hour: fc.nat({ max: 9000 }),
        per_task_hour: fc.nat({ max: 900 }),
        per_km: fc.nat({ max: 900 }),
      }),
    ),
  }),
  { minLength: 1, maxLength: 3 },
)

const times = fc.array(fc.nat({ max: 400 }), { maxLength: 3 })
const busLines = fc.array(
  fc.record({
    stops: fc.uniqueArray(place, { minLength: 2, maxLength: 4 }),
    ride: fc.integer({ min: 5, max: 60 }),
    outbound_departures: times,
    inbound_departures: times,
    capacity_per_trip: fc.array(fc.integer({ min: 2, max: 15 }), { minLength: 2, maxLength: 2 }),
    fee_per_parcel: fc.nat({ max: 20 }),
    handling: maybe(fc.nat({ max: 30 })),
    sorted_at: maybe(fc.nat({ max: 90 })),
    cutoff: maybe(fc.nat({ max: 30 })),
    hold: maybe(fc.nat({ max: 90 })),
    onward: maybe(
      fc.record({
        max_metres: fc.nat({ max: 60 }),
        handover: fc.nat({ max: 20 }),
        per_km: fc.nat({ max: 900 }),
        per_parcel: fc.nat({ max: 9 }),
        per_job: fc.nat({ max: 20 }),
      }),
    ),
  }),
  { maxLength: 2 },
)

/** Whole matrix; some ways are closed, and going round may be shorter than going straight. */
const cells = (way: fc.Arbitrary<number | null>) =>
  fc
    .array(fc.array(way, { minLength: PLACES, maxLength: PLACES }), { minLength: PLACES, maxLength: PLACES })
    .map((rows) => rows.map((row, i) => row.map((x, j) => (i === j ? 0 : x))))

const numbered = (xs: readonly Fields[], from: number): Fields[] =>
  xs.map((x, i) => clean({ ...x, id: from + i }))
const clean = (x: Fields): Fields =>
  Object.fromEntries(Object.entries(x).filter(([, value]) => value !== undefined))

/** 任意请求 Small requests with every feature, mixed at random. */
export const request: fc.Arbitrary<Fields> = fc
  .record({
    jobs,
    shipments,
    vehicles,
    busLines,
    durations: cells(
      fc.oneof({ weight: 30, arbitrary: fc.nat({ max: 80 }) }, { weight: 1, arbitrary: fc.constant(null) }),
    ),
    distances: cells(fc.nat({ max: 100 })),
    backhaul_needs_linehaul: fc.boolean(),
    balance: fc.constantFrom(0, 0, 60),
  })
  .map(({ jobs, shipments, vehicles, busLines, durations, distances, backhaul_needs_linehaul, balance }) => ({
    jobs: numbered(jobs, 1),
    shipments: shipments.map((s, i) =>
      clean({ ...s, pickup: { ...s.pickup, id: 100 + i }, delivery: { ...s.delivery, id: 200 + i } }),
    ),
    vehicles: numbered(vehicles, 1).map((v) => ({
      ...v,
      ...(Array.isArray(v.breaks) ? { breaks: numbered(v.breaks, 1) } : {}),
    })),
    bus_lines: numbered(busLines, 1).map(({ ride, stops, ...line }) => {
      const at = Array.isArray(stops) ? stops : []
      const offsets = at.map((_, i) => i * Number(ride))
      return {
        ...line,
        // A line begins at the hub: where the first vehicle starts.
        stops: [
          { location_index: vehicles[0]?.start_index ?? 0 },
          ...at.slice(1).map((location_index) => ({ location_index })),
        ],
        outbound_offsets: offsets,
        inbound_offsets: offsets,
      }
    }),
    matrices: { car: { durations, distances } },
    options: { backhaul_needs_linehaul, balance },
  }))
