import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { Clause } from '../contract/clause.ts'
import type { listClauses, showClause } from '../contract/endpoints.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import { type Citation, citationsOf } from '../domain/citations.ts'
import { markedClause } from '../domain/marked-clause.ts'
import { shownPlan } from './shown-plan.ts'

type View = AnswerOf<typeof showClause>

export async function listClausesIn(
  call: Call<typeof listClauses, 'plan'>,
): Promise<Outcome<AnswerOf<typeof listClauses>>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan } = found.value
  const citing = Map.groupBy(citationsOf(plan), ({ clause }) => clause)
  const items = plan.clauses.map((clause) => clauseView(clause, citing.get(clause.id) ?? []))
  return granted({ items, total: items.length })
}

export async function showClauseIn(call: Call<typeof showClause, 'plan'>): Promise<Outcome<View>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan } = found.value
  const clause = plan.clauses.find(({ id }) => id === call.params.clause)
  if (clause === undefined) return refused(refusal(planRefusals, 'plan.no_such_clause', call.params))
  const citing = citationsOf(plan).filter((citation) => citation.clause === clause.id)
  return granted(clauseView(clause, citing))
}

function clauseView(clause: Clause, citing: readonly Citation[]): View {
  const { heading, paragraphs } = markedClause(
    clause,
    citing.map(({ quote }) => quote),
  )
  const segments = (list: typeof heading) => list.map(({ text, marks }) => ({ text, marks: [...marks] }))
  return {
    id: clause.id,
    heading: segments(heading),
    paragraphs: paragraphs.map(segments),
    sha256: clause.sha256,
    citations: citing.map(({ clause: _, ...citation }) => citation),
    ...(clause.uncountable === undefined ? {} : { uncountable: clause.uncountable }),
  }
}
