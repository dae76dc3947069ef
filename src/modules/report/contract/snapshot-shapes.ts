import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { CELL_ORIGINS, EVERY } from './words.ts'

const zSpan = z.object({ from: z.string(), until: z.string() })

export const zSnapshotLineage = z.object({
  indicator: z.string(),
  version: z.string(),
  period: zSpan,
  slices: z
    .array(z.object({ from: z.string(), rows: z.string(), sum: z.string(), sha256: z.string() }))
    .optional(),
  entered: z.object({ entry: z.string(), evidence: z.string(), source: z.string() }).optional(),
})
export type SnapshotLineage = z.output<typeof zSnapshotLineage>

export const zSnapshotCell = z.object({
  field: z.string(),
  label: z.string(),
  unit: z.string(),
  origin: z.enum(keysOf(CELL_ORIGINS)),
  /** `num/den` in base units, or a text. */
  value: z.string().optional(),
  /** As it is read, in the field's unit. */
  shown: z.string().optional(),
  note: z.string().optional(),
  kind: z.string().optional().meta({ description: 'distinct、ratio 不可相加' }),
  definition: z
    .object({ version: z.string(), zh: z.string(), text: z.string(), source: z.string() })
    .optional(),
  lineage: z.array(zSnapshotLineage).optional(),
})
export type SnapshotCell = z.output<typeof zSnapshotCell>

/** 快照内容 What is hashed, signed and sent: complete in itself, read without the system. */
export const zSnapshotContent = z.object({
  format: z.literal('ezhen-snapshot/1'),
  etown: z.object({ slug: z.string(), name: z.string(), county: z.string() }),
  demonstration: z.boolean(),
  form: z.object({
    code: z.string(),
    version: z.int(),
    sha256: z.string(),
    name: z.string(),
    every: z.enum(keysOf(EVERY)),
    source: z.string(),
  }),
  report: z.string(),
  period: zSpan.extend({ code: z.string() }),
  number: z.int(),
  previous: z.string().optional(),
  reason: z.string().optional(),
  due: z.string().optional(),
  submittedOn: z.string(),
  lockedAt: z.string(),
  review: z.array(z.object({ action: z.string(), at: z.string() })),
  completeness: z.object({ known: z.int(), unknown: z.int(), required: z.int() }),
  cells: z.array(zSnapshotCell),
})
export type SnapshotContent = z.output<typeof zSnapshotContent>
