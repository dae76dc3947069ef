import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A published instance as a routing request, and how its costs are counted: one unit of the paper is `scale` of ours. */
export type Instance = {
  readonly request: Readonly<Record<string, unknown>> & { readonly options?: object }
  readonly scale: number
}

type Node = {
  readonly x: number
  readonly y: number
  readonly ready?: number
  readonly due?: number
  readonly service?: number
}

const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim())
const numbers = (line: string): number[] => line.split(/[\s,]+/).map(Number)

const table = (nodes: readonly Node[], distance: (dx: number, dy: number) => number): number[][] =>
  nodes.map((a, i) => nodes.map((b, j) => (i === j ? 0 : distance(a.x - b.x, a.y - b.y))))

const nearest = (dx: number, dy: number): number => Math.floor(Math.hypot(dx, dy) + 0.5)
const tenths = (dx: number, dy: number): number => Math.floor(10 * Math.hypot(dx, dy))
/** Unrounded distances, to five decimals. */
const FINE = 100_000
const fine = (dx: number, dy: number): number => Math.round(FINE * Math.hypot(dx, dy))

const fleet = (count: number, capacity: number, depot: Node, scale: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    start_index: 0,
    end_index: 0,
    capacity: [capacity],
    ...(depot.due === undefined ? {} : { time_window: [(depot.ready ?? 0) * scale, depot.due * scale] }),
  }))

const timing = (node: Node, scale: number) => ({
  service: (node.service ?? 0) * scale,
  ...(node.due === undefined ? {} : { time_windows: [[(node.ready ?? 0) * scale, node.due * scale]] }),
})

/** TSPLIB style: CVRP, VRPB (a type before the coordinates) and VRPSPD (two demand sections). */
function readVrp(text: string, vehicles: number | undefined): Instance {
  const field = (name: string): string => new RegExp(`${name}\\s*:\\s*(.*)`).exec(text)?.[1]?.trim() ?? ''
  const section = (name: string): number[][] => {
    const all = lines(text)
    const from = all.indexOf(name)
    if (from < 0) return []
    const to = all.findIndex((line, i) => i > from && /^[A-Z]/.test(line))
    return all.slice(from + 1, to).map(numbers)
  }
  const coordinates = section('NODE_COORD_SECTION')
  const typed = coordinates[0]?.length === 4
  const nodes = coordinates.map((row) => ({ x: row.at(-2) ?? 0, y: row.at(-1) ?? 0 }))
  const demand = section('DEMAND_SECTION')
  const delivery = section('DELIVERY_SECTION')
  const pickup = section('PICKUP_SECTION')
  const unrounded = pickup.length > 0
  const jobs = nodes.slice(1).map((_, i) => {
    const at = i + 1
    const back = typed && coordinates[at]?.[1] === 1
    const amount = demand[at]?.[1] ?? 0
    return {
      id: at,
      location_index: at,
      delivery: [back ? 0 : (delivery[at]?.[1] ?? amount)],
      pickup: [back ? amount : (pickup[at]?.[1] ?? 0)],
      ...(back ? { backhaul: true } : {}),
    }
  })
  const capacity = Number(field('CAPACITY'))
  const depot = nodes[0] ?? { x: 0, y: 0 }
  return {
    scale: unrounded ? FINE : 1,
    request: {
      jobs,
      vehicles: fleet(vehicles ?? jobs.length, capacity, depot, 1),
      matrices: { car: { durations: table(nodes, unrounded ? fine : nearest) } },
      options: typed ? { backhaul_needs_linehaul: true } : {},
    },
  }
}

/** Solomon and Gehring-Homberger in tenths; the Wang-Chen files (two demand columns) unrounded. */
function readSolomon(text: string, vehicles: number | undefined): Instance {
  const all = lines(text)
  const rows = all.filter((line) => /^\d+(\s+\d+){6,}$/.test(line)).map(numbers)
  const twoWay = rows[0]?.length === 8
  const sizes = all.filter((line) => /^\d+(\s+\d+){1,2}$/.test(line)).map(numbers)[0] ?? []
  const scale = twoWay ? FINE : 10
  const nodes = rows.map((r) => ({
    x: r[1] ?? 0,
    y: r[2] ?? 0,
    ready: r.at(-3) ?? 0,
    due: r.at(-2) ?? 0,
    service: r.at(-1) ?? 0,
  }))
  const depot = nodes[0] ?? { x: 0, y: 0 }
  return {
    scale,
    request: {
      jobs: nodes.slice(1).map((node, i) => ({
        id: i + 1,
        location_index: i + 1,
        delivery: [rows[i + 1]?.[3] ?? 0],
        pickup: [twoWay ? (rows[i + 1]?.[4] ?? 0) : 0],
        ...timing(node, scale),
      })),
      vehicles: fleet(vehicles ?? sizes.at(-2) ?? nodes.length, sizes.at(-1) ?? 0, depot, scale),
      matrices: { car: { durations: table(nodes, twoWay ? fine : tenths) } },
    },
  }
}

