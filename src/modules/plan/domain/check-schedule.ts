import type { PlanFile } from '../contract/plan-file.ts'
import { type Finding, finding } from './finding.ts'

const reversed = (
  section: string,
  spans: readonly { readonly from: string; readonly until: string }[],
): Finding[] =>
  spans.flatMap(({ from, until }, i) =>
    from < until ? [] : [finding('plan.days_reversed', `${section}/${i}/until`, { from, until })],
  )

/** Stages follow one another; they may overlap only where an interpretation says why. */
function order(stages: PlanFile['stages']): readonly Finding[] {
  return stages.flatMap((stage, i) => {
    const before = stages[i - 1]
    if (!before) return []
    const values = { stage: stage.name, before: before.name }
    const pointer = `/stages/${i}/from`
    if (stage.from < before.from) return [finding('plan.stages_out_of_order', pointer, values)]
    const unexplained = stage.interpretations === undefined && stage.from < before.until
    return unexplained ? [finding('plan.stages_overlap', pointer, values)] : []
  })
}

/** 日程核对 Every span ends after it begins, stages are in order. */
export const scheduleFindings = ({ periods, stages }: PlanFile): readonly Finding[] => [
  ...reversed('/periods', periods),
  ...reversed('/stages', stages),
  ...order(stages),
]
