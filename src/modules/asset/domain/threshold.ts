import { z } from 'zod'
import { type Day, day } from '#kernel/day'
import { type Fen, fen } from '#kernel/money'

const zDigits = z.string().regex(/^\d{1,9}$/)

/** 起点标准 From which price a thing is a fixed asset, as dated data with its source. */
export const zThresholds = z
  .array(
    z.strictObject({
      from: z.iso.date(),
      general: zDigits.meta({ description: '一般资产，元' }),
      special: zDigits.meta({ description: '专用设备，元' }),
      years: zDigits,
      batch: z.enum(['true', 'false']),
      source: z.string().min(4),
    }),
  )
  .min(1)
export type Threshold = z.output<typeof zThresholds>[number]

/** The standard in force on a day; days before the first are judged by the first. Oldest first. */
export const thresholdOn = (all: readonly Threshold[], on: Day): Threshold | undefined =>
  all.findLast(({ from }) => day(from) <= on) ?? all[0]

/** 起点 In fen; a thing of a class is a fixed asset from this price on, or as part of a batch of its like. */
export const floorOf = ({ general, special }: Threshold, kind: string): Fen =>
  fen(BigInt(kind === 'special' ? special : general) * 100n)
