import { z } from 'zod'
import { keysOf } from '../../../kernel/keys.ts'
import { zDay, zId, zInstant, zSha256 } from '../../../kernel/wire.ts'
import { LOT_STATES, NUMBERINGS, ORIGINS, SOURCES, SUPERVISIONS, UNITS } from './lot-words.ts'
import { STEPS } from './steps.ts'

/** 数量 A positive quantity with at most three decimals, in the product's unit, e.g. `1250.5`. */
export const zQuantity = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/)
  .refine((text) => Number(text) > 0, '数量应大于 0')
  .meta({ description: '数量，最多三位小数' })

const zArea = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/)
  .refine((text) => Number(text) > 0, '面积应大于 0')
  .meta({ description: '亩，最多两位小数' })

const zUnit = z.enum(keysOf(UNITS))
const said = (most: number) => z.string().trim().min(2).max(most)

export const zItemForm = z.strictObject({
  party: zId,
  name: said(60),
  spec: z.string().trim().max(60),
  unit: zUnit,
  packSize: zQuantity,
  shelfDays: z.int().min(1).max(3650).optional(),
  numbering: z.enum(keysOf(NUMBERINGS)),
  gtin: z.string().trim().max(20).optional(),
  gs1Certificate: z.string().trim().max(60).optional(),
})
export type ItemForm = z.output<typeof zItemForm>

export const zItem = z.object({
  id: zId,
  party: zId,
  partyName: z.string(),
  name: z.string(),
  spec: z.string(),
  unit: zUnit,
  packSize: z.string(),
  shelfDays: z.int().optional(),
  numbering: z.enum(keysOf(NUMBERINGS)),
  gtin: z.string(),
})
export type Item = z.output<typeof zItem>

export const zSeasonForm = z.strictObject({
  item: zId,
  site: zId,
  name: said(60),
  areaMu: zArea.optional(),
  startedOn: zDay,
})

export const zSeason = z.object({
  id: zId,
  name: z.string(),
  item: zId,
  itemName: z.string(),
  unit: zUnit,
  party: zId,
  partyName: z.string(),
  siteName: z.string(),
  areaMu: z.string().optional(),
  startedOn: zDay,
})
export type Season = z.output<typeof zSeason>

/** Values of a step's fields, by the names in STEPS. */
export const zFacts = z.record(z.string().max(30), z.string().trim().max(200))

export const zStepForm = z.strictObject({
  kind: z.enum(keysOf(STEPS)),
  season: zId.optional(),
  lot: zId.optional(),
  occurredAt: zInstant,
  facts: zFacts,
  corrects: zId.optional(),
})
export type StepForm = z.output<typeof zStepForm>

export const zStep = z.object({
  id: zId,
  kind: z.enum(keysOf(STEPS)),
  occurredAt: zInstant,
  enteredAt: zInstant,
  enteredBy: z.string(),
  source: z.enum(keysOf(SOURCES)),
  facts: zFacts,
  photos: z.array(zSha256),
  corrects: zId.optional(),
  corrected: z.boolean(),
  /** 手机上 What the phone it came from said, where it was kept on one until it had a network. */
  phone: z
    .object({ savedAt: zInstant, skewSeconds: z.int(), skewed: z.boolean(), place: z.string().optional() })
    .optional(),
})
export type Step = z.output<typeof zStep>

export const zSeasonDetail = zSeason.extend({
  steps: z.array(zStep),
  /** 安全间隔期 The first day on which harvesting is allowed again; absent: any day. */
  harvestFrom: zDay.optional(),
})
export type SeasonDetail = z.output<typeof zSeasonDetail>

export const zLot = z.object({
  id: zId,
  code: z.string(),
  item: zId,
  itemName: z.string(),
  unit: zUnit,
  party: zId,
  partyName: z.string(),
  origin: z.enum(keysOf(ORIGINS)),
  madeOn: zDay,
  quantity: z.string(),
  /** Neither moved on nor labelled. */
  left: z.string(),
  labels: z.int(),
  state: z.enum(keysOf(LOT_STATES)),
})
export type Lot = z.output<typeof zLot>

export const zMove = z.object({
  lot: zId.optional(),
  code: z.string().optional(),
  partyName: z.string().optional(),
  why: z.enum(['split', 'merge', 'transform', 'sale', 'loss']),
  quantity: z.string(),
  at: zInstant,
})

export const zLabelRun = z.object({
  id: zId,
  quantity: z.int(),
  made: z.int(),
  askedAt: zInstant,
  trouble: z.string().optional(),
})
export type LabelRun = z.output<typeof zLabelRun>

export const zSupervised = z.object({
  id: zId,
  /** Whether a paper is kept with it. */
  paper: z.boolean(),
  kind: z.enum(keysOf(SUPERVISIONS)),
  said: z.string(),
  by: z.string(),
  at: zInstant,
})

export const zLotDetail = zLot.extend({
  packSize: z.string(),
  gtin: z.string(),
  nationalCode: z.string().optional(),
  season: zId.optional(),
  /** 上一环 From whom a bought lot came, and its number there. */
  purchase: z
    .object({
      supplier: z.string(),
      supplierCode: z.string().optional(),
      supplierLot: z.string().optional(),
    })
    .optional(),
  canLabel: z.int().meta({ description: '还可赋码的枚数' }),
  from: z.array(zMove),
  to: z.array(zMove),
  steps: z.array(zStep),
  runs: z.array(zLabelRun),
  supervisions: z.array(zSupervised),
  /** The page whoever scans sees, without a serial number. */
  scanPath: z.string(),
})
export type LotDetail = z.output<typeof zLotDetail>
