import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zId, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { assetRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { ASSET_STATES } from './words.ts'

const assets = '/api/etowns/:etown/assets'
const takes = '/api/etowns/:etown/stock-takes'
const asset = z.object({ asset: zId })
const take = z.object({ take: zId })
const made = z.object({ id: zId })
const event = { method: 'POST', params: asset, answer: z.object({ number: z.int() }), refusals } as const

export const listAssets = endpoint({
  id: 'asset.list',
  method: 'GET',
  path: assets,
  may: 'asset.read',
  summary: { zh: '国有资产台账', en: 'State assets' },
  query: zPageById.extend({
    state: z.enum(keysOf(ASSET_STATES)).optional(),
    overdue: z.enum(['yes']).optional(),
    text: z.string().trim().max(100).optional(),
  }),
  answer: zPageOf(shapes.zAsset),
})

export const getAsset = endpoint({
  id: 'asset.get',
  method: 'GET',
  path: `${assets}/:asset`,
  may: 'asset.read',
  summary: { zh: '一件资产', en: 'An asset' },
  params: asset,
  answer: shapes.zAssetDetail,
  refusals,
})

export const bringPaper = endpoint({
  id: 'asset.bring-paper',
  method: 'POST',
  path: `${assets}/evidence`,
  may: 'asset.count',
  summary: { zh: '上传发票、交接单、照片', en: 'Upload an invoice, a hand-over, a photo' },
  takes: 'stream',
  accepts: ['document', 'image', 'table'],
  answer: z.object({ sha256: zSha256 }),
})

export const openPaper = endpoint({
  id: 'asset.open-paper',
  method: 'GET',
  path: `${assets}/:asset/evidence/:sha256`,
  may: 'asset.read',
  summary: { zh: '打开资产的原件', en: 'Open a paper of an asset' },
  params: asset.extend({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const listContracts = endpoint({
  id: 'asset.list-contracts',
  method: 'GET',
  path: `${assets}/contracts`,
  may: 'asset.register',
  summary: { zh: '可选的合同：各项目已审定的', en: 'Contracts of the projects, to pick from' },
  answer: z.object({ items: z.array(shapes.zContractChoice), total: z.int() }),
})

export const registerAsset = endpoint({
  id: 'asset.register',
  method: 'POST',
  path: assets,
  may: 'asset.register',
  summary: { zh: '登记资产', en: 'Register an asset' },
  body: shapes.zRegister,
  answer: made,
  refusals,
})

export const printTags = endpoint({
  id: 'asset.print-tags',
  method: 'GET',
  path: `${assets}/tags`,
  may: 'asset.register',
  summary: { zh: '打印资产标签（A4 或标签机）', en: 'Print asset tags' },
  query: z.strictObject({
    form: z.enum(['pdf', 'tspl', 'zpl']),
    asset: zId.optional().meta({ description: '只打一件；不填则全部在册资产' }),
  }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const moveAsset = endpoint({
  ...event,
  id: 'asset.move',
  path: `${assets}/:asset/move`,
  may: 'asset.move',
  summary: { zh: '调拨', en: 'Move' },
  body: shapes.zMove,
})

export const lendAsset = endpoint({
  ...event,
  id: 'asset.lend',
  path: `${assets}/:asset/loan`,
  may: 'asset.move',
  summary: { zh: '借出', en: 'Lend' },
  body: shapes.zLend,
})

export const giveBackAsset = endpoint({
  ...event,
  id: 'asset.give-back',
  path: `${assets}/:asset/give-back`,
  may: 'asset.move',
  summary: { zh: '归还', en: 'Give back' },
  body: shapes.zMove,
})

export const returnAsset = endpoint({
  ...event,
  id: 'asset.return',
  path: `${assets}/:asset/return`,
  may: 'asset.move',
  summary: { zh: '合同到期交回', en: 'Return at contract end' },
  body: shapes.zReturn,
})

export const askDisposal = endpoint({
  ...event,
  id: 'asset.ask-disposal',
  path: `${assets}/:asset/disposal`,
  may: 'asset.move',
  summary: { zh: '申请处置', en: 'Ask for disposal' },
  body: shapes.zDispose,
})

export const judgeDisposal = endpoint({
  ...event,
  id: 'asset.judge-disposal',
  path: `${assets}/:asset/disposal/approval`,
  may: 'asset.approve',
  summary: { zh: '审批处置', en: 'Approve or refuse a disposal' },
  body: shapes.zJudge,
})

export const disposeAsset = endpoint({
  ...event,
  id: 'asset.dispose',
  path: `${assets}/:asset/disposal/done`,
  may: 'asset.move',
  summary: { zh: '登记处置完成', en: 'Tell that it is disposed of' },
  body: shapes.zDone,
})

export const listTakes = endpoint({
  id: 'asset.list-takes',
  method: 'GET',
  path: takes,
  may: 'asset.read',
  summary: { zh: '盘点', en: 'Stock-takes' },
  query: zPageById,
  answer: zPageOf(shapes.zTake),
})

export const getTake = endpoint({
  id: 'asset.get-take',
  method: 'GET',
  path: `${takes}/:take`,
  may: 'asset.read',
  summary: { zh: '一次盘点与差异清单', en: 'A stock-take and its differences' },
  params: take,
  answer: shapes.zTakeDetail,
  refusals,
})

export const openTake = endpoint({
  id: 'asset.open-take',
  method: 'POST',
  path: takes,
  may: 'asset.take',
  summary: { zh: '开始盘点', en: 'Open a stock-take' },
  body: z.strictObject({ name: z.string().trim().min(2).max(100) }),
  answer: made,
  refusals,
})

export const closeTake = endpoint({
  id: 'asset.close-take',
  method: 'POST',
  path: `${takes}/:take/closing`,
  may: 'asset.take',
  summary: { zh: '结束盘点', en: 'Close a stock-take' },
  params: take,
  answer: made,
  refusals,
})

export const countAsset = endpoint({
  id: 'asset.count',
  method: 'POST',
  path: `${assets}/:asset/count`,
  may: 'asset.count',
  summary: { zh: '盘点一件（附照片）', en: 'Count an asset, with a photo' },
  params: asset,
  body: shapes.zCount,
  answer: z.object({ number: z.int() }),
  refusals,
})

/** Where a phone that scans a tag comes to. */
export const readTag = endpoint({
  id: 'asset.read-tag',
  method: 'GET',
  path: '/assets/:etown/:tag',
  may: 'public',
  summary: { zh: '扫资产标签看到的页', en: 'The page behind a tag' },
  params: z.object({ tag: z.string().max(20) }),
  answer: z.unknown(),
  sends: 'raw',
  refusals,
})
