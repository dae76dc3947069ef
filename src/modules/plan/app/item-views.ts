import type { PlanFile } from '../contract/plan-file.ts'
import type { Cited } from '../contract/plan-texts.ts'
import type { ItemName } from '../contract/shapes.ts'
import { citesOf, type PlanItem } from '../domain/plan-items.ts'

type Item = Cited & {
  readonly code: string
  readonly name: string
  readonly interpretations?: readonly string[] | undefined
  readonly note?: string | undefined
}

/** The interpretations an item rests on, by their place in the plan. */
export const askedBy = (plan: PlanFile, codes: readonly string[]) =>
  plan.interpretations.flatMap(({ code, issue }, i) =>
    codes.includes(code) ? [{ code, issue, number: i + 1 }] : [],
  )

/** What every item shows of itself: where the document says it, and the interpretations it rests on. */
export const standingOf = (plan: PlanFile, { code, name, interpretations = [], note, ...cited }: Item) => ({
  code,
  name,
  cites: [...citesOf(cited)],
  interpretations: askedBy(plan, interpretations),
  ...(note === undefined ? {} : { note }),
})

export const nameOf = ({ kind, code, name }: PlanItem): ItemName => ({ kind, code, name })

export function facilityNamed(plan: PlanFile, code: string | undefined): { facility?: ItemName } {
  const found = plan.facilities.find((facility) => facility.code === code)
  return found ? { facility: { kind: 'facility', code: found.code, name: found.name } } : {}
}
