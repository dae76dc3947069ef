import { NEVER, PROHIBITIVE, type Problem } from './problem.ts'

/** Who is near whom: by task, `width` others, nearest first. */
export type Neighbours = {
  readonly width: number
  readonly list: Int32Array
}

type Weight = (from: number, to: number) => number

function nearest(n: number, width: number, weight: Weight): Neighbours {
  const list = new Int32Array(n * width)
  const weights = new Float64Array(n)
  const order = Array.from({ length: n }, (_, i) => i)
  for (let c = 0; c < n; c++) {
    for (let o = 0; o < n; o++)
      weights[o] = o === c ? Number.POSITIVE_INFINITY : Math.min(weight(c, o), weight(o, c))
    order.sort((a, b) => weights[a] - weights[b] || a - b)
    for (let i = 0; i < width; i++) list[c * width + i] = order[i]
  }
  return { width, list }
}

/** By cost alone: what is torn out together. */
export function neighboursByCost(p: Problem, most: number): Neighbours {
  const { cost } = p.classes[0]
  return nearest(p.tasks, Math.min(most, p.tasks - 1), (a, b) => cost[p.place[a] * p.stride + p.place[b]])
}

/** By cost and by how well the second follows the first in time: whom it is worth to be put beside. */
export function neighboursByFit(p: Problem, most: number): Neighbours {
  const { cost, time, service } = p.classes[0]
  let costs = 0
  let seconds = 0
  for (let a = 0; a < p.tasks; a++)
    for (let b = 0; b < p.tasks; b += 1 + Math.floor(p.tasks / 50)) {
      const at = p.place[a] * p.stride + p.place[b]
      if (time[at] >= NEVER) continue
      costs += cost[at]
      seconds += time[at]
    }
  const rate = seconds > 0 ? costs / seconds : 0
  return nearest(p.tasks, Math.min(most, p.tasks - 1), (a, b) => {
    const at = p.place[a] * p.stride + p.place[b]
    const earliest = p.ready[a] + service[a] + time[at]
    const waiting = p.ready[b] - (p.due[a] + service[a] + time[at])
    const late = earliest - p.due[b]
    // A delivery and a backhaul are neighbours in one place of a route only, which is tried anyway.
    const apart = p.backhaul[a] === p.backhaul[b] ? 0 : PROHIBITIVE
    return apart + cost[at] + rate * (0.2 * Math.max(0, waiting) + Math.max(0, late))
  })
}
