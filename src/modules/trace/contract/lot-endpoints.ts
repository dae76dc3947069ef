import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { keysOf } from '../../../kernel/keys.ts'
import { zDay, zId, zInstant, zPageById, zPageOf, zSha256 } from '../../../kernel/wire.ts'
import { lotRefusals as refusals } from './lot-refusals.ts'
import {
  zItem,
  zItemForm,
  zLabelRun,
  zLot,
  zLotDetail,
  zQuantity,
  zSeason,
  zSeasonDetail,
  zSeasonForm,
  zStepForm,
} from './lot-shapes.ts'
import { LOT_STATES, SUPERVISIONS } from './lot-words.ts'

const town = '/api/etowns/:etown'
const saved = z.object({ id: zId })

export const listItems = endpoint({
  id: 'trace.list-items',
  method: 'GET',
  path: `${town}/trace-items`,
  may: 'trace.read',
  summary: { zh: '查看追溯产品', en: 'List traced products' },
  query: zPageById,
  answer: zPageOf(zItem),
})

export const addItem = endpoint({
  id: 'trace.add-item',
  method: 'POST',
  path: `${town}/trace-items`,
  may: 'trace.record',
  summary: { zh: '登记追溯产品', en: 'Register a traced product' },
  body: zItemForm,
  answer: saved.extend({ gtin: z.string() }),
  refusals,
})

export const listSeasons = endpoint({
  id: 'trace.list-seasons',
  method: 'GET',
  path: `${town}/trace-seasons`,
  may: 'trace.read',
  summary: { zh: '查看生产季', en: 'List seasons' },
  query: zPageById,
  answer: zPageOf(zSeason),
})

export const openSeason = endpoint({
  id: 'trace.open-season',
  method: 'POST',
  path: `${town}/trace-seasons`,
  may: 'trace.record',
  summary: { zh: '新开生产季', en: 'Open a season' },
  body: zSeasonForm,
  answer: saved,
  refusals,
})

const season = z.strictObject({ season: zId })
export const getSeason = endpoint({
  id: 'trace.get-season',
  method: 'GET',
  path: `${town}/trace-seasons/:season`,
  may: 'trace.read',
  summary: { zh: '查看一个生产季', en: 'See a season with its records' },
  params: season,
  answer: zSeasonDetail,
  refusals,
})

export const recordStep = endpoint({
  id: 'trace.record-step',
  method: 'POST',
  path: `${town}/trace-steps`,
  may: 'trace.record',
  summary: { zh: '登记生产与流通记录', en: 'Record a step' },
  body: zStepForm,
  answer: saved.extend({
    /** 自动冻结 Lots harvested within a safety interval that this record brought to light. */
    frozen: z.array(zId),
  }),
  refusals,
})

export const addPhoto = endpoint({
  id: 'trace.add-photo',
  method: 'PUT',
  path: `${town}/trace-steps/:step/photo`,
  may: 'trace.record',
  summary: { zh: '给记录附照片', en: 'Attach a photo to a record' },
  params: z.strictObject({ step: zId }),
  takes: 'stream',
  accepts: ['image'],
  answer: z.object({ sha256: zSha256 }),
  refusals,
})

