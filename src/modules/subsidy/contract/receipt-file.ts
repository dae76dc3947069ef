import { z } from 'zod'
import { zScheme } from '#contract/plan'

const zWord = z.string().min(1).max(200)
const zSentence = z.string().max(2000)

export const zFactGiven = z.strictObject({
  name: zWord,
  value: z.union([z.string().max(200), z.null(), z.array(z.tuple([zWord, zWord])).max(10_000)]),
  evidence: z
    .array(z.strictObject({ what: zSentence, ref: zSentence, sha256: zWord.exactOptional() }))
    .max(1000),
})

const made = {
  rule: zWord,
  subject: z.strictObject({ applicant: zWord, project: zWord }),
  facts: z.array(zFactGiven).max(100),
  overrides: z
    .array(
      z.strictObject({ step: zWord, amount: zWord, reason: zSentence, proposer: zWord, approver: zWord }),
    )
    .max(100),
  places: z.array(z.strictObject({ step: zWord, tier: z.int(), place: z.int(), among: z.int() })).max(100),
}
const zTruth = z.enum(['真', '假', '未知'])
const zVerdict = z.enum(['可补', '不符', '待补'])

/** What a receipt of any format was computed from: enough for a pool of ten thousand to be computed anew. */
export const zAskedOf = z.object({ subject: made.subject, facts: made.facts, overrides: made.overrides })

/** Every receipt that was ever issued: now format 2; format 1 had its sentences in what is hashed. */
export const zReceiptOf = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('ezhen-receipt/2'),
    ...made,
    conditions: z.array(z.strictObject({ name: zSentence, holds: zTruth })),
    steps: z.array(z.strictObject({ name: zSentence, value: zWord.nullable() })),
    result: z.strictObject({ verdict: zVerdict, amount: zWord.nullable(), asks: z.array(zSentence) }),
  }),
  z.strictObject({
    format: z.literal('ezhen-receipt/1'),
    ...made,
    conditions: z.array(z.strictObject({ name: zSentence, holds: zTruth, says: zSentence })),
    steps: z.array(z.strictObject({ name: zSentence, value: zWord.nullable(), says: zSentence })),
    result: z.strictObject({
      verdict: zVerdict,
      amount: zWord.nullable(),
      gives: zSentence.nullable(),
      asks: z.array(z.strictObject({ fact: zSentence, document: zSentence })),
      reasons: z.array(zSentence),
    }),
  }),
])

export const zRuleUsed = z.strictObject({
  etown: zWord,
  plan: z.strictObject({ document: zWord, version: zWord, inForceFrom: zWord }),
  clause: z.strictObject({ id: zWord, sha256: z.string() }),
  day: zWord,
  scheme: zScheme,
  parameters: z.array(z.strictObject({ name: zWord, said: zWord, why: zSentence })),
  readings: z.array(
    z.strictObject({
      interpretation: zWord,
      issue: zSentence,
      reading: zWord,
      text: zSentence,
      state: z.enum(['proposed', 'confirmed']),
      decidedBy: zSentence.nullable(),
      reason: zSentence,
    }),
  ),
})

/** A receipt as it leaves the house: whole, with the rule it used and its hash. */
export const zReceiptFile = z.strictObject({ receipt: zReceiptOf, rule: zRuleUsed, sha256: zWord })
