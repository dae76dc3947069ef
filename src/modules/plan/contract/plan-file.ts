import { z } from 'zod'
import { zClause, zInterpretation } from './clause.ts'
import { zDocument, zEtown, zSpan, zStage, zVersion } from './document.ts'
import { zFunds, zPolicy } from './fund.ts'
import { zBody, zSystem } from './organisation.ts'
import { zScheme } from './scheme.ts'
import { zEnumeration, zFacility, zIndicator, zTarget } from './target.ts'

/** The largest plan file that is read. Both real plans together are a twentieth of it. */
export const PLAN_FILE_BYTES = 4 * 1024 * 1024

/**
 * 方案文件 One version of one e-town's plan, whole, as `plans/*.yaml` holds it: keys in English, texts in Chinese, every
 * scalar text. The type keeps the file's own keys, so that a path in the type is a path in the file.
 */
export const zPlanFile = z.strictObject({
  format: z.literal('ezhen-plan/1', { error: 'plan.format_unknown' }),
  etown: zEtown,
  version: zVersion,
  document: zDocument,
  periods: z.array(zSpan).min(1),
  stages: z.array(zStage).min(1),
  indicators: z.array(zIndicator),
  targets: z.array(zTarget).min(1),
  funds: zFunds,
  policies: z.array(zPolicy),
  /** Absent where the county has not worked its policies out as rules. */
  schemes: z.array(zScheme).optional(),
  facilities: z.array(zFacility),
  enumerations: z.array(zEnumeration),
  organisation: z.array(zBody).min(1),
  systems: z.array(zSystem),
  interpretations: z.array(zInterpretation),
  clauses: z.array(zClause).min(1),
})

export type PlanFile = z.output<typeof zPlanFile>