export const seePhoto = endpoint({
  id: 'trace.photo',
  method: 'GET',
  path: `${town}/trace-steps/:step/photo/:sha256`,
  may: 'trace.read',
  summary: { zh: '查看记录的照片', en: 'See a photo of a record' },
  params: z.strictObject({ step: zId, sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

const lotMade = saved.extend({ code: z.string() })
const zLotCode = z
  .string()
  .regex(/^[0-9A-Z-]{4,20}$/)
  .meta({ description: '批次号：4–20 位数字、大写字母或连字符；留空由系统编' })

export const harvest = endpoint({
  id: 'trace.harvest',
  method: 'POST',
  path: `${town}/trace-seasons/:season/harvest`,
  may: 'trace.record',
  summary: { zh: '登记采收，形成批次', en: 'Record a harvest: it makes a lot' },
  params: season,
  body: z.strictObject({
    occurredAt: zInstant,
    quantity: zQuantity,
    way: z.string().trim().max(200).optional(),
    code: zLotCode.optional(),
  }),
  answer: lotMade,
  refusals,
})

export const listLots = endpoint({
  id: 'trace.list-lots',
  method: 'GET',
  path: `${town}/trace-lots`,
  may: 'trace.read',
  summary: { zh: '查看批次', en: 'List lots' },
  query: zPageById.extend({
    state: z.enum(keysOf(LOT_STATES)).optional(),
    text: z.string().trim().min(1).max(40).optional().meta({ description: '批次号或产品名中的文字' }),
  }),
  answer: zPageOf(zLot),
})

const lot = z.strictObject({ lot: zId })
export const getLot = endpoint({
  id: 'trace.get-lot',
  method: 'GET',
  path: `${town}/trace-lots/:lot`,
  may: 'trace.read',
  summary: { zh: '查看一个批次', en: 'See a lot: where from, where to, its records' },
  params: lot,
  answer: zLotDetail,
  refusals,
})

export const deriveLots = endpoint({
  id: 'trace.derive-lots',
  method: 'POST',
  path: `${town}/trace-lots`,
  may: 'trace.record',
  summary: { zh: '拆分、合并或加工批次', en: 'Split, merge or process lots' },
  body: z.strictObject({
    way: z.enum(['split', 'merge', 'transform']),
    inputs: z
      .array(z.strictObject({ lot: zId, quantity: zQuantity }))
      .min(1)
      .max(50),
    outputs: z
      .array(z.strictObject({ quantity: zQuantity, item: zId.optional(), code: zLotCode.optional() }))
      .min(1)
      .max(50),
    yield: z
      .string()
      .regex(/^\d{1,2}(\.\d{1,4})?$/)
      .refine((text) => Number(text) > 0, '得率应大于 0')
      .optional()
      .meta({ description: '得率上限，缺省 1' }),
    madeOn: zDay,
  }),
  answer: z.object({ lots: z.array(lotMade) }),
  refusals,
})

export const issueLabels = endpoint({
  id: 'trace.issue-labels',
  method: 'POST',
  path: `${town}/trace-lots/:lot/labels`,
  may: 'trace.record',
  summary: { zh: '给批次赋码', en: 'Issue labels for a lot' },
  params: lot,
  body: z.strictObject({ quantity: z.int().min(1).max(100_000) }),
  answer: saved,
  refusals,
})

const run = z.strictObject({ run: zId })
export const getLabelRun = endpoint({
  id: 'trace.get-label-run',
  method: 'GET',
  path: `${town}/trace-label-runs/:run`,
  may: 'trace.read',
  summary: { zh: '查看赋码进度', en: 'See how far a label run is' },
  params: run,
  answer: zLabelRun.extend({ sample: z.array(z.string()).meta({ description: '前几枚码的网址' }) }),
  refusals,
})

export const labelSheet = endpoint({
  id: 'trace.label-sheet',
  method: 'GET',
  path: `${town}/trace-label-runs/:run/sheet`,
  may: 'trace.record',
  summary: { zh: '下载标签', en: 'Download labels to print' },
  params: run,
  query: z.strictObject({
    form: z.enum(['pdf', 'tspl', 'zpl']),
    from: z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .optional(),
    count: z
      .string()
      .regex(/^[1-9]\d{0,4}$/)
      .optional(),
  }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const supervise = endpoint({
  id: 'trace.supervise',
  method: 'POST',
  path: `${town}/trace-lots/:lot/supervision`,
  may: 'trace.supervise',
  summary: { zh: '监管：巡查、抽样、问题、冻结、召回', en: 'Supervise a lot' },
  params: lot,
  body: z.strictObject({
    kind: z.enum(keysOf(SUPERVISIONS)),
    said: z.string().trim().min(4).max(500),
    /** 凭据 What was brought in before: the sheet of a visit, a photo, a notice. */
    paper: zSha256.optional(),
  }),
  answer: saved.extend({ state: z.enum(keysOf(LOT_STATES)) }),
  refusals,
})

export const bringFinding = endpoint({
  id: 'trace.bring-finding',
  method: 'POST',
  path: `${town}/trace-findings`,
  may: 'trace.supervise',
  summary: { zh: '上传监管凭据', en: 'Upload what a supervision rests on' },
  takes: 'stream',
  accepts: ['document', 'image'],
  answer: z.object({ sha256: zSha256 }),
})

export const openFinding = endpoint({
  id: 'trace.open-finding',
  method: 'GET',
  path: `${town}/trace-lots/:lot/supervision/:supervision/paper`,
  may: 'trace.read',
  traced: true,
  summary: { zh: '打开监管凭据原件', en: 'Open what a supervision rests on' },
  params: lot.extend({ supervision: zId }),
  sends: 'file',
  answer: z.unknown(),
  refusals,
})
