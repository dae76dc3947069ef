import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zDay, zSha256 } from '#kernel/wire'
import { zVersionNumber } from './endpoints.ts'
import { planFileRefusals } from './refusals.ts'
import { planRefusals } from './room-refusals.ts'
import { zItemName } from './shapes.ts'

const versions = '/api/etowns/:etown/plan/versions'

/** Fields as text; absent where a version has none. */
export const zChange = zItemName.extend({
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(z.object({ key: z.string(), before: z.string().optional(), after: z.string().optional() })),
})
export type ChangeView = z.output<typeof zChange>

export const compareVersions = endpoint({
  id: 'plan.compare-versions',
  method: 'GET',
  path: '/api/etowns/:etown/plan/changes',
  may: 'plan.read',
  summary: { zh: '两版方案的差异', en: 'What differs between two versions' },
  query: z.strictObject({ from: zVersionNumber, to: zVersionNumber }),
  answer: z.object({ from: z.int(), to: z.int(), items: z.array(zChange), total: z.int() }),
  refusals: { 'plan.no_such_version': planRefusals['plan.no_such_version'] },
})

/** The YAML file a version was loaded from, byte for byte. */
export const planFile = endpoint({
  id: 'plan.get-file',
  method: 'GET',
  path: `${versions}/:version/file`,
  may: 'plan.read',
  summary: { zh: '下载方案文件', en: 'Download the plan file' },
  params: z.strictObject({ version: zVersionNumber }),
  answer: z.object({}),
  sends: 'file',
  refusals: { 'plan.no_such_version': planRefusals['plan.no_such_version'] },
})

/** A file with more faults than that has one fault thousands of times. */
export const MOST_PROBLEMS = 200

const zSaid = z.object({ code: z.string(), zh: z.string(), en: z.string() })

/** 试核 What a file would be as a version. It can be adopted when nothing is wrong with it. */
export const zDraft = z.object({
  file: zSha256,
  name: z.string(),
  /** Faults of the file itself, in its order. */
  /** The first of them, in the order of the file. */
  problems: z.array(zSaid.extend({ line: z.int(), col: z.int() })).max(MOST_PROBLEMS),
  /** All of them. */
  problemsTotal: z.int().min(0),
  /** Why a sound file cannot follow the versions that are here. */
  refusals: z.array(zSaid),
  version: z
    .object({
      number: z.int(),
      adoptedOn: zDay,
      inForceFrom: zDay,
      title: z.string(),
      /** It is here already: adopting it changes nothing. */
      held: z.boolean(),
      amends: z.int().optional(),
      /** Against the version it amends. */
      changes: z.array(zChange),
    })
    .optional(),
})
export type Draft = z.output<typeof zDraft>

export const checkDraft = endpoint({
  id: 'plan.check-draft',
  method: 'POST',
  path: '/api/etowns/:etown/plan/drafts',
  may: 'plan.check',
  summary: { zh: '上传并核对方案文件', en: 'Upload a plan file and check it' },
  takes: 'stream',
  accepts: ['yaml'],
  answer: zDraft,
})

export const adoptVersion = endpoint({
  id: 'plan.adopt-version',
  method: 'POST',
  path: versions,
  may: 'plan.adopt',
  summary: { zh: '采用方案版本', en: 'Adopt a plan version' },
  body: z.strictObject({ file: zSha256 }),
  answer: z.object({ version: z.int(), state: z.enum(['loaded', 'amended', 'unchanged']) }),
  refusals: {
    'plan.draft_missing': planRefusals['plan.draft_missing'],
    'plan.draft_faulty': planRefusals['plan.draft_faulty'],
    'plan.other_etown': planRefusals['plan.other_etown'],
    'plan.version_taken': planRefusals['plan.version_taken'],
    'plan.version_missing': planFileRefusals['plan.version_missing'],
    'plan.version_not_later': planFileRefusals['plan.version_not_later'],
    'plan.version_branches': planFileRefusals['plan.version_branches'],
  },
})
