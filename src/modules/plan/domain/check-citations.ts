import { isFields } from '../../../kernel/fields.ts'
import type { Clause } from '../contract/clause.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { clauseHash, clauseText, numbersIn, type Stretch, stretchesOf } from './clause-text.ts'
import { type Finding, finding, pointerTo } from './finding.ts'
import { mappingsIn, textsOf } from './walk.ts'

/** Lists that use the document's own words. */
const VERBATIM = ['tasks', 'functions', 'equipment', 'items', 'conditions', 'scope'] as const

const AROUND = 8

type Quoted = { readonly pointer: string; readonly clause: string; readonly quote: string }

/** Every place of the file that quotes a clause. Clauses quote themselves in `uncounted`. */
function quotedIn(plan: PlanFile): readonly Quoted[] {
  const { clauses, ...sections } = plan
  const cited = mappingsIn(sections).flatMap(({ pointer, fields: { clause, quote } }) =>
    typeof clause === 'string' && typeof quote === 'string' ? [{ pointer, clause, quote }] : [],
  )
  const own = clauses.flatMap((clause, i) =>
    (clause.uncounted ?? []).map(({ quote }, j) => ({
      pointer: `/clauses/${i}/uncounted/${j}`,
      clause: clause.id,
      quote,
    })),
  )
  return [...cited, ...own]
}

function unknownClauses(
  plan: PlanFile,
  known: ReadonlyMap<string, string>,
  quoted: readonly Quoted[],
): Finding[] {
  const named = [
    ...quoted.map(({ pointer, clause }) => ({ pointer: pointerTo(pointer, 'clause'), clause })),
    ...plan.systems.flatMap((system, i) =>
      system.clauses.map((clause, j) => ({ pointer: `/systems/${i}/clauses/${j}`, clause })),
    ),
  ]
  return named
    .filter(({ clause }) => !known.has(clause))
    .map(({ pointer, clause }) => finding('plan.clause_unknown', pointer, { clause }))
}

/** List items that none of the clauses their owner cites contains. */
function strangeItems(plan: PlanFile, known: ReadonlyMap<string, string>): Finding[] {
  return mappingsIn(plan).flatMap(({ pointer, fields }) => {
    if (typeof fields.clause !== 'string') return []
    const also = Array.isArray(fields.also) ? fields.also.filter(isFields).map(({ clause }) => clause) : []
    const texts = [fields.clause, ...also].map((id) => known.get(String(id)) ?? '')
    return VERBATIM.flatMap((key) =>
      textsOf(fields[key]).flatMap((item, i) =>
        texts.some((text) => stretchesOf(item, text).length > 0)
          ? []
          : [finding('plan.item_absent', pointerTo(pointerTo(pointer, key), i), { item })],
      ),
    )
  })
}

/** Numbers of a clause that no quote covers. */
function uncitedNumbers(
  clause: Clause,
  plain: string,
  covered: readonly Stretch[],
  pointer: string,
): Finding[] {
  return numbersIn(plain)
    .filter(({ from, until }) => !covered.some((quote) => quote.from <= from && until <= quote.until))
    .map(({ number, from, until }) => {
      const around = plain.slice(Math.max(0, from - AROUND), until + AROUND)
      const field = clause.text === undefined ? 'heading' : 'text'
      return finding('plan.number_uncited', `${pointer}/${field}`, { clause: clause.id, number, around })
    })
}

function clauseFindings(plan: PlanFile, clause: Clause, i: number, quoted: readonly Quoted[]): Finding[] {
  const pointer = `/clauses/${i}`
  const hash = clauseHash(clause)
  const altered =
    hash === clause.sha256
      ? []
      : [finding('plan.clause_hash_differs', `${pointer}/sha256`, { clause: clause.id, hash })]
  if (clause.uncountable !== undefined) return altered
  const plain = clauseText(clause)
  // An interpretation argues about a number; only an item that registers it, or an excuse, accounts for it.
  const here = quoted.filter((q) => q.clause === clause.id && !q.pointer.startsWith('/interpretations/'))
  const used = here.length > 0 || plan.systems.some(({ clauses }) => clauses.includes(clause.id))
  const unused =
    clause.text === undefined || used
      ? []
      : [finding('plan.clause_uncited', `${pointer}/id`, { clause: clause.id })]
  const covered = here.flatMap(({ quote }) => stretchesOf(quote, plain))
  return [...altered, ...unused, ...uncitedNumbers(clause, plain, covered, pointer)]
}

/**
 * 条款核对 The file against the document it stands on: every clause has its hash, every quote and list item is there word
 * for word, every clause is used, every number of the text is registered or excused.
 */
export function citationFindings(plan: PlanFile): readonly Finding[] {
  const known = new Map(plan.clauses.map((clause) => [clause.id, clauseText(clause)]))
  const quoted = quotedIn(plan)
  const absent = quoted
    .filter(
      ({ clause, quote }) => known.has(clause) && stretchesOf(quote, known.get(clause) ?? '').length === 0,
    )
    .map(({ pointer, clause, quote }) =>
      finding('plan.quote_absent', pointerTo(pointer, 'quote'), { clause, quote }),
    )
  return [
    ...unknownClauses(plan, known, quoted),
    ...absent,
    ...strangeItems(plan, known),
    ...plan.clauses.flatMap((clause, i) => clauseFindings(plan, clause, i, quoted)),
  ]
}
