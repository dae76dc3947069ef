import type { ItemKind } from '../contract/item-kinds.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import type { Cited } from '../contract/plan-texts.ts'

/** 方案事项 One thing the plan holds and quotes: a target, a fund, a policy, a duty's body … */
export type PlanItem = {
  readonly kind: ItemKind
  readonly code: string
  readonly name: string
  readonly item: Cited & { readonly interpretations?: readonly string[] | undefined }
}

type Source = PlanItem['item'] & { readonly code: string; readonly name: string }

const as =
  (kind: ItemKind) =>
  (item: Source): PlanItem => ({ kind, code: item.code, name: item.name, item })

/** Every thing of the plan that stands on a clause, in the order of the file. */
export const itemsOf = (plan: PlanFile): readonly PlanItem[] => [
  { kind: 'boundary', code: plan.etown.id, name: plan.etown.town, item: plan.etown.boundary },
  { kind: 'document', code: 'document', name: plan.document.number, item: plan.document },
  ...plan.document.based_on.map((item) => ({
    kind: 'document' as const,
    code: item.number,
    name: item.title,
    item,
  })),
  ...plan.periods.map(as('period')),
  ...plan.stages.map(as('stage')),
  ...plan.targets.map(as('target')),
  ...plan.funds.sources.map(as('fund-source')),
  ...plan.funds.categories.map(as('fund-category')),
  ...plan.funds.exclusions.map(as('exclusion')),
  ...plan.policies.map(as('policy')),
  ...(plan.schemes ?? []).map(as('scheme')),
  ...plan.facilities.map(as('facility')),
  ...plan.enumerations.map(as('enumeration')),
  ...plan.organisation.map(as('body')),
]

/** Every place where an item stands in the document. */
export const citesOf = ({ clause, quote, also }: Cited): readonly { clause: string; quote: string }[] => [
  { clause, quote },
  ...(also ?? []),
]

/** 口径所及 What would read differently under another reading of an interpretation. */
export function restingOn(plan: PlanFile, interpretation: string): readonly PlanItem[] {
  const choosing = plan.policies.filter(({ choices = [] }) =>
    choices.some((choice) => choice.interpretation === interpretation),
  )
  return itemsOf(plan).filter(
    ({ kind, code, item }) =>
      item.interpretations?.includes(interpretation) ||
      (kind === 'policy' && choosing.some((policy) => policy.code === code)),
  )
}
