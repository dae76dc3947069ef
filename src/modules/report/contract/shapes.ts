import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zId, zInstant, zSha256 } from '#kernel/wire'
import { zField, zFieldKey, zFormContent } from './form-shapes.ts'
import { zSnapshotContent } from './snapshot-shapes.ts'
import {
  BULLETIN_KINDS,
  BULLETIN_STATES,
  CELL_ORIGINS,
  EVERY,
  REPORT_ACTIONS,
  REPORT_STATES,
} from './words.ts'

export const zPeriodCode = z.string().regex(/^20\d\d(-(0[1-9]|1[0-2])|Q[1-4]|H[12])?$/)

const zCompleteness = z.object({ known: z.int(), unknown: z.int(), required: z.int() })

export const zReport = z.object({
  id: zId,
  form: z.string(),
  name: z.string(),
  every: z.enum(keysOf(EVERY)),
  period: zPeriodCode,
  from: zDay,
  until: zDay.meta({ description: '不含当日' }),
  state: z.enum(keysOf(REPORT_STATES)),
  /** Its newest locked snapshot; 0: none yet. */
  locked: z.int(),
  /** It was sent back, or is open for a correction. */
  reopened: z.enum(['return', 'amend']).optional(),
  due: zDay.optional(),
  submittedOn: zDay.optional(),
  /** Working days late, also of one not yet submitted. */
  late: z.int().optional(),
})
export type ReportItem = z.output<typeof zReport>

const zRemark = z.object({
  id: zId,
  field: z.string(),
  text: z.string(),
  byName: z.string(),
  at: zInstant,
  /** The cell was changed after it. */
  followed: z.boolean(),
})

const zCell = zField.extend({
  no: z.int().meta({ description: '本格的第几次填写；0 未填过' }),
  origin: z.enum(keysOf(CELL_ORIGINS)),
  value: z.string().optional(),
  shown: z.string().optional(),
  note: z.string().optional(),
  byName: z.string().optional(),
  at: zInstant.optional(),
  /** Its words and the days of the figure, where it is computed. */
  definition: z.object({ version: z.string(), text: z.string(), source: z.string() }).optional(),
  days: z.object({ from: zDay, until: zDay }).optional(),
  /** What was locked last, where the cell now holds something else. */
  lockedShown: z.string().optional(),
})
export type ReportCell = z.output<typeof zCell>

const zProblem = z.object({ field: z.string(), zh: z.string(), en: z.string() })

export const zReportDetail = zReport.extend({
  formVersion: z.int(),
  source: z.string(),
  template: z.boolean(),
  cells: z.array(zCell),
  remarks: z.array(zRemark),
  /** What keeps it from being submitted, all of it. */
  problems: z.array(zProblem),
  completeness: zCompleteness,
  steps: z.array(
    z.object({
      no: z.int(),
      action: z.enum(keysOf(REPORT_ACTIONS)),
      byName: z.string(),
      at: zInstant,
      note: z.string().optional(),
    }),
  ),
  snapshots: z.array(
    z.object({
      number: z.int(),
      at: zInstant,
      sha256: zSha256,
      reason: z.string().optional(),
      dispatch: z.int().optional(),
    }),
  ),
})

const zChange = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  restsOnly: z.boolean(),
})

export const zSnapshot = z.object({
  number: z.int(),
  newest: z.int(),
  sha256: zSha256,
  content: zSnapshotContent,
  /** Against the snapshot before. */
  changes: z.array(zChange),
  /** 锁定 / 现在: what the same cells would say today, only where they differ. */
  now: z.object({
    at: zInstant,
    changes: z.array(zChange),
    rows: z.array(
      z.object({
        field: z.string(),
        indicator: z.string(),
        from: z.string(),
        rowsThen: z.string(),
        rowsNow: z.string(),
        sumThen: z.string(),
        sumNow: z.string(),
      }),
    ),
  }),
})

