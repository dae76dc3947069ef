import type { RouteInput, Vehicle } from './input.ts'
import type { Problem } from './problem.ts'

/** The routes that the request's vehicles bring as `steps`. */
export function begunRoutes(
  input: RouteInput,
  given: readonly Vehicle[],
  firstReload: Int32Array,
): Int32Array[] {
  const node = new Map<string, number>()
  for (const [c, job] of input.jobs.entries()) node.set(`job ${job.id}`, c)
  for (const [i, s] of input.shipments.entries()) {
    node.set(`pickup ${s.pickup.id}`, input.jobs.length + 2 * i)
    node.set(`delivery ${s.delivery.id}`, input.jobs.length + 2 * i + 1)
  }
  return given.map((v, r) => {
    const used = v.reloads.map(() => 0)
    const reload = (place: number | null): number[] => {
      const at = place === null ? 0 : v.reloads.findIndex((x) => x.place === place)
      const again = used[at]
      if (again === undefined || used.reduce((sum, n) => sum + n, 0) >= v.maxTrips - 1) return []
      used[at] = again + 1
      return [firstReload[r] + at * (v.maxTrips - 1) + again]
    }
    return Int32Array.from(
      v.steps.flatMap(({ type, id, place }) => {
        if (type === 'reload') return reload(place)
        const c = node.get(`${type} ${id}`)
        return c === undefined ? [] : [c]
      }),
    )
  })
}

/** What stays where it is: fixed steps, the other halves of their shipments, the ends of vehicles that take nothing more. */
export function markFixed(p: Problem): void {
  for (const [r, v] of p.given.entries()) {
    for (const c of p.begun[r].subarray(0, v.fixed)) {
      p.fixed[c] = p.bound[c] = 1
      if (p.mate[c] >= 0) p.bound[p.mate[c]] = 1
    }
    if (v.closed) p.fixed[p.tasks + p.vehicles + r] = 1
  }
}
