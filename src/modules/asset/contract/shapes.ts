import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zFen, zId, zInstant, zSha256 } from '#kernel/wire'
import {
  ASSET_CLASSES,
  ASSET_EVENTS,
  ASSET_STATES,
  CONDITIONS,
  DIFFERENCES,
  DISPOSALS,
  OWNERSHIPS,
} from './words.ts'

const zShortText = z.string().trim().min(2).max(100)
const zPlace = z.string().trim().min(2).max(200)

export const zRegister = z.strictObject({
  number: z
    .string()
    .trim()
    .regex(/^[A-Z0-9-]{3,40}$/)
    .meta({ description: '资产编号，大写字母、数字、短横' }),
  name: zShortText,
  model: z.string().trim().min(1).max(100),
  class: z.enum(keysOf(ASSET_CLASSES)),
  price: zFen.meta({ description: '原值，分' }),
  boughtOn: zDay,
  ownership: z.enum(keysOf(OWNERSHIPS)),
  owner: zShortText,
  custodian: zShortText,
  place: zPlace,
  shares: z
    .array(z.strictObject({ source: z.string().trim().min(1).max(80), amount: zFen }))
    .min(1)
    .max(10),
  contract: zId.optional().meta({ description: '项目里已审定的合同' }),
  useUntil: zDay.optional(),
  batch: z.boolean().optional(),
  evidence: zSha256,
})

export const zAsset = z.object({
  id: zId,
  number: z.string(),
  name: z.string(),
  model: z.string(),
  class: z.enum(keysOf(ASSET_CLASSES)),
  price: zFen,
  boughtOn: zDay,
  ownership: z.enum(keysOf(OWNERSHIPS)),
  custodian: z.string(),
  place: z.string(),
  state: z.enum(keysOf(ASSET_STATES)),
  dueOn: zDay.optional().meta({ description: '借出的归还期限' }),
  useUntil: zDay.optional(),
  overdue: z.boolean().meta({ description: '借出或合同到期而未归还' }),
})
export type Asset = z.output<typeof zAsset>

export const zContractChoice = z.object({
  id: zId,
  number: z.string(),
  project: z.string(),
  contractor: z.string(),
  endsOn: zDay,
})
export type ContractChoice = z.output<typeof zContractChoice>

export const zAssetDetail = zAsset.extend({
  owner: z.string(),
  contract: z.string().optional(),
  project: zId.optional().meta({ description: '合同所属的项目' }),
  batch: z.boolean(),
  evidence: zSha256,
  threshold: z.string().meta({ description: '起点标准的出处' }),
  shares: z.array(z.object({ source: z.string(), name: z.string(), amount: zFen })),
  events: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(keysOf(ASSET_EVENTS)),
      text: z.string(),
      custodian: z.string().optional(),
      place: z.string().optional(),
      dueOn: zDay.optional(),
      way: z.enum(keysOf(DISPOSALS)).optional(),
      sha256: zSha256.optional(),
      by: z.string(),
      at: zInstant,
    }),
  ),
  publicPath: z.string(),
  take: zId.optional().meta({ description: '进行中的盘点' }),
  countedNow: z.boolean(),
})
export type AssetDetail = z.output<typeof zAssetDetail>

const zWhy = zReasonWithin(2, 1000)
export const zMove = z.strictObject({ text: zWhy, custodian: zShortText, place: zPlace })
export const zLend = zMove.extend({ dueOn: zDay })
export const zReturn = zMove.extend({ evidence: zSha256.meta({ description: '交接单' }) })
export const zDispose = z.strictObject({ text: zWhy, way: z.enum(keysOf(DISPOSALS)), evidence: zSha256 })
export const zJudge = z.strictObject({ approve: z.boolean(), text: zWhy })
export const zDone = z.strictObject({ text: zWhy, evidence: zSha256 })

export const zTake = z.object({
  id: zId,
  name: z.string(),
  openedAt: zInstant,
  closedAt: zInstant.optional(),
  assets: z.int().meta({ description: '账上应有' }),
  counted: z.int(),
})
export type Take = z.output<typeof zTake>

export const zTakeDetail = zTake.extend({
  differences: z.array(
    z.object({
      asset: zId,
      number: z.string(),
      name: z.string(),
      why: z.enum(keysOf(DIFFERENCES)),
      ledger: z.string().meta({ description: '台账所在' }),
      found: z.string().optional(),
      condition: z.enum(keysOf(CONDITIONS)).optional(),
      photo: z.boolean(),
    }),
  ),
})
export type TakeDetail = z.output<typeof zTakeDetail>

export const zCount = z.strictObject({
  condition: z.enum(keysOf(CONDITIONS)),
  place: zPlace,
  photo: zSha256.meta({ description: '现场照片' }),
})
