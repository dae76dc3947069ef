/**
 * 方案文件的文本 The plan file is read with every scalar as text (YAML failsafe), so that 1.50 stays 1.50 and 0100 stays
 * 0100. The schemas below check that text and never transform it; an `error` is a code of refusals.ts.
 */
import { z } from 'zod'
import { isDay } from '#kernel/day'

export const zText = z
  .string()
  .regex(/\S/, { error: 'plan.text_empty' })
  .regex(/^[^\p{Surrogate}\0]*$/u, { error: 'plan.text_malformed' })

/** Kebab-case name of a thing of the plan, unique within its list. */
export const zCode = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'plan.code_malformed' })

/** A clause as the document numbers it, joined by dots: `三.三.1.5` is 三(三)1(5). Unnumbered ones by name: 序, 三.一.末. */
export const zClauseId = z
  .string()
  .regex(/^[\p{Script=Han}\d]+(\.[\p{Script=Han}\d]+)*$/u, { error: 'plan.clause_id_malformed' })

export const zPlanDay = z.string().refine(isDay, { error: 'plan.day_malformed' }).brand<'Day'>()

/** An exact number: `1.5`, `-3`, `1/3`. Its unit stands beside it. */
export const zExact = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,9})?$|^-?\d{1,15}\/[1-9]\d{0,14}$/, { error: 'plan.number_malformed' })

export const zPercent = z.string().regex(/^\d{1,3}(\.\d{1,9})?%$/, { error: 'plan.percent_malformed' })

export const zSha256Text = z.string().regex(/^[0-9a-f]{64}$/, { error: 'plan.sha256_malformed' })

/** One of these words, written exactly so. */
export const zOneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: 'plan.choice_unknown' })

const zQuotation = z.strictObject({ clause: zClauseId, quote: zText })

/** 引文 Where in the document a thing stands: the clause, and the very words of it. `also`: further places that say it. */
export const cited = {
  clause: zClauseId,
  quote: zText,
  also: z.array(zQuotation).min(1).optional(),
}

/** What every item may carry: the interpretations its value rests on, and a remark. */
export const remarked = {
  interpretations: z.array(zCode).min(1).optional(),
  note: zText.optional(),
}

export type Quotation = z.output<typeof zQuotation>
export type Cited = Quotation & { readonly also?: readonly Quotation[] | undefined }
