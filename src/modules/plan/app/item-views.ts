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

/** What every item shows of itself: where the document says it, and the interpretations it rests on. */
export const standingOf = ({ code, name, interpretations = [], note, ...cited }: Item) => ({
  code,
  name,
  cites: [...citesOf(cited)],
  interpretations: [...interpretations],
  ...(note === undefined ? {} : { note }),
})

export const nameOf = ({ kind, code, name }: PlanItem): ItemName => ({ kind, code, name })

export function facilityNamed(plan: PlanFile, code: string | undefined): { facility?: ItemName } {
  const found = plan.facilities.find((facility) => facility.code === code)
  return found ? { facility: { kind: 'facility', code: found.code, name: found.name } } : {}
}
