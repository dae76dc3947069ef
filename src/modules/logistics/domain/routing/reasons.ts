import type { Skeleton } from './anneal.ts'
import { type Miss, missOf } from './misses.ts'
import type { Reason, ReasonCode, Unassigned } from './plan.ts'
import type { Problem } from './problem.ts'
import { kindOfTask, stopOf } from './write-plan.ts'

export const SAID: Readonly<Record<ReasonCode, readonly [zh: string, en: string]>> = {
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
  bus_full: ['班车已满或时刻不合', 'no bus has room in time'],
  too_dear: ['排入的代价高于不排', 'to plan it costs more than to leave it'],
}

const UNITS = { seconds: ['秒', 's'], metres: ['米', 'm'], amount: ['', ''], tasks: ['项', 'tasks'] } as const

function said(miss: Miss, vehicle: number, alone: boolean): Reason {
  const [zh, en] = SAID[miss.code]
  const [unitZh, unitEn] = miss.unit === undefined ? ['', ''] : UNITS[miss.unit]
  const byZh = miss.by === undefined ? '' : `，差 ${miss.by}${unitZh === '' ? '' : ` ${unitZh}`}`
  const byEn = miss.by === undefined ? '' : ` (${miss.by}${unitEn === '' ? '' : ` ${unitEn}`} short)`
  const ofZh = miss.dimension === undefined ? '' : `（第 ${miss.dimension + 1} 项货量）`
  const verdict = alone ? 'impossible' : 'crowded_out'
  return {
    verdict,
    ...miss,
    vehicle,
    zh: `${alone ? '任何车辆单独也做不到' : '单独可行，但与其余任务排不下'}：车辆 ${vehicle} ${zh}${ofZh}${byZh}。`,
    en: `${alone ? 'Impossible even alone' : 'Possible alone, crowded out'}: vehicle ${vehicle}: ${en}${byEn}.`,
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
const nearer = (a: Miss, b: Miss | null): boolean => {
  if (b === null) return true
  const [x, y] = [RANK.indexOf(a.code), RANK.indexOf(b.code)]
  return x === y ? (a.by ?? 0) < (b.by ?? 0) : x < y
}

/** The nearest miss of the task in vehicle `r` among the tasks it has; null: it would fit. */
function missIn(p: Problem, r: number, route: readonly number[], c: number): Miss | null {
  const around = [p.tasks + r, ...route, p.tasks + p.vehicles + r]
  const mate = p.mate[c]
  let best: Miss | null = null
  const firstFree = around.findLastIndex((node) => p.fixed[node] === 1) + 1
  if (firstFree >= around.length) return { code: 'fixed' }
  for (let i = Math.max(1, firstFree); i < around.length; i++) {
    const lasts = mate < 0 ? [i] : Array.from({ length: around.length - i }, (_, k) => i + k)
    for (const j of lasts) {
      const nodes = mate < 0 ? around.toSpliced(i, 0, c) : around.toSpliced(j, 0, mate).toSpliced(i, 0, c)
      const miss = missOf(p, { r, nodes, task: c })
      if (miss === null) return null
      if (nearer(miss, best)) best = miss
    }
  }
  return best
}

function reasonsFor(p: Problem, best: Skeleton, c: number): Reason[] {
  const vehicles = Array.from({ length: p.vehicles }, (_, r) => r)
  const kinds = vehicles.filter((r) => r === 0 || p.kindOf[r] !== p.kindOf[r - 1])
  const alone = kinds.map((r) => ({ r, miss: missIn(p, r, [], c) }))
  const impossible = alone.every((x) => x.miss !== null)
  const tries = impossible ? alone : vehicles.map((r) => ({ r, miss: missIn(p, r, [...best.routes[r]], c) }))
  // One reason of each kind, from the vehicle that comes nearest.
  const byCode = new Map<ReasonCode, { r: number; miss: Miss }>()
  for (const { r, miss: found } of tries) {
    const miss = found ?? { code: 'too_dear' as const }
    const before = byCode.get(miss.code)
    if (before === undefined || nearer(miss, before.miss)) byCode.set(miss.code, { r, miss })
  }
  return [...byCode.values()]
    .toSorted((a, b) => RANK.indexOf(a.miss.code) - RANK.indexOf(b.miss.code))
    .map(({ r, miss }) => said(miss, p.given[r].id, impossible))
}

/** Every task left out, with why; a shipment counts as two, as VROOM counts. */
export function reasonsOf(p: Problem, best: Skeleton): Unassigned[] {
  const planned = new Set([...best.routes.flatMap((r) => [...r]), ...best.rides.map((r) => r.job)])
  const reasons = new Map<number, Reason[]>()
  return Array.from({ length: p.tasks }, (_, c) => c)
    .filter((c) => !planned.has(c))
    .map((c) => {
      const stop = stopOf(p, c)
      const lead = p.mate[c] >= 0 ? Math.min(c, p.mate[c]) : c
      const why = reasons.get(lead) ?? reasonsFor(p, best, lead)
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
