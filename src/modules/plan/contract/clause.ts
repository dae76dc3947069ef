import { z } from 'zod'
import { zClauseId, zCode, zOneOf, zPlanDay, zSha256Text, zText } from './plan-texts.ts'

/**
 * 解释口径 Where the document contradicts itself or leaves room: the readings, the one adopted, why. `proposed` by the
 * keepers of the file until the county confirms it, with who and when.
 */
export const zInterpretation = z.strictObject({
  code: zCode,
  kind: zOneOf(['contradiction', 'ambiguity', 'gap', 'outdated']),
  issue: zText,
  places: z.array(z.strictObject({ clause: zClauseId, quote: zText })).min(1),
  readings: z.array(z.strictObject({ code: zCode, text: zText })).min(2),
  adopted: zCode,
  reason: zText,
  state: zOneOf(['proposed', 'confirmed']),
  decided_by: zText.optional(),
  decided_on: zPlanDay.optional(),
})

/** 条款 The document's own words, whole: heading and text, and the hash of both as clause-text.ts reads them. */
export const zClause = z.strictObject({
  id: zClauseId,
  heading: zText.optional(),
  text: zText.optional(),
  sha256: zSha256Text,
  /** Why nothing in the whole clause is counted. */
  uncountable: zText.optional(),
  /** Numbers in it that bind nobody, each with the reason. */
  uncounted: z
    .array(z.strictObject({ quote: zText, why: zText }))
    .min(1)
    .optional(),
})

export type Interpretation = z.output<typeof zInterpretation>
export type Clause = z.output<typeof zClause>
