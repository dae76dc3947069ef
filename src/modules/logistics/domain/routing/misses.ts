import type { Reason, ReasonCode } from './plan.ts'
import { JOB, NEVER, type Problem } from './problem.ts'
import { firstDeparture, newWalk } from './walk.ts'
import { isReload, lastStart, nextStart } from './windows.ts'

/** 差距 What a route lacks to hold a task: the first check that fails, and by how much. */
export type Miss = {
  readonly code: Exclude<ReasonCode, 'bus_full'>
  readonly by?: number
  readonly unit?: NonNullable<Reason['unit']>
  readonly dimension?: number
  /** The skills the vehicle lacks. */
  readonly skills?: readonly number[]
}

/** A trial route: the nodes of vehicle `r` in order, with the task somewhere among them. */
export type Trial = { readonly r: number; readonly nodes: readonly number[]; readonly task: number }

const first = (...misses: (Miss | null)[]): Miss | null => misses.find((m) => m !== null) ?? null

function skillMiss(p: Problem, t: Trial): Miss | null {
  const { jobs, shipments } = p.input
  const skills = p.role[t.task] === JOB ? jobs[t.task].skills : shipments[(t.task - jobs.length) >> 1].skills
  const lacking = skills.filter((s) => !p.given[t.r].skills.includes(s))
  return lacking.length === 0 ? null : { code: 'skill', skills: lacking }
}

function vehicleMiss(p: Problem, t: Trial): Miss | null {
  const { jobs, shipments } = p.input
  const task = p.role[t.task] === JOB ? jobs[t.task] : shipments[(t.task - jobs.length) >> 1]
  return task.vehicles.length === 0 || task.vehicles.includes(p.given[t.r].id) ? null : { code: 'vehicle' }
}

/** What the jobs bring from node `i` on, up to the next reload. */
function tripLoad(p: Problem, nodes: readonly number[], i: number, k: number): number {
  let load = 0
  for (let j = i; j < nodes.length && (j === i || !isReload(p, nodes[j])); j++)
    if (nodes[j] < p.tasks && p.role[nodes[j]] === JOB) load += p.drop[nodes[j] * p.dimensions + k]
  return load
}

function loadMiss(p: Problem, t: Trial): Miss | null {
  const D = p.dimensions
  let worst: Miss | null = null
  for (let k = 0; k < D; k++) {
    let aboard = tripLoad(p, t.nodes, 0, k)
    let peak = aboard
    for (const [i, c] of t.nodes.entries()) {
      if (isReload(p, c)) aboard = tripLoad(p, t.nodes, i, k)
      else if (c < p.tasks) aboard += p.pick[c * D + k] - p.drop[c * D + k]
      peak = Math.max(peak, aboard)
    }
    const over = peak - p.capacity[t.r * D + k]
    if (over > 0 && over > (worst?.by ?? 0))
      worst = { code: 'capacity', by: over, unit: 'amount', dimension: k }
  }
  return worst
}

function wayMiss(p: Problem, t: Trial): Miss | null {
  const { time, distance } = p.classes[p.classOf[t.r]]
  let seconds = 0
  let metres = 0
  for (let i = 1; i < t.nodes.length; i++) {
    const at = p.place[t.nodes[i - 1]] * p.stride + p.place[t.nodes[i]]
    if (time[at] >= NEVER) return { code: 'unreachable' }
    seconds += time[at]
    metres += distance[at]
  }
  const tasks = t.nodes.filter((c) => c < p.tasks).length
  const over = (code: Miss['code'], by: number, unit: NonNullable<Reason['unit']>): Miss | null =>
    by > 0 ? { code, by, unit } : null
  return first(
    over('max_tasks', tasks - p.maxTasks[t.r], 'tasks'),
    over('max_travel_time', seconds - p.maxTravel[t.r], 'seconds'),
    over('max_distance', metres - p.maxDistance[t.r], 'metres'),
  )
}

/** How late the route is where it is first too late; a window of the task itself, of others, or the shift. */
function timeMiss(p: Problem, t: Trial): Miss | null {
  const { time, service, setup } = p.classes[p.classOf[t.r]]
  let leave = p.ready[t.nodes[0]]
  for (let i = 1; i < t.nodes.length; i++) {
    const [b, c] = [t.nodes[i - 1], t.nodes[i]]
    const arrival = leave + time[p.place[b] * p.stride + p.place[c]]
    const start = nextStart(p, c, arrival)
    if (start > p.due[c]) {
      const by = arrival - lastStart(p, c, NEVER)
      return { code: c < p.tasks ? 'time_window' : 'shift', by, unit: 'seconds' }
    }
    leave = start + service[c] + (p.place[b] === p.place[c] ? 0 : setup[c])
  }
  if (p.walked[t.r] === 0) return null
  const w = newWalk()
  w.nodes = Int32Array.from(t.nodes)
  w.length = t.nodes.length
  const working = p.given[t.r].maxWorkingTime
  if (firstDeparture(w, p, t.r, working) >= 0) return null
  const more = leastMore((by) => firstDeparture(w, p, t.r, working + by) >= 0)
  if (working < NEVER && more !== null) return { code: 'max_working_time', by: more, unit: 'seconds' }
  const later = leastMore((by) => firstDeparture(w, restingLater(p, t.r, by), t.r, working) >= 0)
  return later === null ? { code: 'break' } : { code: 'break', by: later, unit: 'seconds' }
}

const DAY = 86_400

/** The fewest seconds, up to a day, with which something holds that holds the more the more there are; null: a day is too little. */
function leastMore(holds: (seconds: number) => boolean): number | null {
  if (!holds(DAY)) return null
  let [short, enough] = [0, DAY]
  while (enough - short > 1) {
    const middle = (short + enough) >> 1
    if (holds(middle)) enough = middle
    else short = middle
  }
  return enough
}

/** The same day, where every break of vehicle `r` may begin so many seconds later. */
const restingLater = (p: Problem, r: number, by: number): Problem => ({
  ...p,
  breaks: p.breaks.with(
    r,
    p.breaks[r].map((b) => ({ ...b, windows: b.windows.map((w) => ({ ...w, to: w.to + by })) })),
  ),
})

function orderMiss(p: Problem, t: Trial): Miss | null {
  let back = false
  let line = false
  for (const c of t.nodes) {
    if (isReload(p, c)) back = false
    if (c >= p.tasks) continue
    if (p.backhaul[c] === 1) back = true
    else if (back) return { code: 'backhaul' }
    else line = true
  }
  const some = t.nodes.some((c) => c < p.tasks)
  // What is done is done, also where a delivery was to come later.
  const begun = p.given[t.r].fixed > 0
  return some && !line && !begun && p.input.options.backhaulNeedsLinehaul ? { code: 'backhaul' } : null
}

/** The first thing wrong with a trial; null: it holds. */
export const missOf = (p: Problem, t: Trial): Miss | null =>
  first(vehicleMiss(p, t), skillMiss(p, t), loadMiss(p, t), orderMiss(p, t), wayMiss(p, t), timeMiss(p, t))
