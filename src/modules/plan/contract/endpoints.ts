import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zReasonWithin } from '#kernel/reason'
import { zDay } from '#kernel/wire'
import { zClauseId, zCode } from './plan-texts.ts'
import { planRefusals } from './room-refusals.ts'
import {
  zClauseView,
  zFacilitiesView,
  zFundsView,
  zInterpretationView,
  zPlanView,
  zScheduleView,
  zTargetView,
} from './shapes.ts'

const plan = '/api/etowns/:etown/plan'

export const zVersionNumber = z.string().regex(/^[1-9]\d{0,2}$/)
/** Which version; left out: the one in force today. */
const ofVersion = z.strictObject({ version: zVersionNumber.optional() })
const reading = {
  'plan.none': planRefusals['plan.none'],
  'plan.no_such_version': planRefusals['plan.no_such_version'],
}

export const showPlan = endpoint({
  id: 'plan.show-plan',
  method: 'GET',
  path: plan,
  may: 'plan.read',
  summary: { zh: '方案概览', en: 'The plan at a glance' },
  query: ofVersion,
  answer: zPlanView,
  refusals: reading,
})

/** Whole, in the order of the document: it is read as one text. */
export const listClauses = endpoint({
  id: 'plan.list-clauses',
  method: 'GET',
  path: `${plan}/clauses`,
  may: 'plan.read',
  summary: { zh: '方案全文与引用', en: 'The clauses and what cites them' },
  query: ofVersion,
  answer: z.object({ items: z.array(zClauseView), total: z.int() }),
  refusals: reading,
})

export const showClause = endpoint({
  id: 'plan.show-clause',
  method: 'GET',
  path: `${plan}/clauses/:clause`,
  may: 'plan.read',
  summary: { zh: '一条条款', en: 'One clause' },
  params: z.strictObject({ clause: zClauseId }),
  query: ofVersion,
  answer: zClauseView,
  refusals: { ...reading, 'plan.no_such_clause': planRefusals['plan.no_such_clause'] },
})

export const listTargets = endpoint({
  id: 'plan.list-targets',
  method: 'GET',
  path: `${plan}/targets`,
  may: 'plan.read',
  summary: { zh: '方案目标', en: 'The targets' },
  query: ofVersion,
  answer: z.object({ items: z.array(zTargetView), total: z.int() }),
  refusals: reading,
})

export const showFunds = endpoint({
  id: 'plan.show-funds',
  method: 'GET',
  path: `${plan}/funds`,
  may: 'plan.read',
  summary: { zh: '资金与政策', en: 'Funds and policies' },
  query: ofVersion,
  answer: zFundsView,
  refusals: reading,
})

export const showSchedule = endpoint({
  id: 'plan.show-schedule',
  method: 'GET',
  path: `${plan}/schedule`,
  may: 'plan.read',
  summary: { zh: '阶段、期间与职责', en: 'Stages, spans and duties' },
  query: ofVersion,
  answer: zScheduleView,
  refusals: reading,
})

export const listFacilities = endpoint({
  id: 'plan.list-facilities',
  method: 'GET',
  path: `${plan}/facilities`,
  may: 'plan.read',
  summary: { zh: '设施与列举', en: 'Facilities and lists' },
  query: ofVersion,
  answer: zFacilitiesView,
  refusals: reading,
})

export const listInterpretations = endpoint({
  id: 'plan.list-interpretations',
  method: 'GET',
  path: `${plan}/interpretations`,
  may: 'plan.read',
  summary: { zh: '解释口径', en: 'The interpretations' },
  query: ofVersion,
  answer: z.object({ version: z.int(), items: z.array(zInterpretationView), total: z.int() }),
  refusals: reading,
})

/** Appends the county's word; `seen` is how many decisions the person has read, so that nobody decides past another. */
export const decideInterpretation = endpoint({
  id: 'plan.decide-interpretation',
  method: 'POST',
  path: `${plan}/interpretations/:interpretation/decisions`,
  may: 'plan.decide',
  summary: { zh: '确认解释口径', en: 'Decide an interpretation' },
  params: z.strictObject({ interpretation: zCode }),
  body: z.strictObject({
    version: z.int().min(1).max(999),
    adopted: zCode,
    reason: zReasonWithin(2, 2000),
    decidedBy: z.string().trim().min(2).max(100).meta({ description: '作出决定的机构或人' }),
    decidedOn: zDay,
    seen: z.int().min(1).max(9999),
  }),
  answer: z.object({ place: z.int() }),
  refusals: {
    'plan.no_such_version': planRefusals['plan.no_such_version'],
    'plan.no_such_interpretation': planRefusals['plan.no_such_interpretation'],
    'plan.reading_unlisted': planRefusals['plan.reading_unlisted'],
    'plan.decided_meanwhile': planRefusals['plan.decided_meanwhile'],
    'plan.decided_in_future': planRefusals['plan.decided_in_future'],
  },
})
