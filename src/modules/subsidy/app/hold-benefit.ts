import { clauseName } from '#contract/plan'
import { fen, formatYuan } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { subsidyRefusals } from '../contract/index.ts'
import { zReceiptOf } from '../contract/receipt-file.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { holdBenefit, holderOf, holdLines, type LinesHeld, lineHolder } from '../db/benefits.ts'
import { lastReceipt } from '../db/receipts.ts'
import { benefitKey, projectKey } from '../domain/project-name.ts'
import { goodsIn, yearOfRule } from './gather-facts.ts'
import type { Moving } from './moving.ts'
import type { RoundRule } from './round-rule.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}): Refusal =>
  refusal(subsidyRefusals, code, values)

/** The exclusion by the plan's own words. */
function wordsOf({ plan }: RoundRule, code: string): string {
  const found = plan.funds.exclusions.find((each) => each.code === code)
  return found ? `${clauseName(found.clause)}“${found.quote}”` : code
}

/**
 * 占用享受 From here on the project's cost item, and each order line that was counted, carry this award: the database lets
 * them carry one of an exclusion. What was counted must still be what the receipt was made of.
 */
export async function holdFor(
  call: Moving,
  row: ApplicationRow,
  found: RoundRule,
): Promise<readonly Refusal[]> {
  const { exclusion, cost_item } = row
  if (exclusion === null) return []
  const etown = call.etown.id
  const clause = wordsOf(found, exclusion)
  const key = { etown, exclusion, project_key: benefitKey(row), cost_item }
  // Before it stood in the register the party may have had it under its name.
  const named = row.registered !== null && { ...key, project_key: projectKey(row.party, row.project) }
  const before = named ? await holderOf(call.db, named) : undefined
  if (
    before !== undefined ||
    !(await holdBenefit(call.db, { ...key, application: row.id, held_at: call.now }))
  ) {
    const other = (before ?? (await holderOf(call.db, key)))?.application ?? 0n
    const receipt = (await lastReceipt(call.db, etown, other))?.sha256 ?? ''
    return [no('subsidy.double_benefit', { item: cost_item, other, receipt, clause })]
  }
  const wrong: Refusal[] = []
  for (const { name, goods } of goodsIn(found.rule)) {
    const span = yearOfRule(found.rule)
    const held = { etown, exclusion, application: row.id, held_at: call.now, party: row.party, span, goods }
    wrong.push(...(await holdSales(call, held, { name, clause })))
  }
  return wrong
}

async function holdSales(
  call: Moving,
  held: LinesHeld,
  { name, clause }: { name: string; clause: string },
): Promise<readonly Refusal[]> {
  const { lines, fen: now, taken } = await holdLines(call.db, held)
  if (taken < lines) {
    const holder = await lineHolder(call.db, held)
    const other = holder?.application ?? 0n
    const receipt = (await lastReceipt(call.db, held.etown, other))?.sha256 ?? ''
    return [no('subsidy.sales_used', { lines: lines - taken, other, receipt, clause })]
  }
  const receipt = await lastReceipt(call.db, held.etown, held.application)
  const computed =
    receipt && zReceiptOf.parse(receipt.receipt).facts.find((fact) => fact.name === name)?.value
  if (computed === String(now)) return []
  const then = typeof computed === 'string' ? formatYuan(fen(BigInt(computed))) : '未知'
  return [no('subsidy.sales_changed', { fact: name, then, now: formatYuan(fen(now)) })]
}
