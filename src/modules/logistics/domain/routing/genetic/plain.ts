import { neighboursByCost } from '../neighbours.ts'
import { PROHIBITIVE, type Problem } from '../problem.ts'

/**
 * 简单问题 One depot, equal vehicles, and nothing but loads that limits a route: stops 1…n are the problem's tasks, 0 is the
 * depot. A vehicle's fixed cost lies on its first and its last way. Ways in a forbidden order cost `surcharge` more.
 */
export type Plain = {
  readonly problem: Problem
  readonly stops: number
  readonly vehicles: number
  /** Row-major, `stops + 1` wide. */
  readonly cost: Float64Array
  readonly surcharge: number
  /** May this way be driven? Row-major as `cost`; null: any may. */
  readonly forbidden: Uint8Array | null
  /** At most two kinds of load, by stop; a route's sums must not exceed `room`. */
  readonly loads: readonly [Float64Array, Float64Array]
  readonly room: readonly [number, number]
  /** By stop, `width` neighbours. */
  readonly near: Int32Array
  readonly width: number
}

const NEAR = 20

type Load = { readonly by: Float64Array; readonly room: number }

/** What may grow too much for a vehicle: what is brought and what is fetched, by dimension. */
function loadsOf(p: Problem): Load[] {
  const loads: Load[] = []
  for (const amounts of [p.drop, p.pick])
    for (let k = 0; k < p.dimensions; k++) {
      const by = new Float64Array(p.tasks + 1)
      let sum = 0
      for (let c = 0; c < p.tasks; c++) {
        by[c + 1] = amounts[c * p.dimensions + k]
        sum += by[c + 1]
      }
      if (sum > p.capacity[k]) loads.push({ by, room: p.capacity[k] })
    }
  return loads
}

/** Where both are: everything brought before anything is fetched, so that each has the vehicle to itself. */
function isApart(p: Problem): boolean {
  const D = p.dimensions
  const some = (amounts: Int32Array, c: number): boolean =>
    amounts.subarray(c * D, c * D + D).some((x) => x > 0)
  for (let c = 0; c < p.tasks; c++)
    if (p.backhaul[c] === 1 ? some(p.drop, c) : p.has.backhauls && some(p.pick, c)) return false
  return p.has.backhauls || !p.has.twoWay
}

function isPlain(p: Problem): boolean {
  const { times, mates, reloads, limits, taskCosts, fixed } = p.has
  const hub = p.place[p.tasks]
  return (
    p.tasks > 2 &&
    p.kindEnd.length === 1 &&
    p.input.busLines.length === 0 &&
    p.input.options.balance === 0 &&
    p.input.options.mayWait === 0 &&
    !(times || mates || reloads || limits || taskCosts || fixed) &&
    hub === p.place[p.tasks + p.vehicles] &&
    p.allowed.every((allowed) => allowed === 1) &&
    isApart(p)
  )
}

/** The ways with what a vehicle costs and what is forbidden; null where some place cannot be reached. */
function waysOf(p: Problem) {
  const size = p.tasks + 1
  const kind = p.classes[0]
  const cost = new Float64Array(size * size)
  const needsOthers = p.has.backhauls && p.input.options.backhaulNeedsLinehaul
  const forbidden = p.has.backhauls ? new Uint8Array(size * size) : null
  const place = (i: number): number => p.place[i === 0 ? p.tasks : i - 1]
  const isBack = (i: number): boolean => i > 0 && p.backhaul[i - 1] === 1
  let longest = 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      if (i === j) continue
      const way = kind.cost[place(i) * p.stride + place(j)]
      if (way >= PROHIBITIVE) return null
      cost[i * size + j] = way + (i === 0 || j === 0 ? kind.fixed / 2 : 0)
      longest = Math.max(longest, way)
      if (forbidden === null) continue
      if (i === 0 ? needsOthers && isBack(j) : isBack(i) && j > 0 && !isBack(j)) forbidden[i * size + j] = 1
    }
  forbidden?.forEach((no, at) => {
    if (no === 1) cost[at] += longest
  })
  return { cost, forbidden, surcharge: longest }
}

/** The problem as a plain one; null where it is not. */
export function plainOf(p: Problem): Plain | null {
  if (!isPlain(p)) return null
  const loads = loadsOf(p)
  if (loads.length > 2) return null
  const ways = waysOf(p)
  if (ways === null) return null
  const none: Load = { by: new Float64Array(p.tasks + 1), room: Number.POSITIVE_INFINITY }
  const [first = none, second = none] = loads
  const { width, list } = neighboursByCost(p, NEAR)
  const near = new Int32Array((p.tasks + 1) * width)
  for (let i = 0; i < list.length; i++) near[width + i] = list[i] + 1
  const vehicles = Math.max(
    ...[first, second].map(({ by, room }) => Math.ceil((1.3 * by.reduce((a, b) => a + b, 0)) / room) + 3),
  )
  return {
    problem: p,
    stops: p.tasks,
    vehicles: Math.min(p.vehicles, vehicles, p.tasks),
    ...ways,
    loads: [first.by, second.by],
    room: [first.room, second.room],
    near,
    width,
  }
}
