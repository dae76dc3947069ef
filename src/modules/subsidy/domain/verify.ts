import { parameterOn } from '#contract/plan'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import { zReceiptFile } from '../contract/receipt-file.ts'
import { receiptRefusals } from '../contract/refusals.ts'
import { type AwardReceipt, hashOf, type ReceiptFile } from './award-receipt.ts'
import { compute } from './compute.ts'
import { computeFirst } from './explain.ts'
import { receiptText } from './receipt-text.ts'
import { type Rule, readyRule } from './rule.ts'
import type { RuleUsed } from './rule-used.ts'

/** 出具 A receipt with its rule and hash, as it is kept and handed out. A server brings its faster SHA-256. */
export const sealed = (
  { used, wording }: Rule,
  receipt: AwardReceipt,
  hash: (text: string) => string = sha256Hex,
): ReceiptFile & { readonly receipt: AwardReceipt } => ({
  receipt,
  rule: used,
  sha256: hash(receiptText(receipt, wording)),
})

/** The values the receipt says were in force are those of its own rule on its day. */
const valuesDiffer = ({ scheme, parameters, day }: RuleUsed): boolean =>
  parameters.length !== (scheme.parameters ?? []).length ||
  (scheme.parameters ?? []).some(
    (parameter, i) =>
      parameters[i]?.name !== parameter.name || parameters[i]?.said !== parameterOn(parameter, day)?.said,
  )

const wrong = (code: keyof typeof receiptRefusals, values = {}): Outcome<never> =>
  refused(refusal(receiptRefusals, code, values))

/** 复核 Redoes a receipt from itself alone: its rule, its hash, and every step of its arithmetic. */
export function verifyReceipt(json: unknown): Outcome<ReceiptFile> {
  const parsed = zReceiptFile.safeParse(json)
  if (!parsed.success) return wrong('subsidy.receipt_malformed')
  const file: ReceiptFile = parsed.data
  const { receipt, rule, sha256 } = file
  if (hashOf(rule) !== receipt.rule) return wrong('subsidy.receipt_rule_altered')
  if (hashOf(receipt) !== sha256) return wrong('subsidy.receipt_altered', { sha256 })
  if (valuesDiffer(rule)) return wrong('subsidy.receipt_rule_altered')
  const again =
    receipt.format === 'ezhen-receipt/1'
      ? computeFirst(readyRule(rule, 'first'), receipt)
      : compute(readyRule(rule), receipt)
  if (!again.ok) return again
  return hashOf(again.value) === sha256 ? granted(file) : wrong('subsidy.receipt_not_reproduced')
}
