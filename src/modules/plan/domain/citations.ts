import type { ItemKind } from '../contract/item-kinds.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { citesOf, itemsOf } from './plan-items.ts'

/**
 * 引用 A thing of the plan and the words of a clause it stands on. A system is asked for by a whole clause and quotes
 * nothing. Of an uncounted number the name says why nobody is bound by it.
 */
export type Citation = {
  readonly kind: ItemKind
  readonly code: string
  readonly name: string
  readonly clause: string
  readonly quote?: string
}

const OF_SYSTEMS = ({ systems }: PlanFile): readonly Citation[] =>
  systems.flatMap(({ code, name, clauses }) =>
    clauses.map((clause) => ({ kind: 'system' as const, code, name, clause })),
  )

const OF_DUTIES = ({ organisation }: PlanFile): readonly Citation[] =>
  organisation.flatMap(({ code, name, duties }) =>
    duties.map((duty) => ({ kind: 'duty' as const, code, name, ...duty })),
  )

const OF_INTERPRETATIONS = ({ interpretations }: PlanFile): readonly Citation[] =>
  interpretations.flatMap(({ code, issue: name, places }) =>
    places.map((place) => ({ kind: 'interpretation' as const, code, name, ...place })),
  )

const OF_UNCOUNTED = ({ clauses }: PlanFile): readonly Citation[] =>
  clauses.flatMap(({ id, uncounted = [] }) =>
    uncounted.map(({ quote, why: name }) => ({
      kind: 'uncounted' as const,
      code: id,
      name,
      clause: id,
      quote,
    })),
  )

/** 全部引用 Everything that cites a clause, what binds first. */
export const citationsOf = (plan: PlanFile): readonly Citation[] => [
  ...itemsOf(plan).flatMap(({ kind, code, name, item }) =>
    citesOf(item).map((cite) => ({ kind, code, name, ...cite })),
  ),
  ...OF_DUTIES(plan),
  ...OF_INTERPRETATIONS(plan),
  ...OF_SYSTEMS(plan),
  ...OF_UNCOUNTED(plan),
]
