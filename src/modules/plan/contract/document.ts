import { z } from 'zod'
import { cited, remarked, zCode, zExact, zPlanDay, zText } from './plan-texts.ts'

const zPoint = z.strictObject({ lon: zExact, lat: zExact })

const zBoundary = z.strictObject({
  ...cited,
  ...remarked,
  /** Whole towns, whole villages, places the document only names as its edges, or a polygon; at least one of them. */
  towns: z.array(zText).min(1).optional(),
  villages: z.array(zText).min(1).optional(),
  edges: z.strictObject({ east: zText, west: zText, south: zText, north: zText }).optional(),
  polygon: z.array(zPoint).min(3).optional(),
  area_km2: zExact.optional(),
})

/** 乡村e镇 Whose plan it is. */
export const zEtown = z.strictObject({
  /** County code, a hyphen, a name: `140521-longgang`. Two e-towns may share a county. */
  id: z.string().regex(/^(?=.{8,64}$)\d{6}-[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'plan.etown_id_malformed' }),
  name: zText,
  /** GB/T 2260. */
  county: z.string().regex(/^\d{6}$/, { error: 'plan.county_malformed' }),
  county_name: zText,
  city_name: zText,
  province_name: zText,
  town: zText,
  boundary: zBoundary,
})

/** 版本 One file is one version. A figure is judged by the version in force on its day. */
export const zVersion = z.strictObject({
  number: z.string().regex(/^[1-9]\d{0,2}$/, { error: 'plan.version_malformed' }),
  adopted_on: zPlanDay,
  in_force_from: zPlanDay,
  /** The version this one replaces; absent in the first. */
  amends: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'plan.version_malformed' })
    .optional(),
})

/** 文件 The document the plan was published as. */
export const zDocument = z.strictObject({
  ...cited,
  number: zText,
  title: zText,
  issuer: zText,
  issued_on: zPlanDay,
  approved_by: zText,
  public: zText,
  addressed_to: z.array(zText).min(1),
  copied_to: z.array(zText).min(1).optional(),
  based_on: z.array(z.strictObject({ ...cited, number: zText, title: zText })),
})

/** 考核期间 A named span of days that targets are judged over, closed-open. */
export const zSpan = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  from: zPlanDay,
  until: zPlanDay,
})

/** 实施阶段 A stage of the schedule, closed-open, with the tasks the document names. */
export const zStage = z.strictObject({
  ...zSpan.shape,
  tasks: z.array(zText).min(1),
})

export type Etown = z.output<typeof zEtown>
export type PlanVersion = z.output<typeof zVersion>
export type PlanDocument = z.output<typeof zDocument>
export type Span = z.output<typeof zSpan>
export type Stage = z.output<typeof zStage>
