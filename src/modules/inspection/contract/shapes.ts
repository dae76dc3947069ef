import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zDay, zId, zInstant, zSha256 } from '#kernel/wire'
import { BASES, LINE_TROUBLES, NOTES, PURPOSES, SAMPLE_STATES, STYLES, VERDICTS } from './words.ts'

export const zFoodCode = z.string().regex(/^[a-z-]{2,30}$/)
export const zMethodCode = z.string().trim().min(2).max(40)
export const zSampleCode = z.string().trim().min(6).max(12)
/** A change of absorbance, 0 to 9.9999. */
export const zAbsorbance = z
  .string()
  .regex(/^\d(\.\d{1,4})?$/)
  .meta({ description: '吸光度变化，如 0.500' })
export const zAmount = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/)
  .refine((text) => Number(text) > 0, '应大于 0')
export const zUnit = z.enum(['kg', 'piece', 'litre'])
export const zNote = z.enum(keysOf(NOTES))

export const zMethodView = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  rapid: z.boolean(),
  limit: z.string().optional(),
  retests: z.int(),
  blankLeast: z.string().optional(),
  blankMost: z.string().optional(),
  wavelength: z.int().optional(),
  from: zDay,
  until: zDay.optional(),
  source: z.string(),
  unchecked: z.string().optional().meta({ description: '原文待核：还没有对照标准原文的内容' }),
})
export const zFoodView = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  listed: z.boolean(),
  /** Which methods may be used, each with what must be said. */
  methods: z.array(z.object({ code: z.string(), warnings: z.array(z.string()) })),
  panel: z.object({ method: z.string(), items: z.array(z.string()), why: z.string() }).optional(),
})

export const zTaskForm = z.strictObject({
  lot: zId,
  food: zFoodCode,
  method: zMethodCode,
  purpose: z.enum(keysOf(PURPOSES)),
  plan: zId.optional(),
})
export const zSampleForm = z.strictObject({ takenAt: zInstant, where: z.string().trim().min(2).max(60) })

/** 样品 As lists show it: lot and producer only to whom they do not bias. */
export const zSample = z.object({
  id: zId,
  code: z.string(),
  food: z.string(),
  foodName: z.string(),
  method: z.string(),
  purpose: z.enum(keysOf(PURPOSES)),
  state: z.enum(keysOf(SAMPLE_STATES)),
  takenAt: zInstant,
  lot: zId.optional(),
  lotCode: z.string().optional(),
  product: z.string().optional(),
  partyName: z.string().optional(),
  /** Readings in all, with the valid ones that are still due. */
  runs: z.int(),
  due: z.int(),
  warnings: z.array(z.string()),
})
export type Sample = z.output<typeof zSample>

export const zRun = z.object({
  id: zId,
  control: z.string().optional(),
  sample: z.string().optional(),
  percent: z.string().optional(),
  exact: z.string().optional(),
  verdict: z.enum(keysOf(VERDICTS)),
  notes: z.array(zNote),
  measuredAt: zInstant,
  operator: z.string(),
  instrument: z.string().optional(),
  reagent: z.string().optional(),
  /** The device's line as it came, where it was one. */
  raw: z.string().optional(),
})

export const zLabItem = z.strictObject({
  item: z.string().trim().min(2).max(40),
  /** mg/kg; absent: below the limit of quantification. */
  found: z
    .string()
    .regex(/^\d{1,5}(\.\d{1,5})?$/)
    .optional(),
  /** mg/kg; absent: none may be found. */
  most: z
    .string()
    .regex(/^\d{1,5}(\.\d{1,5})?$/)
    .optional(),
})
export const zLabForm = z.strictObject({
  laboratory: z.string().trim().min(4).max(60),
  reportNo: z.string().trim().min(2).max(60),
  method: zMethodCode,
  reportedOn: zDay,
  report: zSha256,
  items: z.array(zLabItem).min(1).max(60),
})

export const zSampleDetail = zSample.extend({
  takenWhere: z.string(),
  takenBy: z.string(),
  results: z.array(zRun),
  lab: z
    .object({
      laboratory: z.string(),
      reportNo: z.string(),
      method: z.string(),
      reportedOn: zDay,
      /** Its file. */
      report: zSha256,
      passes: z.boolean(),
      items: z.array(
        z.object({
          item: z.string(),
          found: z.string().optional(),
          most: z.string().optional(),
          passes: z.boolean(),
        }),
      ),
    })
    .optional(),
  review: z
    .object({
      decision: z.enum(['confirmed', 'withdrawn']),
      by: z.string(),
      at: zInstant,
      said: z.string().optional(),
    })
    .optional(),
  label: z.string().optional().meta({ description: '检测标签编号' }),
  toldAt: zInstant.optional(),
  askUntil: zInstant.optional(),
  askedAgainAt: zInstant.optional(),
})
export type SampleDetail = z.output<typeof zSampleDetail>

export const zAlert = z.object({
  sample: zId,
  code: z.string(),
  state: z.enum(keysOf(SAMPLE_STATES)),
  product: z.string(),
  lot: zId,
  lotCode: z.string(),
  partyName: z.string(),
  raisedAt: zInstant,
  seenAt: zInstant.optional(),
  seenBy: z.string().optional(),
})

