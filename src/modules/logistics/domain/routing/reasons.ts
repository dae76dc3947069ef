import type { Skeleton } from './anneal.ts'
import type { Unassigned } from './plan.ts'
import type { Problem } from './problem.ts'
import { kindOfTask, stopOf } from './write-plan.ts'

/** Every task left out; a shipment counts as two, as VROOM counts. */
export function reasonsOf(p: Problem, best: Skeleton): Unassigned[] {
  const planned = new Set([...best.routes.flatMap((r) => [...r]), ...best.rides.map((r) => r.job)])
  return Array.from({ length: p.tasks }, (_, c) => c)
    .filter((c) => !planned.has(c))
    .map((c) => {
      const stop = stopOf(p, c)
      return { id: stop.id, type: kindOfTask(p, c), location_index: stop.place, reasons: [] }
    })
}
