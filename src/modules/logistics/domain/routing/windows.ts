import { NEVER, type Problem } from './problem.ts'

export const isReload = (p: Problem, node: number): boolean => node >= p.tasks + 2 * p.vehicles

/** Earliest start at or after `at` within the node's windows; above `due` if there is none. */
export function nextStart(p: Problem, node: number, at: number): number {
  if (at < p.ready[node]) return p.ready[node]
  if (p.manyWindows[node] === 0) return at
  const windows = p.windows[node]
  if (windows !== null && windows !== undefined)
    for (const w of windows) if (at <= w.to) return Math.max(at, w.from)
  return 2 * NEVER
}

/** Latest start at or before `at`; below `ready` if there is none. */
export function lastStart(p: Problem, node: number, at: number): number {
  if (p.manyWindows[node] === 0) return at < p.ready[node] ? -1 : Math.min(at, p.due[node])
  const windows = p.windows[node] ?? []
  for (let i = windows.length - 1; i >= 0; i--) {
    const w = windows[i]
    if (at >= w.from) return Math.min(at, w.to)
  }
  return -1
}
