import { z } from 'zod'
import { townRoles } from '../../identity/contract/index.ts'
import { cited, remarked, zClauseId, zCode, zOneOf, zText } from './plan-texts.ts'

/** 机构 A body of the plan and its duties; each duty is the quoted words of a clause. */
export const zBody = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  kind: zOneOf(['leading-group', 'office', 'department', 'operator', 'other']),
  /** 岗位 The role whose accounts do its duties in this system; a body without one has no account of its own. */
  role: z.enum(townRoles, { error: 'plan.choice_unknown' }).optional(),
  head: zText.optional(),
  deputies: zText.optional(),
  members: zText.optional(),
  /** Code of the body it is part of or sits in. */
  within: zCode.optional(),
  duties: z.array(z.strictObject({ clause: zClauseId, quote: zText })),
})

/** 系统 One of the systems S1–S30 the document asks for, and the clauses that ask. */
export const zSystem = z.strictObject({
  code: z.string().regex(/^S[1-9]\d?$/, { error: 'plan.system_malformed' }),
  name: zText,
  clauses: z.array(zClauseId).min(1),
})

export type Body = z.output<typeof zBody>
export type System = z.output<typeof zSystem>
