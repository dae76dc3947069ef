import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReason, zReasonWithin } from '#kernel/reason'
import { zId, zInstant, zSha256 } from '#kernel/wire'
import { acceptanceRefusals as refusals } from './refusals.ts'
import { CALL_OUTCOMES } from './words.ts'

const at = '/api/etowns/:etown/acceptance'
const made = z.object({ id: zId })
const draw = z.object({ draw: zId })
const place = z.object({ draw: zId, place: z.string().regex(/^[1-9]\d{0,5}$/) })

const zLine = z.object({
  block: z.string(),
  group: z.string().optional(),
  code: z.string(),
  name: z.string(),
  text: z.string(),
  weight: z.string(),
  evidence: z.array(z.string()),
  onSite: z.string(),
  points: z.string().optional(),
  reason: z.string().optional(),
})

export const zScoring = z.object({
  id: zId,
  name: z.string(),
  source: z.string(),
  sha256: zSha256,
  full: z.string(),
  bonus: z.string().optional(),
  total: z.string(),
  grade: z.string(),
  rounding: z.string(),
  unscored: z.int(),
  lines: z.array(zLine),
})
export type ScoringView = z.output<typeof zScoring>

export const listSheets = endpoint({
  id: 'acceptance.list-sheets',
  method: 'GET',
  path: `${at}/sheets`,
  may: 'acceptance.read',
  summary: { zh: '评分表与得分', en: 'Score sheets' },
  answer: z.object({ items: z.array(zScoring), total: z.int() }),
})

export const adoptSheet = endpoint({
  id: 'acceptance.adopt-sheet',
  method: 'POST',
  path: `${at}/sheets`,
  may: 'acceptance.adopt',
  summary: { zh: '采用评分表（不附文件则采用自带的样表）', en: 'Adopt a score sheet' },
  body: z.strictObject({ evidence: zSha256.optional() }),
  answer: made,
  refusals,
})

export const scoreIndicator = endpoint({
  id: 'acceptance.score',
  method: 'POST',
  path: `${at}/sheets/:sheet/scores`,
  may: 'acceptance.score',
  summary: { zh: '给一项指标打分', en: 'Score an indicator' },
  params: z.object({ sheet: zId }),
  body: z.strictObject({
    indicator: z.string().min(1).max(20),
    points: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/),
    reason: zReasonWithin(2, 1000),
  }),
  answer: made,
  refusals,
})

export const zDraw = z.object({
  id: zId,
  purpose: z.string(),
  list: zSha256,
  listed: z.int(),
  wanted: z.int(),
  seedSha256: zSha256,
  committedAt: zInstant,
  seed: z.string().optional(),
  words: z.string().optional(),
  drawnAt: zInstant.optional(),
  rows: z.array(
    z.object({
      place: z.int(),
      row: z.int(),
      name: z.string(),
      phone: z.string(),
      outcome: z.string(),
      note: z.string().optional(),
    }),
  ),
})
export type DrawView = z.output<typeof zDraw>

export const listDraws = endpoint({
  id: 'acceptance.list-draws',
  method: 'GET',
  path: `${at}/draws`,
  may: 'acceptance.read',
  summary: { zh: '电话核实的抽样', en: 'Samples for calls' },
  answer: z.object({ items: z.array(zDraw), total: z.int() }),
})

export const commitDraw = endpoint({
  id: 'acceptance.commit-draw',
  method: 'POST',
  path: `${at}/draws`,
  may: 'acceptance.adopt',
  summary: { zh: '公布抽样名单与种子的哈希', en: 'Publish a list and the hash of a seed' },
  body: z.strictObject({
    purpose: zReasonWithin(2, 200),
    list: zSha256.meta({ description: '名单文件，含“姓名”“电话”两列' }),
    wanted: z.int().min(1).max(1000),
  }),
  answer: z.object({ id: zId, seedSha256: zSha256 }),
  refusals,
})

export const drawSample = endpoint({
  id: 'acceptance.draw',
  method: 'POST',
  path: `${at}/draws/:draw/drawing`,
  may: 'acceptance.draw',
  summary: { zh: '抽取', en: 'Draw' },
  params: draw,
  body: z.strictObject({ words: zReasonWithin(1, 200).meta({ description: '现场说出的任意一句话' }) }),
  answer: made,
  refusals,
})

export const revealPhone = endpoint({
  id: 'acceptance.reveal-phone',
  method: 'POST',
  path: `${at}/draws/:draw/drawn/:place/phone`,
  may: 'acceptance.draw',
  summary: { zh: '看被抽中的人的号码', en: 'Reveal a phone number' },
  params: place,
  body: z.strictObject({ reason: zReason }),
  answer: z.object({ phone: z.string() }),
  keyless: 'shows a personal number, which must not be kept',
  refusals,
})

export const tellCall = endpoint({
  id: 'acceptance.tell-call',
  method: 'POST',
  path: `${at}/draws/:draw/drawn/:place/calls`,
  may: 'acceptance.draw',
  summary: { zh: '登记电话核实结果', en: 'Tell what came of a call' },
  params: place,
  body: z.strictObject({ outcome: z.enum(keysOf(CALL_OUTCOMES)), note: zReasonWithin(0, 500).optional() }),
  answer: made,
  refusals,
})
