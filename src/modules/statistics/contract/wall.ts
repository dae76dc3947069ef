import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zDay, zId, zInstant, zMonth } from '#kernel/wire'
import { DIMENSIONS, zExactRate, zForecast, zLocked, zPeriod, zReading } from './shapes.ts'
import { verdicts } from './verdicts.ts'

const statistics = '/api/etowns/:etown/statistics'
const zDigits = z.string().regex(/^-?\d+$/)
const zCount = z.int().min(0)
/** An address of the desk, where the number is opened to its rows. */
const zHref = z.string()

/** 大屏数字 A figure on the wall, with the day its data reach and where it opens. */
const zWallFigure = z.object({
  indicator: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  period: zPeriod,
  reading: zReading,
  /** The last day that has rows. */
  lastDay: zDay.optional(),
  /** The newest day's own sum. */
  newest: zDigits.optional(),
  /** Sums per day, oldest first, ending with the last day that has rows (scans: today). */
  days: z.array(zDigits),
  /** Nobody keeps its rows yet: the systems of the plan that will. */
  systems: z.array(z.string()),
  href: zHref,
})

const zTownship = z.object({
  code: z.string(),
  name: z.string(),
  /** The middle of its recorded sites; absent: nobody recorded any. */
  at: z.object({ lon: z.number(), lat: z.number() }).optional(),
  home: z.boolean(),
  retail: zDigits,
  entities: zCount,
  sites: zCount,
  href: zHref,
})

/** 提醒 What somebody should see to. */
export const WALL_ALERTS = [
  'recall',
  'sums-differ',
  'folding',
  'not-met',
  'unlikely',
  'behind',
  'stale',
] as const
const zAlert = z.object({
  code: z.enum(WALL_ALERTS),
  zh: z.string(),
  en: z.string(),
  tone: z.enum(['bad', 'warn', 'quiet']),
  href: zHref,
})

export const zWall = z.object({
  etown: z.object({ slug: z.string(), name: z.string(), county: z.string() }),
  demonstration: z.boolean(),
  at: zInstant,
  today: zDay,
  year: z.int(),
  /** The last import the sums of orders hold. */
  asOf: z.object({ seq: zId, at: zInstant }).optional(),
  retail: zWallFigure,
  goal: z
    .object({
      required: z.string(),
      bound: zExactRate,
      verdict: z.enum(verdicts),
      due: zExactRate.optional(),
      forecast: zForecast.optional(),
    })
    .optional(),
  /** 锁定: the year's sales as the newest snapshot has them. */
  locked: zLocked.optional(),
  months: z.array(z.object({ month: zMonth, amount: zDigits.optional(), lastYear: zDigits.optional() })),
  figures: z.array(zWallFigure),
  funds: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      planned: zDigits,
      arrived: zDigits,
      paid: zDigits,
      href: zHref,
    }),
  ),
  townships: z.array(zTownship),
  /** What has rows without a township: shops and entities whose place nobody entered. */
  unplaced: z.object({ retail: zDigits, entities: zCount, href: zHref }),
  targets: z.object({
    total: zCount,
    /** Of those not due: how many are ahead of their pace. */
    ahead: zCount,
    behind: zCount,
    verdicts: z.array(z.object({ verdict: z.enum(verdicts), count: zCount, href: zHref })),
    href: zHref,
  }),
  alerts: z.array(zAlert),
})
export type Wall = z.output<typeof zWall>

export const readWall = endpoint({
  id: 'statistics.read-wall',
  method: 'GET',
  path: `${statistics}/wall`,
  may: 'statistics.watch',
  summary: { zh: '查看大屏', en: 'Everything on the wall screen, as it stands' },
  answer: zWall,
})

/**
 * 大屏数据流 Server-sent events: `wall` is a whole zWall, `beat` says at what instant nothing had changed. Ends within a minute;
 * whoever watches asks again, so that a key withdrawn bites.
 */
export const watchWall = endpoint({
  id: 'statistics.watch-wall',
  method: 'GET',
  path: `${statistics}/wall/stream`,
  may: 'statistics.watch',
  summary: { zh: '订阅大屏数据', en: 'The wall screen as a stream of server-sent events' },
  answer: z.object({}),
  sends: 'raw',
})
