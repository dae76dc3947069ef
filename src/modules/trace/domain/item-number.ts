import { parseGtin } from '../../../kernel/gs1.ts'
import { type Refusal, refusal } from '../../../kernel/refusal.ts'
import { lotRefusals } from '../contract/lot-refusals.ts'
import type { ItemForm } from '../contract/lot-shapes.ts'

/** 02, 04 and 20–29: numbers that anybody may use within their own walls, and GS1 issues to nobody. */
const isRestricted = (gtin14: string): boolean => /^\d(02|04|2)/.test(gtin14)

/** 商品条码 The firm's own number in 14 digits, or why it cannot be taken. Of a restricted number nothing is asked. */
export function ownNumber(form: ItemForm): {
  readonly gtin: string | undefined
  readonly wrong: readonly Refusal[]
} {
  if (form.numbering === 'restricted') return { gtin: undefined, wrong: [] }
  const wrong: Refusal[] = []
  const typed = form.gtin ?? ''
  const parsed = parseGtin(typed)
  const gtin = parsed.ok ? parsed.value.padStart(14, '0') : undefined
  if (gtin === undefined) wrong.push(refusal(lotRefusals, 'trace.gtin_form', { gtin: typed }, '/gtin'))
  else if (isRestricted(gtin))
    wrong.push(refusal(lotRefusals, 'trace.gtin_restricted', { gtin: typed }, '/gtin'))
  if ((form.gs1Certificate ?? '').length < 2)
    wrong.push(refusal(lotRefusals, 'trace.certificate_missing', {}, '/gs1Certificate'))
  return { gtin, wrong }
}
