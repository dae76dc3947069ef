import type { Break, RouteInput, TimeWindow, Vehicle } from './input.ts'

/** Later than anything that happens, and still far from overflow when two are added. */
export const NEVER = 1_000_000_000
/** Dearer than any plan. */
export const PROHIBITIVE = 1e13

export const JOB = 0
export const PICKUP = 1
export const DELIVERY = 2

/** 车辆级 What vehicles of one profile, speed, costs and type share. Tables are row-major over places, `stride` wide. */
export type VehicleClass = {
  readonly cost: Float64Array
  /** The same by the place that is reached: what leads to one place lies together in memory. The same table where both ways cost the same. */
  readonly costInto: Float64Array
  /** Seconds, `NEVER` where there is no way. */
  readonly time: Int32Array
  /** Metres. */
  readonly distance: Int32Array
  /** Seconds by node. */
  readonly service: Int32Array
  readonly setup: Int32Array
  readonly fixed: number
  /** Money per second of setup and service. */
  readonly taskRate: number
}

/**
 * 规划问题 A routing request as flat arrays. Nodes: tasks 0…n−1 (jobs, then pickup and delivery of each shipment),
 * then the start and the end of each vehicle, then its reloads. Vehicles are sorted so that equal ones are neighbours.
 * Times are seconds since `epoch`.
 */
export type Problem = {
  readonly input: RouteInput
  readonly tasks: number
  readonly vehicles: number
  readonly nodes: number
  readonly dimensions: number
  readonly stride: number
  readonly epoch: number
  /** Place by node; the last one is nowhere, at no distance from anything. */
  readonly place: Int32Array
  readonly role: Uint8Array
  /** The other half of a shipment, or −1. */
  readonly mate: Int32Array
  readonly ready: Int32Array
  readonly due: Int32Array
  /** Tasks with several windows have them here, in order. */
  readonly windows: readonly (readonly TimeWindow[] | null)[]
  readonly manyWindows: Uint8Array
  /** By node and dimension. A shipment's pickup has its amount as `pick`, its delivery as `drop`. */
  readonly drop: Int32Array
  readonly pick: Int32Array
  readonly backhaul: Uint8Array
  readonly priority: Int32Array
  readonly classes: readonly VehicleClass[]
  /** By vehicle. */
  readonly given: readonly Vehicle[]
  readonly classOf: Int32Array
  /** Equal vehicles have one kind; `kindEnd[kind]` is the vehicle after its last. */
  readonly kindOf: Int32Array
  readonly kindEnd: Int32Array
  readonly capacity: Int32Array
  readonly maxTasks: Float64Array
  readonly maxTravel: Float64Array
  readonly maxDistance: Float64Array
  /** Vehicles with breaks or a working time: a route is walked whole to see whether it fits. */
  readonly walked: Uint8Array
  readonly breaks: readonly (readonly Break[])[]
  /** First reload node of a vehicle; it has `reloads` of them for each of its reload places, one for each time it may. */
  readonly firstReload: Int32Array
  readonly reloads: Int32Array
  /** Tasks and reloads that stay where the request has them, and the ends of vehicles that take nothing more. */
  readonly fixed: Uint8Array
  /** Tasks that are never torn out: fixed themselves, or their other half is. */
  readonly bound: Uint8Array
  /** The request's own order by vehicle: node numbers. */
  readonly begun: readonly Int32Array[]
  /** Row of a kind: may its vehicles do the task at all (skills, size, reach). */
  readonly allowed: Uint8Array
  readonly has: {
    readonly times: boolean
    readonly setups: boolean
    readonly mates: boolean
    readonly backhauls: boolean
    readonly reloads: boolean
    /** Some task brings and some fetches, or one does both: peaks inside a route count. */
    readonly twoWay: boolean
    readonly limits: boolean
    readonly taskCosts: boolean
    readonly fixed: boolean
  }
}
