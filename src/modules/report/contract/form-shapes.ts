import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zId, zSha256 } from '#kernel/wire'
import { EVERY } from './words.ts'

export const zFormCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
export const zFieldKey = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
/** A place in the first visible sheet of the template: `C5`. */
export const zPlace = z.string().regex(/^[A-Z]{1,2}[1-9]\d{0,3}$/)

export const zField = z.strictObject({
  key: zFieldKey,
  label: z.string().trim().min(1).max(80),
  /** 元, 万元, %, 个, …; empty: a text. */
  unit: z.string().max(8),
  required: z.boolean(),
  /** 取数指标 Computed from rows where there are any; absent: typed. */
  indicator: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(64)
    .optional(),
  over: z
    .enum(['period', 'year-to-date', 'same-last-year'])
    .optional()
    .meta({ description: '缺省 period：本期；year-to-date 本年累计；same-last-year 上年同期' }),
  /** What the system itself knows: the name of the e-town, its county, the period. */
  fact: z.enum(['etown', 'county', 'period', 'due']).optional(),
  decimals: z.int().min(0).max(6).optional(),
  hint: z.string().max(200).optional(),
  place: zPlace.optional(),
})

/** 校验规则 The fields of each side are added up; a missing or unknown cell leaves the rule unjudged. */
export const zRule = z.strictObject({
  code: zFormCode,
  /** block: cannot be submitted; explain: needs a note on the cell. */
  level: z.enum(['block', 'explain']),
  left: z.array(zFieldKey).min(1).max(20),
  op: z.enum(['=', '<=', '>=', '<', '>']),
  /** Fields, or a number in the unit of the left side. */
  right: z.array(zFieldKey).max(20).optional(),
  number: z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,6})?$/)
    .optional(),
  sentence: z.string().min(4).max(200),
})

/** 式样内容 What a form asks, and how each cell is filled, checked and placed. */
export const zFormContent = z.strictObject({
  name: z.string().trim().min(2).max(80),
  every: z.enum(keysOf(EVERY)),
  /** Working days after the period's last day by which it is due. */
  dueWorkdays: z.int().min(1).max(60),
  source: z.string().min(2).max(200).meta({ description: '要这张表的文件或单位' }),
  fields: z.array(zField).min(1).max(200),
  rules: z.array(zRule).max(100),
})
export type FormContent = z.output<typeof zFormContent>
export type Field = z.output<typeof zField>
export type Rule = z.output<typeof zRule>

export const zNewForm = z.strictObject({
  code: zFormCode,
  content: zFormContent,
  template: zSha256.optional(),
})

export const zForm = z.object({
  code: z.string(),
  version: z.int(),
  name: z.string(),
  every: z.enum(keysOf(EVERY)),
  source: z.string(),
  fields: z.int(),
  template: z.boolean(),
  madeAt: z.string(),
})

export const zFormDetail = zForm.extend({ content: zFormContent, templateFile: zSha256.optional() })

export const zGrid = z.object({
  sha256: zSha256,
  name: z.string(),
  rows: z.array(z.object({ rowNo: z.int(), cells: z.array(z.string()) })),
})

export const zReportId = z.object({ report: zId })
