import { hash } from 'node:crypto'
import type { PlanFile } from '#contract/plan'
import { day } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { planOf, readingsOf } from '#plan'
import type { AnyDb } from '../../../platform/db/house.ts'
import { subsidyRefusals } from '../contract/index.ts'
import type { RoundRow } from '../db/rounds.ts'
import { type Rule, readyRule } from '../domain/rule.ts'
import { ruleOn } from '../domain/rule-used.ts'

/** The rule of a round as it stands now, in the plan of its basis day. */
export type RoundRule = { readonly plan: PlanFile; readonly version: number; readonly rule: Rule }

/** A whole pool is computed by the same rule; what made it is its name. */
const made = new Map<string, Rule>()
const MADE_MAX = 200

/** 本批规则 Decisions of the county since the plan was loaded are in it. */
export async function ruleOfRound(
  db: AnyDb,
  etown: number,
  { scheme, basis_day }: Pick<RoundRow, 'scheme' | 'basis_day'>,
): Promise<Outcome<RoundRule>> {
  const found = await planOf(db, etown, day(basis_day))
  if (found === undefined) return refused(refusal(subsidyRefusals, 'subsidy.no_plan'))
  const decided = await readingsOf(db, etown, found.number)
  const used = ruleOn(found.plan, scheme, day(basis_day), decided)
  if (!used.ok) return used
  const name = JSON.stringify([found.plan.version, used.value])
  const rule = made.get(name) ?? readyRule(used.value)
  if (made.size >= MADE_MAX) made.clear()
  made.set(name, rule)
  return granted({ plan: found.plan, version: found.number, rule })
}

/** SHA-256 by the runtime, for the many receipts of a pool; the domain's own gives the same. */
export const quickHash = (text: string): string => hash('sha256', text)
