import { z } from 'zod'
import type { Rounding } from '#kernel/money'
import { zCode, zOneOf, zText } from './plan-texts.ts'

const HOW = { 四舍五入: 'half-up', 五成双: 'half-even', 舍去: 'down', 进一: 'up' } as const
/** In fen. */
const GRAINS = { 分: 1n, 角: 10n, 元: 100n, 百元: 10_000n, 千元: 100_000n, 万元: 1_000_000n } as const

const ROUNDINGS = new Map<string, { readonly how: Rounding; readonly grain: bigint }>(
  Object.entries(HOW).flatMap(([said, how]) =>
    Object.entries(GRAINS).map(([grain, fen]) => [`${said}到${grain}`, { how, grain: fen }] as const),
  ),
)

/** How `四舍五入到分` rounds, and to what, in fen; undefined for another text. */
export const roundingSaid = (text: string) => ROUNDINGS.get(text)

const zRounding = z.string().refine((text) => ROUNDINGS.has(text), { error: 'plan.scheme_rounding_unknown' })

const line = { name: zText }
const of = { ...line, of: zText }

/** 档 From its lower bound, inclusive, up to not including `until`; the last one may be open. Bounds name parameters. */
const tier = { from: zText, until: zText.optional() }

/**
 * 步骤 One line of arithmetic a clerk can redo. `of`, `line` … name a fact, a parameter or another step. The shapes are
 * those published Chinese rules use; each leaves its result exact unless it says how it is rounded.
 */
export const zStep = z.discriminatedUnion(
  'does',
  [
    /** What is above a line, nothing below it. */
    z.strictObject({ ...of, does: z.literal('超过部分'), line: zText }),
    z.strictObject({ ...of, does: z.literal('按比例'), rate: zText, rounding: zRounding.optional() }),
    /** Each tier's rate on the part of the amount that lies in it. */
    z.strictObject({
      ...of,
      does: z.literal('分段计算'),
      tiers: z.array(z.strictObject({ ...tier, rate: zText })).min(1),
      rounding: zRounding.optional(),
    }),
    z.strictObject({
      ...of,
      does: z.literal('分档定额'),
      tiers: z.array(z.strictObject({ ...tier, gives: zText })).min(1),
    }),
    /** The first places of each tier. The place is found among all applicants of the window. */
    z.strictObject({
      ...of,
      does: z.literal('前几名'),
      tiers: z.array(z.strictObject({ ...tier, places: zText, gives: zText })).min(1),
      ties: zOneOf(['并列都给', '申报先后']),
    }),
    /** Lines never reached before: each one newly reached gives its amount. */
    z.strictObject({
      ...of,
      does: z.literal('首次达到'),
      best: zText,
      tiers: z.array(z.strictObject({ from: zText, gives: zText })).min(1),
    }),
    /** For every whole `every`: a part of one gives nothing. */
    z.strictObject({ ...of, does: z.literal('每满'), every: zText, gives: zText }),
    /** Of each single amount, or of its share, no more than the line; then their sum. */
    z.strictObject({
      ...of,
      does: z.literal('逐笔取小'),
      line: zText,
      rate: zText.optional(),
      rounding: zRounding.optional(),
    }),
    z.strictObject({
      ...line,
      does: z.literal('计息'),
      principal: zText,
      rate: zText,
      days: zText,
      year_days: zOneOf(['360', '365']),
      rounding: zRounding.optional(),
    }),
    /** No more than the cap less what was used of it. `exceed`: 原则上 – a second approver may allow more, up to that. */
    z.strictObject({
      ...of,
      does: z.literal('封顶'),
      cap: zText,
      used: zText.optional(),
      exceed: z.strictObject({ up_to: zText, reason: zText }).optional(),
    }),
    z.strictObject({ ...of, does: z.literal('减去'), minus: zText }),
    z.strictObject({ ...line, does: z.literal('相加'), each: z.array(zText).min(1) }),
    z.strictObject({ ...line, does: z.literal('取小'), each: z.array(zText).min(2) }),
    z.strictObject({ ...line, does: z.literal('取大'), each: z.array(zText).min(2) }),
    z.strictObject({ ...of, does: z.literal('舍入'), rounding: zRounding }),
    /** The document can be read in more than one way: the step of the reading the county adopted. */
    z.strictObject({
      ...line,
      does: z.literal('按口径'),
      interpretation: zCode,
      readings: z.array(z.strictObject({ reading: zCode, takes: zText })).min(2),
    }),
    /** A service or a thing given free, counted in its unit and worth no money here. */
    z.strictObject({ ...of, does: z.literal('免费提供'), cap: zText.optional() }),
  ],
  { error: 'plan.choice_unknown' },
)

export type SchemeStep = z.output<typeof zStep>

type Uses = { readonly key: string; readonly name: string }

const NAMING = [
  'of',
  'line',
  'rate',
  'best',
  'every',
  'gives',
  'principal',
  'days',
  'cap',
  'used',
  'minus',
] as const
const IN_TIER = ['from', 'until', 'rate', 'places', 'gives'] as const

const named = (
  fields: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  at = '',
): readonly Uses[] =>
  keys.flatMap((key) => {
    const name = fields[key]
    return typeof name === 'string' ? [{ key: `${at}${key}`, name }] : []
  })

/** Every name a step uses, with the key it stands under, as a JSON pointer inside the step without the first slash. */
export const usedBy = (step: SchemeStep): readonly Uses[] => [
  ...named(step, NAMING),
  ...('tiers' in step ? step.tiers.flatMap((each, i) => named(each, IN_TIER, `tiers/${i}/`)) : []),
  ...('each' in step ? step.each.map((name, i) => ({ key: `each/${i}`, name })) : []),
  ...('readings' in step
    ? step.readings.map(({ takes }, i) => ({ key: `readings/${i}/takes`, name: takes }))
    : []),
  ...('exceed' in step && step.exceed ? [{ key: 'exceed/up_to', name: step.exceed.up_to }] : []),
]
