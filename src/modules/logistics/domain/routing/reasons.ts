import { type BusNetwork, mayRide } from './bus.ts'
import { type Miss, missOf } from './misses.ts'
import type { Reason, ReasonCode, Unassigned } from './plan.ts'
import type { Problem } from './problem.ts'
import type { Skeleton } from './skeleton.ts'
import { kindOfTask, stopOf } from './write-plan.ts'

export const SAID: Readonly<Record<Exclude<ReasonCode, 'bus_full'>, readonly [zh: string, en: string]>> = {
  vehicle: ['不在指定的车辆之列', 'it is not one of the vehicles named'],
  fixed: ['已固定的步骤不能改动', 'its steps are fixed'],
  skill: ['缺少所需技能', 'a needed skill is missing'],
  capacity: ['超载', 'there is no room for the load'],
  time_window: ['赶不上任务的时间窗', 'it comes too late for the time window'],
  shift: ['超出车辆的工作时段', 'it does not fit the shift'],
  max_travel_time: ['超出最长行驶时间', 'it exceeds the travel time'],
  max_distance: ['超出最长里程', 'it exceeds the distance'],
  max_tasks: ['超出最多任务数', 'it exceeds the number of tasks'],
  max_working_time: ['超出最长工作时间', 'it exceeds the working time'],
  break: ['与司机休息冲突', 'it leaves no time for a break'],
  unreachable: ['道路不通', 'there is no way'],
  backhaul: ['回程任务须排在送货之后，不能单独成线', 'a backhaul needs a delivery before it'],
  too_dear: ['排入的代价高于不排', 'to plan it costs more than to leave it'],
}

const UNITS = { seconds: ['秒', 's'], metres: ['米', 'm'], amount: ['', ''], tasks: ['项', 'tasks'] } as const

function said(miss: Miss, vehicle: number, alone: boolean): Reason {
  const [zh, en] = SAID[miss.code]
  const [unitZh, unitEn] = miss.unit === undefined ? ['', ''] : UNITS[miss.unit]
  const byZh = miss.by === undefined ? '' : `，差 ${miss.by}${unitZh === '' ? '' : ` ${unitZh}`}`
  const byEn = miss.by === undefined ? '' : ` (${miss.by}${unitEn === '' ? '' : ` ${unitEn}`} short)`
  const ofZh = miss.dimension === undefined ? '' : `（第 ${miss.dimension + 1} 项货量）`
  const skillsZh = miss.skills === undefined ? '' : `（${miss.skills.join('、')}）`
  const skillsEn = miss.skills === undefined ? '' : `: ${miss.skills.join(', ')}`
  const verdict = alone ? 'impossible' : 'crowded_out'
  return {
    verdict,
    ...miss,
    vehicle,
    zh: `${alone ? '任何车辆单独也做不到' : '单独可行，但与其余任务排不下'}：车辆 ${vehicle} ${zh}${skillsZh}${ofZh}${byZh}。`,
    en: `${alone ? 'Impossible even alone' : 'Possible alone, crowded out'}: vehicle ${vehicle}: ${en}${skillsEn}${byEn}.`,
  }
}

/** Smaller is nearer to being possible; other units are not compared, their order is that of the checks. */
const RANK: readonly ReasonCode[] = [
  'too_dear',
  'time_window',
  'shift',
  'break',
  'max_working_time',
  'max_travel_time',
  'max_distance',
  'max_tasks',
  'capacity',
  'backhaul',
  'unreachable',
  'skill',
  'vehicle',
  'fixed',
]
/** How much is missing; where it cannot be said, more than where it can. */
const lack = (miss: Miss): number => miss.by ?? miss.skills?.length ?? Number.POSITIVE_INFINITY
const nearer = (a: Miss, b: Miss | null): boolean => {
  if (b === null) return true
  const [x, y] = [RANK.indexOf(a.code), RANK.indexOf(b.code)]
  return x === y ? lack(a) < lack(b) : x < y
}

/** How many stops may be looked at in all, so that a day with thousands left out is answered too. */
const MOST_LOOKED_AT = 50_000_000
/** Trial places of one task in one vehicle. */
const MOST_TRIALS = 400

type Looking = { left: number }