export const zBasis = z.enum(keysOf(BASES))
const issued = {
  quantity: zAmount,
  boxes: z.int().min(1).max(10_000),
  origin: z.string().trim().min(2).max(80),
  contact: z.string().trim().min(5).max(40),
  bases: z.array(zBasis).min(1).max(3),
} as const
/** The producer's own lot. */
export const zProducerForm = z.strictObject({ lot: zId, sample: zId.optional(), ...issued })
export const zBuyerForm = z.strictObject({
  product: z.string().trim().min(1).max(60),
  unit: zUnit,
  upstream: z
    .array(z.strictObject({ incoming: zId, quantity: zAmount }))
    .min(1)
    .max(50),
  ...issued,
})

export const zCertificate = z.object({
  id: zId,
  number: z.string(),
  style: z.enum(keysOf(STYLES)),
  product: z.string(),
  quantity: z.string(),
  unit: zUnit,
  boxes: z.int(),
  subject: z.string(),
  issuedOn: zDay,
  voided: z.boolean(),
  lot: zId.optional(),
  lotCode: z.string().optional(),
})
export type Certificate = z.output<typeof zCertificate>
export const zCertificateDetail = zCertificate.extend({
  template: z.string(),
  title: z.string(),
  promise: z.string(),
  bases: z.array(z.string()),
  origin: z.string(),
  contact: z.string(),
  listed: z.boolean(),
  retainedUntil: zDay,
  sample: zId.optional(),
  sha256: zSha256,
  voidedWhy: z.string().optional(),
  /** What a buyer's certificate rests on; one of them may have been voided since. */
  upstream: z.array(
    z.object({ number: z.string(), issuer: z.string(), quantity: z.string(), voided: z.boolean() }),
  ),
  /** Where whoever scans lands, with what a seller may put on a page. */
  publicPath: z.string(),
})

/** What stands between a lot and its certificate. */
export const zLotCheck = z.object({
  lot: zId,
  lotCode: z.string(),
  product: z.string(),
  quantity: z.string(),
  unit: zUnit,
  left: z.string(),
  listed: z.boolean().optional(),
  open: z.boolean(),
  sprayed: z.array(
    z.object({ name: z.string(), on: zDay, intervalDays: z.int().optional(), covered: z.boolean() }),
  ),
  tests: z.array(
    z.object({ sample: zId, number: z.string(), said: z.string(), warnings: z.array(z.string()) }),
  ),
  /** Of each basis, why it cannot be ticked. */
  bases: z.array(
    z.object({
      basis: zBasis,
      problems: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    }),
  ),
})

export const zIncomingForm = z.strictObject({
  number: z.string().trim().min(2).max(60),
  /** Of our own: how much of it was bought; absent: all that nobody has collected yet. */
  quantity: zAmount.optional(),
  foreign: z
    .strictObject({
      product: z.string().trim().min(1).max(60),
      quantity: zAmount,
      unit: zUnit,
      issuer: z.string().trim().min(2).max(80),
      issuedOn: zDay,
      photo: zSha256,
    })
    .optional(),
})
export const zIncoming = z.object({
  id: zId,
  source: z.enum(['own', 'foreign']),
  number: z.string(),
  product: z.string(),
  quantity: z.string(),
  left: z.string(),
  unit: zUnit,
  issuer: z.string(),
  issuedOn: zDay,
  collectedOn: zDay,
  retainedUntil: zDay,
  voided: z.boolean(),
  photo: zSha256.optional(),
})
export type Incoming = z.output<typeof zIncoming>

export const zInstrument = z.object({
  id: zId,
  name: z.string(),
  model: z.string(),
  serial: z.string(),
  machine: z.string().optional(),
  calibratedUntil: zDay.optional(),
  calibrated: z.boolean(),
})
export const zReagent = z.object({
  id: zId,
  name: z.string(),
  batch: z.string(),
  expiresOn: zDay,
  expired: z.boolean(),
})
export const zPlan = z.object({
  id: zId,
  name: z.string(),
  food: z.string(),
  foodName: z.string(),
  samples: z.int(),
  drawn: z.int(),
  from: zDay,
  until: zDay,
})
export const zLine = z.object({
  id: zId,
  raw: z.string(),
  instrument: z.string(),
  via: z.enum(['http', 'mqtt', 'file']),
  sampleCode: z.string().optional(),
  value: z.string().optional(),
  said: z.string().optional(),
  readAt: zInstant.optional(),
  trouble: z.enum(keysOf(LINE_TROUBLES)).optional(),
  used: z.boolean(),
  receivedAt: zInstant,
})
export type Line = z.output<typeof zLine>
export const zIntake = z.object({
  lines: z.int(),
  fresh: z.int(),
  known: z.int(),
  runs: z.int(),
  /** Lines that name a sample and are kept, but were read on a day without a valid calibration: no readings until then. */
  uncalibrated: z.int(),
  /** Row in the file, from 1, with its trouble. */
  bad: z.array(z.object({ row: z.int(), trouble: z.enum(keysOf(LINE_TROUBLES)), raw: z.string() })),
})
export const zMonthRow = z.object({
  month: z.string(),
  food: z.string(),
  foodName: z.string(),
  method: z.string(),
  samples: z.int(),
  passed: z.int(),
  positive: z.int(),
  open: z.int(),
})
export const zLimitView = z.object({
  pesticide: z.string(),
  food: z.string(),
  except: z.array(z.string()),
  limit: z.string(),
  version: z.string(),
  from: zDay,
  source: z.string(),
})
