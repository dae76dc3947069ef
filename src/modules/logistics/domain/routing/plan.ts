import type { StepKind } from './input.ts'

export type ViolationCause =
  | 'delay'
  | 'lead_time'
  | 'load'
  | 'max_tasks'
  | 'skills'
  | 'vehicle'
  | 'precedence'
  | 'missing_break'
  | 'max_travel_time'
  | 'max_distance'
  | 'max_load'
  | 'max_working_time'
  | 'unreachable'
  | 'backhaul_order'

/** 违反 What a step or route breaks; `duration` in seconds where it is about time. */
export type Violation = { readonly cause: ViolationCause; readonly duration?: number }

/** 路线步骤 One step of a route, in VROOM's words. Seconds and metres; `duration` and `distance` are travelled so far. */
export type PlanStep = {
  readonly type: StepKind
  readonly id?: number
  readonly description?: string
  readonly location?: readonly number[]
  readonly location_index?: number
  readonly arrival: number
  readonly duration: number
  readonly setup: number
  readonly service: number
  readonly waiting_time: number
  readonly distance: number
  readonly load: readonly number[]
  readonly violations: readonly Violation[]
}

type Sums = {
  readonly cost: number
  readonly setup: number
  readonly service: number
  readonly duration: number
  readonly waiting_time: number
  readonly priority: number
  readonly distance: number
  readonly delivery: readonly number[]
  readonly pickup: readonly number[]
  readonly violations: readonly Violation[]
}

/** 车辆路线 One vehicle's day. */
export type PlanRoute = Sums & {
  readonly vehicle: number
  readonly description?: string
  readonly steps: readonly PlanStep[]
}

/** 公交搭载 Goods of a job on one scheduled trip: down from the hub, or up to it. */
export type BusRide = {
  readonly job: number
  readonly location_index: number
  readonly location?: readonly number[]
  readonly description?: string
  readonly stop: number
  /** When the bus is at the stop. */
  readonly arrival: number
  /** By courier between the stop and the job's place; `arrival`: when the courier is there. */
  readonly onward?: {
    readonly stop_index: number
    readonly arrival: number
    readonly duration: number
    readonly distance: number
  }
  readonly amount: readonly number[]
  readonly cost: number
}

/** 公交班次 One trip of a line and what rides it. */
export type BusRoute = {
  readonly mode: 'bus'
  readonly line: number
  readonly direction: 'outbound' | 'inbound'
  readonly departure: number
  readonly cost: number
  readonly rides: readonly BusRide[]
}

export type ReasonCode =
  | 'skill'
  | 'vehicle'
  | 'fixed'
  | 'capacity'
  | 'time_window'
  | 'shift'
  | 'max_travel_time'
  | 'max_distance'
  | 'max_tasks'
  | 'max_working_time'
  | 'break'
  | 'unreachable'
  | 'backhaul'
  | 'bus_full'
  | 'too_dear'

/**
 * 未排原因 Why a task is not in the plan. `impossible`: no vehicle could do it even alone; `crowded_out`: one could, but
 * not beside the rest. `by` is the least change of `unit` that would admit it for this reason.
 */
export type Reason = {
  readonly verdict: 'impossible' | 'crowded_out'
  readonly code: ReasonCode
  readonly by?: number
  readonly unit?: 'seconds' | 'metres' | 'amount' | 'tasks'
  /** Which load dimension lacks, counted from 0. */
  readonly dimension?: number
  /** The skills the vehicle lacks. */
  readonly skills?: readonly number[]
  /** The nearest miss was with this vehicle. */
  readonly vehicle?: number
  readonly zh: string
  readonly en: string
}

export type Unassigned = {
  readonly id: number
  readonly type: 'job' | 'pickup' | 'delivery'
  readonly location?: readonly number[]
  readonly location_index: number
  readonly description?: string
  readonly reasons: readonly Reason[]
}

/** 配送方案 The answer to a routing request; `alternatives` by other ways, if it asked for them, cheapest first. */
export type Plan = PlanAlone & { readonly alternatives?: readonly PlanAlone[] }

type PlanAlone = {
  readonly code: 0
  readonly summary: Sums & {
    readonly routes: number
    readonly unassigned: number
    readonly bus_cost: number
    readonly computing_times: { readonly loading: number; readonly solving: number; readonly routing: number }
    readonly iterations: number
    /** Where durations and distances came from. */
    readonly distances?: { readonly zh: string; readonly en: string }
  }
  readonly unassigned: readonly Unassigned[]
  readonly routes: readonly PlanRoute[]
  readonly bus: readonly BusRoute[]
}