function readLiLim(text: string, vehicles: number | undefined): Instance {
  const [head, ...rows] = lines(text)
    .filter((line) => line !== '')
    .map(numbers)
  const nodes = rows.map((r) => ({
    x: r[1] ?? 0,
    y: r[2] ?? 0,
    ready: r[4] ?? 0,
    due: r[5] ?? 0,
    service: r[6] ?? 0,
  }))
  const stop = (i: number) => ({ id: i, location_index: i, ...timing(nodes[i] ?? { x: 0, y: 0 }, FINE) })
  return {
    scale: FINE,
    request: {
      shipments: rows.flatMap((r, i) =>
        (r[3] ?? 0) > 0 && i > 0 ? [{ amount: [r[3]], pickup: stop(i), delivery: stop(r[8] ?? 0) }] : [],
      ),
      vehicles: fleet(vehicles ?? head?.[0] ?? 0, head?.[1] ?? 0, nodes[0] ?? { x: 0, y: 0 }, FINE),
      matrices: { car: { durations: table(nodes, fine) } },
    },
  }
}

/** Road matrix in metres and minutes; loads are decimals. Money in thousandths: 300 a vehicle and 0.014 a metre. */
function readJd(text: string): Instance {
  const all = lines(text)
  const from = all.indexOf('NODE_SECTION')
  const middle = all.indexOf('DISTANCETIME_SECTION')
  const rows = all.slice(from + 1, middle).map(numbers)
  const end = all.findIndex((line, i) => i > middle && !/^\d/.test(line))
  const size = rows.length
  const durations = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const distances = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (const line of all.slice(middle + 1, end)) {
    const [a = 0, b = 0, metres = 0, minutes = 0] = numbers(line)
    if (a === b) continue
    ;(durations[a] ?? [])[b] = minutes
    ;(distances[a] ?? [])[b] = metres
  }
  const load = (x: number | undefined): number => Math.round((x ?? 0) * 1e6)
  const depot = { x: 0, y: 0, ready: rows[0]?.[3] ?? 0, due: rows[0]?.[4] ?? 0 }
  return {
    scale: 1000,
    request: {
      jobs: rows.slice(1).map((r) => ({
        id: r[0],
        location_index: r[0],
        delivery: [load(r[1])],
        pickup: [load(r[2])],
        ...timing({ x: 0, y: 0, ready: r[3] ?? 0, due: r[4] ?? 0, service: r[5] ?? 0 }, 1),
      })),
      vehicles: fleet(size - 1, load(2.5), depot, 1).map((v) => ({
        ...v,
        costs: { fixed: 300_000, per_hour: 0, per_km: 14_000 },
      })),
      matrices: { car: { durations, distances } },
    },
  }
}

export type Known = {
  readonly type: string
  readonly n: number
  readonly bks?: number
  readonly reference?: number
  readonly unassigned?: number
  readonly vehicles?: number
  readonly limitVehicles?: boolean
}

/** The instances of `bks.json` in a folder; none when the folder is not there. */
export function knownInstances(folder: string): readonly (readonly [string, Known])[] {
  const index = join(folder, 'bks.json')
  return existsSync(index) ? Object.entries(JSON.parse(readFileSync(index, 'utf8')).instances) : []
}

export function readInstance(folder: string, name: string, known: Known): Instance {
  const text = readFileSync(join(folder, name), 'utf8')
  const vehicles = known.limitVehicles === true ? known.vehicles : undefined
  if (name.endsWith('.json')) return { request: JSON.parse(text), scale: 1 }
  if (name.endsWith('.vrpsdptw')) return readJd(text)
  if (name.startsWith('pdptw/')) return readLiLim(text, vehicles)
  return name.endsWith('.txt') ? readSolomon(text, vehicles) : readVrp(text, vehicles)
}
