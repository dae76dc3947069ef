import type { SchemeStep } from './scheme-step.ts'
import { usedBy } from './scheme-step.ts'

/** The steps so that each comes after those it uses, or the circle some of them run in. */
export type StepOrder =
  | { readonly ok: true; readonly steps: readonly SchemeStep[] }
  | { readonly ok: false; readonly circle: readonly string[] }

/** 计算次序 Only the steps that `pays` needs are in it. Names that are no steps are facts or parameters. */
export function orderOf(steps: readonly SchemeStep[], pays: string): StepOrder {
  const byName = new Map(steps.map((step) => [step.name, step]))
  const done = new Set<string>()
  const order: SchemeStep[] = []
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (done.has(name)) return undefined
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name]
    const step = byName.get(name)
    if (step === undefined) return undefined
    for (const used of usedBy(step)) {
      const circle = visit(used.name, [...path, name])
      if (circle) return circle
    }
    done.add(name)
    order.push(step)
    return undefined
  }
  const circle = visit(pays, [])
  return circle ? { ok: false, circle } : { ok: true, steps: order }
}
