import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zDay, zId, zInstant, zSha256 } from '../../../kernel/wire.ts'
import { fieldRefusals } from './field-refusals.ts'
import { lotRefusals } from './lot-refusals.ts'
import { zFacts, zLot, zSeason, zStepForm } from './lot-shapes.ts'

/** The phone's form today. A phone that was away for weeks still sends an earlier one, and every one is taken. */
export const FIELD_FORM = 1

/** 地点 In the farmer's words, or where the phone was, to about a hundred metres, if its holder agreed. */
export const zPlace = z.strictObject({
  said: z.string().trim().min(1).max(60).optional(),
  position: z
    .strictObject({
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      metres: z.number().min(0).max(100_000).meta({ description: '误差，米' }),
    })
    .optional(),
})

export const zFieldEntry = zStepForm.omit({ corrects: true }).extend({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .meta({ description: '手机上生成的 128 位随机编号，同一编号只收一次' }),
  form: z.int().min(1).max(FIELD_FORM).meta({ description: '表单版本' }),
  savedAt: zInstant.meta({ description: '手机时钟：记下的时间' }),
  sentAt: zInstant.meta({ description: '手机时钟：这一次发送的时间' }),
  place: zPlace.optional(),
})
export type FieldEntry = z.output<typeof zFieldEntry>

export const zFieldReceipt = z.object({
  id: z.string(),
  receipt: zSha256.meta({ description: '回执：编号、内容、记录号与收到时间的摘要' }),
  receivedAt: zInstant,
  step: zId,
  lot: zId.optional(),
  lotCode: z.string().optional(),
  /** Lots harvested within a safety interval that this entry brought to light. */
  frozen: z.array(zId),
  skewSeconds: z.int().meta({ description: '手机时钟比服务器快多少秒，负数为慢' }),
  skewed: z.boolean().meta({ description: '相差超过 10 分钟：发生时间已按服务器时钟校正' }),
  lateSeconds: z.int().meta({ description: '收到时距发生多少秒' }),
})
export type FieldReceipt = z.output<typeof zFieldReceipt>

/** 收田间记录 Takes one record a phone kept while it had no network; the same id again is answered, not stored again. */
export const recordFieldEntry = endpoint({
  id: 'trace.record-field-entry',
  method: 'POST',
  path: '/api/etowns/:etown/field-entries',
  may: 'trace.record',
  summary: { zh: '收手机上离线记下的记录', en: 'Take a record a phone kept' },
  body: zFieldEntry,
  answer: zFieldReceipt,
  keyless: "the entry's own id makes it happen once, for ever; its sending time differs each time",
  refusals: { ...lotRefusals, ...fieldRefusals },
})

const zFieldSeason = zSeason.omit({ party: true, partyName: true, areaMu: true }).extend({
  /** Applications whose safety interval the phone must know to say when harvesting is allowed. */
  applications: z.array(z.object({ name: z.string(), on: zDay, intervalDays: z.int() })),
  /** The last record of each kind, to begin the next one with; without what is kept from buyers. */
  last: z.array(z.object({ kind: zStepForm.shape.kind, facts: zFacts })),
})
export type FieldSeason = z.output<typeof zFieldSeason>

const zFieldLot = zLot.pick({ id: true, code: true, itemName: true, unit: true, madeOn: true, left: true })
export type FieldLot = z.output<typeof zFieldLot>

export const FIELD_PLOTS_MOST = 200

/** 手机带下地的 What a phone takes along into the field: nobody's name is in it. */
export const fieldPlots = endpoint({
  id: 'trace.field-plots',
  method: 'GET',
  path: '/api/etowns/:etown/field-plots',
  may: 'trace.record',
  summary: { zh: '手机记录用的地块与批次', en: 'Seasons and lots to record on a phone' },
  answer: z.object({
    seasons: z.array(zFieldSeason),
    seasonsTotal: z.int(),
    lots: z.array(zFieldLot),
    lotsTotal: z.int(),
  }),
})
export type FieldPlots = z.output<typeof fieldPlots.answer>
