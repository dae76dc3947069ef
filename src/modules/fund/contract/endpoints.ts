import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zId, zInstant, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { fundRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { ALLOTMENT_STATES, ENTRY_KINDS } from './words.ts'

const fund = '/api/etowns/:etown/fund'
const made = z.object({ id: zId })
const allotment = z.object({ allotment: zId })

export const readFund = endpoint({
  id: 'fund.read-fund',
  method: 'GET',
  path: fund,
  may: 'fund.read',
  summary: { zh: '资金在哪里：各来源各类别', en: 'Where the money is, by source and category' },
  answer: z.object({
    asOf: zInstant,
    sources: z.array(shapes.zSourceSums),
    exceptions: z.array(shapes.zException),
    withdrawals: z.array(shapes.zWithdrawal),
    closedYears: z.array(shapes.zClosedYear),
  }),
  refusals,
})

export const bringEvidence = endpoint({
  id: 'fund.bring-evidence',
  method: 'POST',
  path: `${fund}/evidence`,
  may: 'fund.read',
  summary: { zh: '上传证据文件', en: 'Upload an evidence file' },
  takes: 'stream',
  accepts: ['document', 'image', 'table'],
  answer: z.object({ sha256: zSha256 }),
})

export const fundEvidence = endpoint({
  id: 'fund.evidence',
  method: 'GET',
  path: `${fund}/evidence/:sha256`,
  may: 'fund.read',
  summary: { zh: '打开资金的证据文件', en: 'Open an evidence file of the fund' },
  params: z.object({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const listTranches = endpoint({
  id: 'fund.list-tranches',
  method: 'GET',
  path: `${fund}/tranches`,
  may: 'fund.read',
  summary: { zh: '到账', en: 'Arrivals' },
  query: zPageById.extend({ source: shapes.zCode.optional() }),
  answer: zPageOf(shapes.zTranche),
  refusals,
})

export const registerTranche = endpoint({
  id: 'fund.register-tranche',
  method: 'POST',
  path: `${fund}/tranches`,
  may: 'fund.register',
  summary: { zh: '登记到账', en: 'Register an arrival' },
  body: shapes.zNewTranche,
  answer: made,
  refusals,
})

export const allocateFund = endpoint({
  id: 'fund.allocate',
  method: 'POST',
  path: `${fund}/allocations`,
  may: 'fund.allocate',
  summary: { zh: '分配到类别', en: 'Allocate to a category' },
  body: shapes.zAllocate,
  answer: made,
  refusals,
})

export const listEntries = endpoint({
  id: 'fund.list-entries',
  method: 'GET',
  path: `${fund}/entries`,
  may: 'fund.read',
  summary: { zh: '资金分录', en: 'Journal of the fund' },
  query: zPageById.extend({
    source: shapes.zCode.optional(),
    category: shapes.zCode.optional(),
    kind: z.enum(keysOf(ENTRY_KINDS)).optional(),
  }),
  answer: zPageOf(shapes.zEntry),
  refusals,
})

export const listAllotments = endpoint({
  id: 'fund.list-allotments',
  method: 'GET',
  path: `${fund}/allotments`,
  may: 'fund.read',
  summary: { zh: '资金安排', en: 'Allotments' },
  query: zPageById.extend({
    source: shapes.zCode.optional(),
    category: shapes.zCode.optional(),
    state: z.enum(keysOf(ALLOTMENT_STATES)).optional(),
  }),
  answer: zPageOf(shapes.zAllotment),
  refusals,
})

export const getAllotment = endpoint({
  id: 'fund.get-allotment',
  method: 'GET',
  path: `${fund}/allotments/:allotment`,
  may: 'fund.read',
  summary: { zh: '安排详情', en: 'One allotment' },
  params: allotment,
  answer: shapes.zAllotmentDetail,
  refusals,
})

export const proposeAllotment = endpoint({
  id: 'fund.propose',
  method: 'POST',
  path: `${fund}/allotments`,
  may: 'fund.propose',
  summary: { zh: '提出资金安排', en: 'Propose an allotment' },
  body: shapes.zPropose,
  answer: made,
  refusals,
})

export const approveAllotment = endpoint({
  id: 'fund.approve',
  method: 'POST',
  path: `${fund}/allotments/:allotment/approval`,
  may: 'fund.approve',
  summary: { zh: '审定资金安排', en: 'Approve an allotment' },
  params: allotment,
  answer: made,
  refusals,
})

export const payAllotment = endpoint({
  id: 'fund.pay',
  method: 'POST',
  path: `${fund}/allotments/:allotment/payments`,
  may: 'fund.pay',
  summary: { zh: '支付', en: 'Pay' },
  params: allotment,
  body: shapes.zPay,
  answer: made,
  refusals,
})

export const attachNotice = endpoint({
  id: 'fund.attach-notice',
  method: 'POST',
  path: `${fund}/allotments/:allotment/notice`,
  may: 'fund.propose',
  summary: { zh: '附上公示', en: 'Attach the notice payment waits for' },
  params: allotment,
  body: z.strictObject({ notice: zId }),
  answer: made,
  refusals,
})

export const releaseAllotment = endpoint({
  id: 'fund.release',
  method: 'POST',
  path: `${fund}/allotments/:allotment/release`,
  may: 'fund.release',
  summary: { zh: '终止安排，释放未支付的资金', en: 'End an allotment, release what is unpaid' },
  params: allotment,
  body: z.strictObject({ reason: shapes.zReason }),
  answer: made,
  refusals,
})

export const recoverPayment = endpoint({
  id: 'fund.recover',
  method: 'POST',
  path: `${fund}/allotments/:allotment/recoveries`,
  may: 'fund.pay',
  summary: { zh: '追回', en: 'Recover money paid' },
  params: allotment,
  body: shapes.zRecover,
  answer: made,
  refusals,
})

export const askException = endpoint({
  id: 'fund.ask-exception',
  method: 'POST',
  path: `${fund}/exceptions`,
  may: 'fund.allocate',
  summary: { zh: '提出占比例外', en: 'Ask for an exception to a band' },
  body: shapes.zNewException,
  answer: made,
  refusals,
})

export const approveException = endpoint({
  id: 'fund.approve-exception',
  method: 'POST',
  path: `${fund}/exceptions/:exception/approval`,
  may: 'fund.approve',
  summary: { zh: '批准占比例外', en: 'Approve an exception to a band' },
  params: z.object({ exception: zId }),
  answer: made,
  refusals,
})

export const askWithdrawal = endpoint({
  id: 'fund.ask-withdrawal',
  method: 'POST',
  path: `${fund}/withdrawals`,
  may: 'fund.allocate',
  summary: { zh: '提出收回分配', en: 'Ask to move money back from a category' },
  body: shapes.zNewWithdrawal,
  answer: made,
  refusals,
})

export const approveWithdrawal = endpoint({
  id: 'fund.approve-withdrawal',
  method: 'POST',
  path: `${fund}/withdrawals/:withdrawal/approval`,
  may: 'fund.approve',
  summary: { zh: '批准收回分配', en: 'Approve a withdrawal' },
  params: z.object({ withdrawal: zId }),
  answer: made,
  refusals,
})

export const tryBudget = endpoint({
  id: 'fund.what-if',
  method: 'POST',
  path: `${fund}/what-if`,
  may: 'fund.read',
  reads: true,
  summary: { zh: '预算试算：先看结果再办', en: 'Try a change of the budget before making it' },
  body: shapes.zWhatIf,
  answer: shapes.zTried,
  refusals,
})

export const closeYear = endpoint({
  id: 'fund.close-year',
  method: 'POST',
  path: `${fund}/closed-years`,
  may: 'fund.register',
  summary: { zh: '年终结转', en: 'Close a year and carry over' },
  body: z.strictObject({ year: z.int().min(2000).max(2100) }),
  answer: shapes.zClosedYear,
  refusals,
})