export const zFillCell = z.strictObject({
  field: zFieldKey,
  /** The writing of the cell that was on the screen: another one meanwhile is a conflict. */
  base: z.int().min(0).max(100_000),
  origin: z.enum(['typed', 'unknown', 'no-base', 'blank', 'kept']).meta({
    description: 'kept：不改值，只改备注',
  }),
  value: z.string().max(2_000).optional(),
  note: z.string().max(500).optional(),
})
export type FillCell = z.output<typeof zFillCell>

export const zReturn = z.strictObject({
  remarks: z
    .array(z.strictObject({ field: zFieldKey.optional(), text: zReasonWithin(2, 500) }))
    .min(1)
    .max(100),
})

export const zDispatch = z.object({
  number: z.int(),
  at: zInstant,
  sha256: zSha256,
  snapshots: z.int(),
  members: z.array(z.string()),
})

export const zSender = z.object({
  id: zId,
  origin: z.string(),
  name: z.string(),
  confirmed: z.string(),
  addedAt: zInstant,
  dispatches: z.int(),
  lastAt: zInstant.optional(),
})

export const zComparison = z.object({
  forms: z.array(z.object({ form: z.string(), name: z.string(), periods: z.array(z.string()) })),
  columns: z.array(
    z.object({
      sender: zId,
      name: z.string(),
      number: z.int(),
      sha256: zSha256,
      demonstration: z.boolean(),
      completeness: zCompleteness.optional(),
      /** Working days late, to its first submission; 0 in time. Absent: nobody knows when it was due. */
      late: z.int().optional(),
    }),
  ),
  rows: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      unit: z.string(),
      /** One for each column; absent: that e-town did not report the field. */
      cells: z.array(z.object({ shown: z.string(), origin: z.enum(keysOf(CELL_ORIGINS)) }).nullable()),
      sum: z.string().optional(),
      /** Why there is no sum. */
      unsummed: z
        .enum(['distinct', 'ratio', 'text', 'unknown', 'definitions', 'units', 'missing'])
        .optional(),
    }),
  ),
})

export const zBulletin = z.object({
  id: zId,
  kind: z.enum(keysOf(BULLETIN_KINDS)),
  title: z.string(),
  state: z.enum(keysOf(BULLETIN_STATES)),
  draft: z.int(),
  byName: z.string(),
  at: zInstant,
})

export const zBulletinFigure = z.object({
  token: z.string(),
  label: z.string(),
  period: z.string(),
  shown: z.string(),
  /** The locked snapshot it is taken from; absent: not locked yet. */
  number: z.int().optional(),
  sha256: z.string().optional(),
  report: z.string(),
  /** What the newest locked snapshot says, where that is another value. */
  later: z.object({ number: z.int(), shown: z.string() }).optional(),
})
export type BulletinFigure = z.output<typeof zBulletinFigure>

/** 信息正文 The text as it is read, piece by piece: words, or a figure. */
export const zBulletinContent = z.object({
  format: z.literal('ezhen-bulletin/1'),
  kind: z.enum(keysOf(BULLETIN_KINDS)),
  title: z.string(),
  body: z.string(),
  publishedAt: z.string(),
  figures: z.array(zBulletinFigure),
})
export type BulletinContent = z.output<typeof zBulletinContent>

export const zBulletinDetail = zBulletin.extend({
  body: z.string(),
  figures: z.array(zBulletinFigure),
  problems: z.array(z.object({ zh: z.string(), en: z.string() })),
  steps: z.array(
    z.object({ action: z.string(), byName: z.string(), at: zInstant, note: z.string().optional() }),
  ),
  publicPath: z.string().optional(),
  sha256: zSha256.optional(),
})

export const zBulletinDraft = z.strictObject({
  title: z.string().trim().min(4).max(120),
  body: z.string().trim().min(4).max(20_000),
})

export { zFormContent }
