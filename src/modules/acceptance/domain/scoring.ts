import { z } from 'zod'
import { addRates, compareRates, parseRate, type Rate, ratioOf } from '#kernel/money'

const zText = z.string().trim().min(1).max(500)
const zNumber = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/)

const zIndicator = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9.-]{1,20}$/),
  name: zText,
  /** 二级指标 It is one of; a sheet of two levels has none. */
  group: zText.optional(),
  explains: zText.optional(),
  weight: zNumber,
  scoring: zText,
  evidence: z.array(zText).max(20),
  on_site: zText,
})

/** 评分表 Levels, weights, scoring texts, what is looked at, and how a total becomes a grade: data, never code. */
export const zSheetFile = z.strictObject({
  format: z.literal('ezhen-score/1'),
  name: zText,
  source: zText,
  full: zNumber,
  rounding: z.strictObject({
    to: z.enum(['1', '0.1', '0.01']),
    mode: z.enum(['half-up', 'down']),
    text: zText,
  }),
  grades: z
    .array(z.strictObject({ name: zText, from: zNumber }))
    .min(2)
    .max(10),
  blocks: z
    .array(
      z.strictObject({
        name: zText,
        /** 加分项 Beyond the full score: not part of its hundred. */
        bonus: z.literal('true').optional(),
        indicators: z.array(zIndicator).min(1).max(60),
      }),
    )
    .min(1)
    .max(20),
})
/** 评分表 What an office adopts. */
export type SheetFile = z.output<typeof zSheetFile>

const exact = (text: string): Rate => parseRate(text) ?? { num: 0n, den: 1n }
const NOUGHT: Rate = { num: 0n, den: 1n }
const sumOf = (texts: readonly string[]): Rate => texts.map(exact).reduce(addRates, NOUGHT)

/** The weights of what makes the full score, or of what is given beyond it. */
export const weightsOf = ({ blocks }: SheetFile, part: 'base' | 'bonus'): readonly string[] =>
  blocks
    .filter(({ bonus }) => (bonus === undefined) === (part === 'base'))
    .flatMap(({ indicators }) => indicators.map(({ weight }) => weight))

/** What is wrong with a sheet besides its form; empty: nothing. */
export function sheetFaults(sheet: SheetFile): readonly string[] {
  const indicators = sheet.blocks.flatMap(({ indicators: own }) => own)
  const codes = indicators.map(({ code }) => code)
  const twice = codes.filter((code, i) => codes.indexOf(code) !== i)
  const weights = sumOf(weightsOf(sheet, 'base'))
  const starts = sheet.grades.map(({ from }) => exact(from))
  const falling = starts.every((from, i) => i === 0 || compareRates(from, starts[i - 1] ?? NOUGHT) < 0)
  return [
    ...(twice.length > 0 ? [`指标编号重复：${twice.join('、')}`] : []),
    ...(compareRates(weights, exact(sheet.full)) === 0 ? [] : [`各项分值合计不是 ${sheet.full}`]),
    ...(falling && compareRates(starts.at(-1) ?? NOUGHT, NOUGHT) === 0
      ? []
      : ['等级须从高到低排列，最低一等从 0 分起']),
  ]
}

/** 总分 Exact, then rounded as the sheet says, then graded: never the other way round. */
export type Total = { readonly exact: Rate; readonly rounded: string; readonly grade: string }

const STEPS = { '1': 1n, '0.1': 10n, '0.01': 100n } as const

export function totalOf({ rounding, grades }: SheetFile, points: readonly string[]): Total {
  const sum = sumOf(points)
  const steps = STEPS[rounding.to]
  const half = rounding.mode === 'half-up' ? sum.den : 0n
  const whole = (sum.num * steps * 2n + half) / (sum.den * 2n)
  const rounded = ratioOf(whole, steps) ?? sum
  const grade = grades.find(({ from }) => compareRates(rounded, exact(from)) >= 0)
  const decimals = rounding.to.length > 2 ? rounding.to.length - 2 : 0
  const text = whole.toString().padStart(decimals + 1, '0')
  return {
    exact: sum,
    rounded: decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`,
    grade: grade?.name ?? '',
  }
}

export const isBeyond = (points: string, weight: string): boolean =>
  compareRates(exact(points), exact(weight)) > 0