/** Where a task, or both halves of a shipment, may be tried: all places of a short route, evenly spread ones of a long. */
function* trialPlaces(from: number, to: number, isPair: boolean): Generator<readonly [number, number]> {
  const places = Math.max(0, to - from)
  const all = isPair ? (places * (places + 1)) / 2 : places
  const stride = Math.max(1, Math.ceil(isPair ? Math.sqrt(all / MOST_TRIALS) : all / MOST_TRIALS))
  for (let i = from; i < to; i += stride)
    if (!isPair) yield [i, i]
    else for (let j = i; j < to; j += stride) yield [i, j]
}

/** The nearest miss of the task in vehicle `r` among the tasks it has; null: it would fit. */
function missIn(p: Problem, r: number, route: readonly number[], c: number, looking: Looking): Miss | null {
  const around = [p.tasks + r, ...route, p.tasks + p.vehicles + r]
  const mate = p.mate[c]
  let best: Miss | null = null
  const firstFree = around.findLastIndex((node) => p.fixed[node] === 1) + 1
  if (firstFree >= around.length) return { code: 'fixed' }
  for (const [i, j] of trialPlaces(Math.max(1, firstFree), around.length, mate >= 0)) {
    const nodes = mate < 0 ? around.toSpliced(i, 0, c) : around.toSpliced(j, 0, mate).toSpliced(i, 0, c)
    const miss = missOf(p, { r, nodes, task: c })
    looking.left -= nodes.length
    if (miss === null) return null
    if (nearer(miss, best)) best = miss
  }
  return best
}

type Try = { readonly r: number; readonly miss: Miss }

/** One reason of each kind, from the vehicle that comes nearest. */
function nearest(tries: readonly Try[]): readonly Try[] {
  const byCode = new Map<ReasonCode, Try>()
  for (const one of tries) {
    const before = byCode.get(one.miss.code)
    if (before === undefined || nearer(one.miss, before.miss)) byCode.set(one.miss.code, one)
  }
  return [...byCode.values()].toSorted((a, b) => RANK.indexOf(a.miss.code) - RANK.indexOf(b.miss.code))
}

const BUS_FULL: Reason = {
  verdict: 'crowded_out',
  code: 'bus_full',
  zh: '有班车经过，但及时的班次都已满，或接上它比不排还贵。',
  en: 'Crowded out: a bus passes, but every trip in time is full, or costs more than leaving it out.',
}

function reasonsFor(
  p: Problem,
  best: Skeleton,
  bus: BusNetwork | null,
  c: number,
  looking: Looking,
): Reason[] {
  const vehicles = Array.from({ length: p.vehicles }, (_, r) => r)
  const kinds = vehicles.filter((r) => r === 0 || p.kindOf[r] !== p.kindOf[r - 1])
  const byBus = bus !== null && mayRide(bus, c) ? [BUS_FULL] : []
  const alone = kinds.map((r) => ({ r, miss: missIn(p, r, [], c, looking) }))
  const misses = alone.flatMap(({ r, miss }) => (miss === null ? [] : [{ r, miss }]))
  const drivable = misses.length < alone.length
  const tries: Try[] = drivable ? [] : misses
  for (const r of drivable ? vehicles : []) {
    const miss = missIn(p, r, [...best.routes[r]], c, looking) ?? { code: 'too_dear' as const }
    tries.push({ r, miss })
    if (looking.left < 0) break
  }
  const impossible = !drivable && byBus.length === 0
  return [...byBus, ...nearest(tries).map(({ r, miss }) => said(miss, p.given[r].id, impossible))]
}

/** Every task left out, with why; a shipment counts as two, as VROOM counts. */
export function reasonsOf(p: Problem, best: Skeleton, bus: BusNetwork | null): Unassigned[] {
  const planned = new Set([...best.routes.flatMap((r) => [...r]), ...best.rides.map((r) => r.job)])
  const reasons = new Map<number, Reason[]>()
  const looking = { left: MOST_LOOKED_AT }
  return Array.from({ length: p.tasks }, (_, c) => c)
    .filter((c) => !planned.has(c))
    .map((c) => {
      const stop = stopOf(p, c)
      const lead = p.mate[c] >= 0 ? Math.min(c, p.mate[c]) : c
      const why = reasons.get(lead) ?? reasonsFor(p, best, bus, lead, looking)
      reasons.set(lead, why)
      return {
        id: stop.id,
        type: kindOfTask(p, c),
        location_index: stop.place,
        ...(stop.location === null ? {} : { location: stop.location }),
        ...(stop.description === null ? {} : { description: stop.description }),
        reasons: why,
      }
    })
}
