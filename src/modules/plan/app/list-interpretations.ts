import { namesOf } from '#identity'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import { roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { listInterpretations } from '../contract/endpoints.ts'
import { type DecisionRow, decisionIn, decisionsOf } from '../db/decisions.ts'
import { restingOn } from '../domain/plan-items.ts'
import { nameOf } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof listInterpretations>

export async function listInterpretationsIn(
  call: Call<typeof listInterpretations, 'plan'>,
): Promise<Outcome<Answer>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { number, plan } = found.value
  const rows = await decisionsOf(call.db, call.etown.id, number)
  const names = await namesOf(
    roomOf(call.db, 'identity'),
    rows.map((row) => row.account),
  )
  const decisions = Map.groupBy(rows, (row) => row.interpretation)
  const items = plan.interpretations.map(({ code, kind, issue, places, readings, adopted }, i) => ({
    code,
    number: i + 1,
    kind,
    issue,
    places,
    readings,
    fileAdopted: adopted,
    decisions: (decisions.get(code) ?? []).map((row) => decisionView(row, names)),
    restsOn: restingOn(plan, code).map(nameOf),
  }))
  return granted({ version: number, items, total: items.length })
}

function decisionView(
  row: DecisionRow,
  names: ReadonlyMap<string, string>,
): Answer['items'][number]['decisions'][number] {
  const { decidedBy, decidedOn, ...decision } = decisionIn(row)
  return {
    ...decision,
    place: row.place,
    ...(decidedBy === undefined || decidedOn === undefined ? {} : { decidedBy, decidedOn }),
    enteredBy: names.get(row.account) ?? row.account,
    enteredAt: row.at.toISOString(),
  }
}
