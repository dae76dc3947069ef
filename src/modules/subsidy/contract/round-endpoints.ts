import { z } from 'zod'
import { fundRefusals } from '#contract/fund'
import { noticeRefusals } from '#contract/notice'
import { POOL_WAYS } from '#contract/plan'
import { endpoint } from '#kernel/endpoint'
import { kernelRefusals } from '#kernel/refusals'
import { zDay, zFen, zId, zPage, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { receiptRefusals } from './refusals.ts'
import { subsidyRefusals } from './room-refusals.ts'
import { zGoodsItem, zRoundDetail, zRoundItem, zSchemeChoice, zTrial, zTyped } from './shapes.ts'

const rounds = '/api/etowns/:etown/subsidy-rounds'
const notices = '/api/etowns/:etown/subsidy-notices'
const goods = '/api/etowns/:etown/subsidy-goods'
const round = z.strictObject({ round: zId })
const notice = z.strictObject({ notice: zId })
const refusals = { ...subsidyRefusals, ...receiptRefusals, ...kernelRefusals }

export const listRounds = endpoint({
  id: 'subsidy.list-rounds',
  method: 'GET',
  path: rounds,
  may: 'subsidy.read',
  summary: { zh: '查看申报批次', en: 'List rounds' },
  query: zPageById,
  answer: zPageOf(zRoundItem),
})

export const listSchemes = endpoint({
  id: 'subsidy.list-schemes',
  method: 'GET',
  path: '/api/etowns/:etown/subsidy-schemes',
  may: 'subsidy.read',
  summary: { zh: '查看可开放的奖补办法', en: 'List schemes' },
  answer: z.object({ items: z.array(zSchemeChoice), total: z.int() }),
  refusals,
})

export const openRound = endpoint({
  id: 'subsidy.open-round',
  method: 'POST',
  path: rounds,
  may: 'subsidy.open',
  summary: { zh: '开放申报', en: 'Open a round' },
  body: z.strictObject({
    scheme: z.string().max(100),
    name: z.string().trim().min(2).max(100),
    basisDay: zDay,
    opensOn: zDay,
    closesOn: zDay,
    poolFen: zFen.optional(),
    /** Of the fund: what the expense is booked to. */
    category: z.string().max(100).optional(),
  }),
  answer: z.object({ id: zId }),
  refusals,
})

export const getRound = endpoint({
  id: 'subsidy.get-round',
  method: 'GET',
  path: `${rounds}/:round`,
  may: 'subsidy.read',
  summary: { zh: '查看办事指南', en: 'See a round and its guide' },
  params: round,
  answer: zRoundDetail,
  refusals,
})

export const tryRound = endpoint({
  id: 'subsidy.try-round',
  method: 'POST',
  path: `${rounds}/:round/try`,
  may: 'subsidy.read',
  summary: { zh: '自测能不能补', en: 'Check eligibility' },
  params: round,
  body: z.strictObject({ facts: z.record(z.string().max(200), zTyped) }),
  answer: zTrial,
  refusals,
  reads: true,
})

/** How far a pool reaches; `runsOut`: at which application it ends, handed in on which day. Absent where all are cut alike. */
const zPoolUse = z.object({
  pool: zFen,
  asked: zFen,
  left: zFen,
  runsOut: z.object({ application: zId, day: zDay }).optional(),
})

export const whatIf = endpoint({
  id: 'subsidy.what-if',
  method: 'POST',
  path: `${rounds}/:round/what-if`,
  may: 'subsidy.review',
  summary: { zh: '试改参数，看每家的金额', en: 'What if a parameter were another' },
  params: round,
  body: z.strictObject({
    parameters: z
      .array(z.strictObject({ name: z.string().max(100), value: z.string().regex(/^\d{1,15}(\.\d{1,9})?$/) }))
      .max(50),
    poolFen: zFen.optional(),
    way: z.enum(POOL_WAYS).optional(),
  }),
  answer: z.object({
    total: z.int(),
    before: zPoolUse,
    after: zPoolUse,
    items: z.array(
      z.object({
        application: zId,
        name: z.string(),
        project: z.string(),
        before: zFen,
        after: zFen,
        why: z.string(),
      }),
    ),
  }),
  refusals,
  reads: true,
})

export const publishNotice = endpoint({
  id: 'subsidy.publish-notice',
  method: 'POST',
  path: `${rounds}/:round/notices`,
  may: 'subsidy.publish',
  summary: { zh: '公示拟补助名单', en: 'Publish the list' },
  params: round,
  body: z.strictObject({
    title: z.string().trim().min(4).max(200),
    contact: z.string().trim().min(5).max(200).meta({ description: '受理异议的单位、电话、地址' }),
    evidence: zSha256.meta({ description: '经签字盖章的名单原件' }),
  }),
  answer: z.object({ id: zId, lastDay: zDay, entries: z.int() }),
  refusals: { ...refusals, ...fundRefusals, ...noticeRefusals },
})

export const endNotice = endpoint({
  id: 'subsidy.end-notice',
  method: 'POST',
  path: `${notices}/:notice/end`,
  may: 'subsidy.publish',
  summary: { zh: '公示期满', en: 'End a notice' },
  params: notice,
  body: z.strictObject({}),
  answer: z.object({ applications: z.int() }),
  refusals,
})

const goodsFound = {
  unsorted: z.enum(['yes']).optional(),
  text: z.string().trim().max(100).optional(),
}

export const listGoods = endpoint({
  id: 'subsidy.list-goods',
  method: 'GET',
  path: goods,
  may: 'subsidy.read',
  summary: { zh: '查看卖过的商品和归类', en: 'List goods sold and their kinds' },
  query: zPage.extend({
    after: z.string().max(1000).optional(),
    ...goodsFound,
  }),
  answer: zPageOf(zGoodsItem).extend({ kinds: z.array(z.string()) }),
})

export const sortGoods = endpoint({
  id: 'subsidy.sort-goods',
  method: 'POST',
  path: goods,
  may: 'subsidy.review',
  summary: { zh: '商品归类', en: 'Sort goods' },
  body: z.strictObject({
    kind: z.string().max(200),
    /** Those named; or all that are found, as many as the caller has seen. */
    which: z.union([
      z.strictObject({ products: z.array(z.string().min(1).max(1000)).min(1).max(200) }),
      z.strictObject({ ...goodsFound, seen: z.int().min(1) }),
    ]),
  }),
  answer: z.object({ sorted: z.int() }),
  refusals,
})
