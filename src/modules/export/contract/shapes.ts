import { z } from 'zod'
import { keysOf } from '../../../kernel/keys.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zId, zInstant } from '../../../kernel/wire.ts'

/** 导出状态 */
export const EXPORT_STATES = {
  making: { zh: '正在生成', en: 'Being made' },
  held: { zh: '待放行', en: 'Waiting for release' },
  ready: { zh: '可下载', en: 'Ready' },
  expired: { zh: '已过期', en: 'Expired' },
  declined: { zh: '未放行', en: 'Declined' },
  failed: { zh: '未生成', en: 'Not made' },
} as const
export type ExportState = keyof typeof EXPORT_STATES

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** What every room's asking for an export says; the room adds which rows. */
export const zExportForm = z.strictObject({ format: z.enum(EXPORT_FORMATS), reason: zReason })
export type ExportForm = z.output<typeof zExportForm>
export const zExportAsked = z.object({ export: zId })

const zCount = z.int().min(0)

export const zExport = z.object({
  id: zId,
  name: z.object({ zh: z.string(), en: z.string() }),
  state: z.enum(keysOf(EXPORT_STATES)),
  format: z.enum(EXPORT_FORMATS),
  /** Holds whole personal data. */
  personal: z.boolean(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: zInstant,
  rows: zCount.optional(),
  /** While it is being made. */
  progress: z.object({ rows: zCount, of: zCount.optional() }).optional(),
  /** Why it was not made. */
  refusals: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  until: zInstant.optional().meta({ description: '此时之后不能再下载' }),
  decidedBy: z.string().optional(),
  decidedAt: zInstant.optional(),
  decisionReason: z.string().optional(),
  downloads: zCount,
})
export type ExportItem = z.output<typeof zExport>
