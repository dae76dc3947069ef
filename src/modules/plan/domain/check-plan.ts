import { type PlanFile, zPlanFile } from '../contract/plan-file.ts'
import { amountFindings } from './check-amounts.ts'
import { citationFindings } from './check-citations.ts'
import { etownFindings } from './check-etown.ts'
import { interpretationFindings } from './check-interpretations.ts'
import { quotedValueFindings } from './check-quoted-values.ts'
import { referenceFindings } from './check-references.ts'
import { scheduleFindings } from './check-schedule.ts'
import { schemeFindings } from './check-schemes.ts'
import { unitFindings } from './check-units.ts'
import { inFileOrder, type Places, type PlanProblem, problemOf } from './finding.ts'
import { schemaFindings } from './schema-findings.ts'

/** The checked plan, or every problem in the order of the file. */
export type PlanCheck =
  | { readonly ok: true; readonly plan: PlanFile }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] }

const CHECKS = [
  etownFindings,
  scheduleFindings,
  referenceFindings,
  unitFindings,
  amountFindings,
  interpretationFindings,
  schemeFindings,
  citationFindings,
  quotedValueFindings,
]

/**
 * 方案核对 Checks a plan file that has been read: first its shape, and when that is right, everything it says against
 * itself and against the document. `raw` is what the file holds, `places` where it holds it.
 */
export function checkPlan(raw: unknown, places: Places): PlanCheck {
  const parsed = zPlanFile.safeParse(raw)
  const findings = parsed.success
    ? CHECKS.flatMap((check) => check(parsed.data))
    : schemaFindings(raw, parsed.error)
  if (parsed.success && findings.length === 0) return { ok: true, plan: parsed.data }
  return { ok: false, problems: findings.map((each) => problemOf(places, each)).sort(inFileOrder) }
}
