import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zId, zInstant, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { zPlan } from './plan-shape.ts'
import { routeRefusals, trialRefusals } from './refusals.ts'

const trials = '/api/etowns/:etown/route-trials'
const trial = z.strictObject({ trial: zId })
/** A thousand places with durations and distances. */
const REQUEST_BYTES = 12 * 1024 * 1024

/** VROOM's JSON; read by the engine itself, which names every problem with its path. */
const zRequest = z.looseObject({})

export const TRIAL_STATES = ['waiting', 'running', 'planned', 'cancelled', 'failed'] as const
export type TrialState = (typeof TRIAL_STATES)[number]

/** Metres, seconds and money of a plan; `cost` in fen, or in seconds of driving where the request names no costs. */
const zTrialItem = z.object({
  id: zId,
  name: z.string(),
  state: z.enum(TRIAL_STATES),
  tasks: z.int(),
  vehicles: z.int(),
  costUnit: z.enum(['fen', 'seconds']),
  found: z.object({ cost: zId.or(z.literal('0')), routes: z.int(), unassigned: z.int() }).optional(),
  askedBy: z.string(),
  askedAt: zInstant,
  endedAt: zInstant.optional(),
})
export type TrialItem = z.output<typeof zTrialItem>

const zTrial = zTrialItem.extend({
  progress: z
    .object({
      /** Share of the time used, 0 to 1. */
      share: z.number(),
      cost: z.number().optional(),
      unassigned: z.int().optional(),
      tries: z.int(),
      trouble: z.string().optional(),
    })
    .optional(),
  cancelledAt: zInstant.optional(),
  plan: zPlan.optional(),
})
export type Trial = z.output<typeof zTrial>

export const askTrial = endpoint({
  id: 'logistics.ask-trial',
  method: 'POST',
  path: trials,
  may: 'logistics.plan-routes',
  summary: { zh: '试算配送线路', en: 'Plan routes' },
  query: z.strictObject({ name: z.string().trim().min(1).max(80).optional() }),
  body: zRequest,
  limit: REQUEST_BYTES,
  answer: z.object({ id: zId }),
  refusals: routeRefusals,
})

export const listTrials = endpoint({
  id: 'logistics.list-trials',
  method: 'GET',
  path: trials,
  may: 'logistics.read-routes',
  summary: { zh: '查看线路试算记录', en: 'List route trials' },
  query: zPageById,
  answer: zPageOf(zTrialItem),
})

export const getTrial = endpoint({
  id: 'logistics.get-trial',
  method: 'GET',
  path: `${trials}/:trial`,
  may: 'logistics.read-routes',
  summary: { zh: '查看一次线路试算', en: 'See one route trial' },
  params: trial,
  answer: zTrial,
  refusals: trialRefusals,
})

export const cancelTrial = endpoint({
  id: 'logistics.cancel-trial',
  method: 'POST',
  path: `${trials}/:trial/cancel`,
  may: 'logistics.plan-routes',
  summary: { zh: '停止线路试算', en: 'Stop a route trial' },
  params: trial,
  body: z.strictObject({}),
  answer: z.object({ id: zId }),
  refusals: trialRefusals,
})

export const trialPlan = endpoint({
  id: 'logistics.trial-plan',
  method: 'GET',
  path: `${trials}/:trial/plan`,
  may: 'logistics.read-routes',
  summary: { zh: '下载配送方案', en: 'Download the plan of a route trial' },
  params: trial,
  answer: z.object({}),
  sends: 'file',
  refusals: trialRefusals,
})

export const judgePlan = endpoint({
  id: 'logistics.judge-plan',
  method: 'POST',
  path: '/api/etowns/:etown/route-checks',
  may: 'logistics.plan-routes',
  summary: { zh: '核对人工排好的线路', en: 'Check routes made by hand' },
  body: zRequest,
  limit: REQUEST_BYTES,
  reads: true,
  answer: zPlan,
  refusals: routeRefusals,
})
