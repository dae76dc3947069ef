import { z } from 'zod'
import { keysOf } from '../../../kernel/keys.ts'
import { zDay, zFen, zId, zInstant, zSha256 } from '../../../kernel/wire.ts'
import { BATCH } from '../domain/batch.ts'
import { STAGES } from '../domain/order-line.ts'
import { PLATFORMS } from '../domain/platform.ts'
import { FIELDS } from '../domain/profile.ts'
import { EXCLUSIONS } from '../domain/retail.ts'

export const zPlatform = z.enum(PLATFORMS)
export const zStage = z.enum(STAGES)
export const zField = z.enum(FIELDS)
export const zExclusion = z.enum(keysOf(EXCLUSIONS))

const zCount = z.int().min(0)

/** 网店登记表 */
export const zShopForm = z.strictObject({
  platform: zPlatform,
  name: z.string().trim().min(2).max(100),
  shopNo: z.string().trim().min(1).max(40).optional().meta({ description: '平台的店铺编号' }),
  operator: zId.meta({ description: '经营主体' }),
  openedOn: zDay.optional(),
  closedOn: zDay.optional(),
})

export const zShop = zShopForm.extend({
  id: zId,
  version: z.int(),
  operatorName: z.string().meta({ description: '农户已脱敏' }),
  lastImportedAt: zInstant.optional(),
})

/** 小计 Rows and the sum of each amount as the rows show them. */
export const zTally = z.object({
  rows: zCount,
  sums: z.object({ payable: zFen, paid: zFen, received: zFen, refund: zFen }),
})

/** What an import did to the figures: later minus earlier. */
export const zRetailChange = z.object({
  retailFen: zFen,
  refundFen: zFen,
  orders: z.int(),
  lines: z.int(),
  excluded: z.partialRecord(zExclusion, zFen),
})

/** 守恒回执 read = accepted + merged + rejected, in rows and in the fen of each amount. */
export const zReceipt = z.object({
  sha256: zSha256,
  bytes: zCount,
  encoding: z.string(),
  profile: z.string(),
  personalColumns: z.array(z.string()),
  unknownColumns: z.array(z.string()),
  hasRemarks: z.boolean(),
  headerRows: zCount,
  blankRows: zCount,
  summary: zTally,
  read: zTally,
  accepted: zTally,
  merged: zTally,
  rejected: zTally,
  rejectedBy: z.record(z.string(), zCount),
  change: zRetailChange,
  /** How often it was begun: above 1, an earlier try was cut off and left nothing. */
  tries: z.int().min(1),
})

const zSaid = z.object({ code: z.string(), zh: z.string(), en: z.string() })

/** 进度 Where a running import is. */
export const zProgress = z.object({
  phase: z.enum(['waiting', 'reading', 'merging']),
  rows: zCount,
  bytes: zCount,
  /** Of the file. */
  ofBytes: zCount,
  tries: zCount,
  /** Why the last try ended, if it did. */
  trouble: z.string().optional(),
  /** Nobody will try again by himself. */
  gaveUp: z.boolean(),
})

/** 待对应 The header that was found and what it lacks. */
export const zFound = z.object({ titles: z.array(z.string()), missing: z.array(zField) })

export const zBatchItem = z.object({
  id: zId,
  shop: zId,
  shopName: z.string(),
  platform: zPlatform,
  file: z.string(),
  sha256: zSha256,
  state: z.enum(keysOf(BATCH.states)),
  rows: z.object({ read: zCount, accepted: zCount, merged: zCount, rejected: zCount }).optional(),
  askedBy: z.string(),
  askedAt: zInstant,
  endedAt: zInstant.optional(),
})

export const zBatch = zBatchItem.extend({
  progress: zProgress.optional().meta({ description: '等待或正在导入时' }),
  receipt: zReceipt.optional(),
  found: zFound.optional(),
  refusals: z.array(zSaid),
})

export const zRejectedRow = zSaid.extend({ row: z.int(), column: z.string(), example: z.string() })

/** 列对应 */
export const zMappingForm = z.strictObject({
  platform: zPlatform,
  columns: z.partialRecord(zField, z.string().trim().min(1).max(100)),
  statuses: z.record(z.string().trim().min(1).max(60), zStage),
})

/** What an order line has in common with what other files showed of it. */
const zFacts = z.object({
  day: zDay,
  paidAt: zInstant.optional(),
  stage: zStage,
  payableFen: zFen.optional(),
  paidFen: zFen.optional(),
  receivedFen: zFen.optional(),
  refundFen: zFen.optional(),
  quantity: z.int().optional(),
  product: z.string(),
  waybill: z.string().optional(),
  mark: z.string().optional(),
  wholesale: z.boolean(),
  /** Which file and row showed it. */
  batch: zId,
  file: z.string(),
  sha256: zSha256,
  row: z.int(),
})

export const zOrderLine = z.object({
  platform: zPlatform,
  orderNo: z.string(),
  subNo: z.string(),
  shop: zId,
  shopName: z.string(),
  day: zDay,
  stage: zStage,
  product: z.string(),
  quantity: z.int().optional(),
  retailFen: zFen,
  excluded: zExclusion.optional(),
  excludedFen: zFen,
  mark: z.string().optional(),
  batch: zId,
  row: z.int(),
})

/** 订单 All lines of one order, each with its state and whatever else files showed of it. */
export const zOrder = z.object({
  platform: zPlatform,
  orderNo: z.string(),
  shop: zId,
  shopName: z.string(),
  operator: zId,
  operatorName: z.string(),
  retailFen: zFen,
  lines: z.array(
    zFacts.extend({
      subNo: z.string(),
      shareFen: zFen.optional(),
      retailFen: zFen,
      excluded: zExclusion.optional(),
      /** The definition it was counted by. */
      definition: z.string(),
      superseded: z.array(zFacts),
    }),
  ),
})

export type ShopForm = z.output<typeof zShopForm>
export type Shop = z.output<typeof zShop>
export type WireReceipt = z.output<typeof zReceipt>
export type RetailChange = z.output<typeof zRetailChange>
export type Batch = z.output<typeof zBatch>
export type BatchItem = z.output<typeof zBatchItem>
export type Found = z.output<typeof zFound>
export type MappingForm = z.output<typeof zMappingForm>
export type OrderLineItem = z.output<typeof zOrderLine>
export type OrderDetail = z.output<typeof zOrder>
