/** 时间窗 A closed interval in seconds in which an action may start; both ends count. */
export type TimeWindow = { readonly from: number; readonly to: number }

/** 停靠任务 One thing to do at one place: seconds of setup (only after a change of place) and of service. */
export type Stop = {
  readonly id: number
  /** Row and column of the matrices. */
  readonly place: number
  readonly location: readonly number[] | null
  readonly description: string | null
  readonly setup: number
  readonly service: number
  /** Seconds by vehicle type, instead of `setup` and `service`. */
  readonly setupPerType: ReadonlyMap<string, number>
  readonly servicePerType: ReadonlyMap<string, number>
  /** Sorted; empty: any time. */
  readonly windows: readonly TimeWindow[]
}

/** 单点任务 Delivery (aboard from the start) and pickup (aboard to the end) at one stop; amounts per dimension. */
export type Job = Stop & {
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  readonly skills: readonly number[]
  /** 0 to 100; the sum over planned tasks comes before their count, and that before the cost. */
  readonly priority: number
  /** To be visited after every task of the route that is none. */
  readonly backhaul: boolean
  /** May travel by scheduled bus where a line stops at its place. */
  readonly ridesBus: boolean
  /** Ids of the vehicles that may do it; empty: any. */
  readonly vehicles: readonly number[]
}

/** 取送任务 From one place to another in one vehicle. */
export type Shipment = {
  readonly pickup: Stop
  readonly delivery: Stop
  readonly amount: readonly number[]
  readonly skills: readonly number[]
  readonly priority: number
  readonly vehicles: readonly number[]
}

/** 休息 A driver's pause: once in each used route, begun in one of its windows, anywhere on the way. */
export type Break = {
  readonly id: number
  readonly windows: readonly TimeWindow[]
  readonly service: number
  readonly description: string | null
  /** Most load aboard during the break, per dimension. */
  readonly maxLoad: readonly number[] | null
}

/** Money per vehicle, in the user's unit (fen in this product): fixed when used, per travel hour, per km, per hour at stops. */
export type VehicleCosts = {
  readonly fixed: number
  readonly perHour: number
  readonly perTaskHour: number
  readonly perKm: number
}

export type StepKind = 'start' | 'job' | 'pickup' | 'delivery' | 'break' | 'reload' | 'end'

/** 计划步骤 A step of a given plan: where a search starts, or what a check checks. */
export type PlannedStep = {
  readonly type: StepKind
  readonly id: number
  /** Where a reload happens, if the plan says. */
  readonly place: number | null
}

/** 车辆 Limits are `Infinity` where none is given; `start` or `end` may be null (open route). */
export type Vehicle = {
  readonly id: number
  readonly profile: string
  readonly type: string
  readonly description: string | null
  readonly start: number | null
  readonly end: number | null
  readonly startLocation: readonly number[] | null
  readonly endLocation: readonly number[] | null
  readonly capacity: readonly number[]
  readonly skills: readonly number[]
  readonly window: TimeWindow | null
  readonly breaks: readonly Break[]
  readonly speedFactor: number
  readonly maxTasks: number
  readonly maxTravelTime: number
  readonly maxDistance: number
  /** Seconds from leaving the start to reaching the end, waiting and breaks counted. */
  readonly maxWorkingTime: number
  /** Times it may leave a depot loaded; more than one needs `reloads`. */
  readonly maxTrips: number
  /** Where it may load again between trips, and seconds that takes. */
  readonly reloads: readonly { readonly place: number; readonly service: number }[]
  readonly costs: VehicleCosts
  readonly steps: readonly PlannedStep[]
  /** So many tasks and reloads, the first of `steps`, are done or under way: they stay, in this order, and nothing before them. */
  readonly fixed: number
  /** On its way home, or there: nothing is added. */
  readonly closed: boolean
  /** When it left its start, if it has left. */
  readonly left: number | null
}

/** 已定搭载 A ride of an earlier plan; `fixed`: the bus has gone. */
export type GivenRide = {
  readonly job: number
  readonly line: number
  readonly direction: 'outbound' | 'inbound'
  readonly departure: number
  readonly fixed: boolean
}

/** 距离矩阵 Row-major, `size`×`size`, whole seconds, metres or costs; −1: unreachable. */
export type Matrix = {
  readonly size: number
  readonly durations: Int32Array
  readonly distances: Int32Array | null
  readonly costs: Int32Array | null
}

/** 接驳配送 From a stop to a place near it, after the bus; up, from the place to the stop before it. Money per job and way. */
export type Onward = {
  /** Matrix by which the courier goes. */
  readonly profile: string
  readonly maxMetres: number
  /** Seconds between bus and courier. */
  readonly handover: number
  readonly perKm: number
  readonly perParcel: number
  readonly perJob: number
}

/** 公交线路 A scheduled line that takes goods. Departures in seconds; offsets from departure, in travel order. */
export type BusLine = {
  readonly id: number
  readonly stops: readonly { readonly place: number; readonly dwell: number }[]
  readonly outboundOffsets: readonly number[]
  readonly inboundOffsets: readonly number[]
  readonly outboundDepartures: readonly number[]
  readonly inboundDepartures: readonly number[]
  readonly capacityPerTrip: readonly number[]
  /** Money per parcel; parcels are the amount of dimension `parcelDimension`. */
  readonly feePerParcel: number
  readonly parcelDimension: number
  /** Money per job that rides, each way. */
  readonly handling: number
  /** Earliest second at which goods can be ready at the hub; departures before it plus `cutoff` take none. */
  readonly sortedAt: number
  readonly cutoff: number
  /** A courier who takes goods on from the stops, and brings them there; null: only what lies at a stop rides. */
  readonly onward: Onward | null
  /** Seconds the stop keeps goods for people: down, before the job's window opens; up, before the bus comes. */
  readonly hold: number
}

/** What the search is told besides the task; `iterations` makes a run repeatable on any machine. */
export type RouteOptions = {
  readonly timeLimitMs: number
  readonly iterations: number
  readonly seed: number
  readonly threads: number
  /** Percent by which the mean route's work gets dearer for being uneven; 0: cost alone decides. */
  readonly balance: number
  /** So many tasks may be left for another day where that saves money; a shipment is one. */
  readonly mayWait: number
  /** So many plans besides the best, each by other ways. */
  readonly alternatives: number
  /** A route with backhauls has at least one task that is none. */
  readonly backhaulNeedsLinehaul: boolean
}

/** 配送任务书 A checked routing request: everything the planner and the checker know. */
export type RouteInput = {
  readonly jobs: readonly Job[]
  readonly shipments: readonly Shipment[]
  readonly vehicles: readonly Vehicle[]
  readonly matrices: ReadonlyMap<string, Matrix>
  readonly busLines: readonly BusLine[]
  /** Rides to begin from. */
  readonly rides: readonly GivenRide[]
  /** Nothing that is not fixed happens before this second. */
  readonly now: number
  /** Number of load dimensions; every amount list has this length. */
  readonly dimensions: number
  readonly options: RouteOptions
}
