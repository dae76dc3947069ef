import type { Day, Period } from '#kernel/day'
import { addDays, formatDay } from '#kernel/day'
import { fen, formatPercent, formatWan, type Rate, subRates } from '#kernel/money'
import type { Reading } from '../contract/shapes.ts'
import type { ItemVerdict } from '../contract/words.ts'

export type Dimension = 'money' | 'ratio' | 'points' | 'number'

/** 判定过的目标 What the board says of one target over one window; rates exact, `bound` what must be reached. */
export type Judged = {
  readonly verdict: string
  readonly window: Period
  readonly period?: Period | undefined
  readonly dimension: Dimension
  readonly unit: string
  readonly required: string
  readonly bound: Rate
  readonly own?:
    | { readonly state: string; readonly value?: Rate | undefined; readonly typed: boolean }
    | undefined
  readonly margin?: Rate | undefined
  readonly indicator: string
  readonly city: string
  readonly systems: readonly string[]
}

/** A hundredth of 万元, in fen. */
const WAN_CENT = 10_000n
const cut = (n: bigint, step: bigint): bigint => (n / step) * step

/** A value as it is printed, cut down and never up: nothing is shown as reached before it is. */
export function valueText({ num, den }: Rate, dimension: Dimension, unit: string): string {
  if (dimension === 'money') return formatWan(fen(cut(num / den, WAN_CENT)))
  const share = formatPercent({ num: cut((num * 10_000n) / den, 1n), den: 10_000n })
  if (dimension === 'ratio') return share
  if (dimension === 'points') return share.replace('%', '个百分点')
  const cents = (num * 100n) / den
  const rest = (cents < 0n ? -cents : cents) % 100n
  const whole = cents / 100n
  const sign = cents < 0n && whole === 0n ? '-' : ''
  const decimals = rest === 0n ? '' : `.${rest.toString().padStart(2, '0').replace(/0$/, '')}`
  return `${sign}${whole}${decimals}${unit}`
}

const VERDICTS: Readonly<Record<string, ItemVerdict>> = {
  met: 'met',
  'not-met': 'not-met',
  'below-expected': 'not-met',
  'not-due': 'waiting',
  'not-begun': 'waiting',
}

const lastDay = ({ until }: Period): string => formatDay(addDays(until, -1))

/** 一次读数 A judged target as a reading of its item, with its gap said plainly. */
export function readingOf(judged: Judged): Reading {
  const { window, period, own, indicator } = judged
  const actual = actualText(judged)
  const gap = gapText(judged, actual)
  return {
    from: window.from,
    until: window.until,
    verdict: VERDICTS[judged.verdict] ?? 'unknown',
    typed: own?.typed ?? false,
    indicator,
    ...(actual === undefined ? {} : { actual }),
    ...(period === undefined || period.until === window.until ? {} : { covers: { ...period } }),
    ...(gap === undefined ? {} : { gap }),
  }
}

function actualText({ own, margin, dimension, unit, city }: Judged): string | undefined {
  if (own?.state !== 'known' || own.value === undefined) return undefined
  if (dimension !== 'points') return valueText(own.value, dimension, unit)
  const growth = valueText(own.value, 'ratio', '%')
  return margin === undefined
    ? `增长 ${growth}`
    : `增长 ${growth}，比${city}高 ${valueText(margin, dimension, unit)}`
}

/** 差距 What is missing, in one sentence that says what to do; undefined: nothing is. */
function gapText(judged: Judged, actual: string | undefined): string | undefined {
  const { required, window, city, systems } = judged
  switch (judged.verdict) {
    case 'met':
      return undefined
    case 'not-met':
      return `未达到：要求${required}，实际${actual ?? '无'}${shortBy(judged)}。`
    case 'below-expected':
      return `未达预期：方案预期${required}，实际${actual ?? '无'}${shortBy(judged)}，须附说明。`
    case 'not-due':
      return `尚未到期：考核到${lastDay(window)}为止，目前${actual ?? '没有数据'}。`
    case 'not-begun':
      return `尚未开始：考核从${formatDay(window.from)}起算。`
    case 'no-base':
      return '算不出：没有上年同期的数据作基数。请录入上年同期数并附原件。'
    case 'city-missing':
      return `算不出：缺${city}同期增长率，无从比较。请按统计公报录入并附原件。`
    case 'incomplete':
      return `数据不全：考核期已于${lastDay(window)}结束，数据只到${lastDay(judged.period ?? window)}。请补齐。`
    default:
      return `没有数据：${systems.join('、') || '各系统'}里没有这项的记录，也没有人录入。请录入数字并附原件。`
  }
}

function shortBy({ bound, own, margin, dimension, unit }: Judged): string {
  const value = margin ?? own?.value
  if (value === undefined) return ''
  const short = subRates(bound, value)
  return short.num <= 0n ? '' : `，还差${valueText(short, dimension, unit)}`
}

const spanText = ({ from, until }: Period): string => `${formatDay(from)}至${formatDay(addDays(until, -1))}`

/** 各期的缺口 Each sentence once, with the spans it is said of where there are several. */
export function gapsOver(readings: readonly Reading[]): readonly string[] {
  const spans = new Map<string, string[]>()
  for (const reading of readings)
    if (reading.gap !== undefined)
      spans.set(reading.gap, [...(spans.get(reading.gap) ?? []), spanText(reading)])
  return [...spans].map(([gap, own]) => (readings.length > 1 ? `${own.join('、')}：${gap}` : gap))
}

const GRAVITY: readonly ItemVerdict[] = ['not-met', 'unknown', 'by-hand', 'waiting', 'met']

/** The gravest of an item's readings: it is met only where nothing else is said. */
export const verdictOver = (readings: readonly Pick<Reading, 'verdict'>[]): ItemVerdict =>
  GRAVITY.find((verdict) => readings.some((reading) => reading.verdict === verdict)) ?? 'by-hand'

/** 步骤与证据的缺口 What is missing besides figures, in plain sentences. */
export function paperGaps(
  facts: {
    readonly evidence: number
    readonly state: string
    readonly dueOn: Day | undefined
    readonly verdict: ItemVerdict
  },
  today: Day,
): readonly string[] {
  const { evidence, state, dueOn, verdict } = facts
  const late = dueOn !== undefined && dueOn < today
  return [
    ...(evidence === 0 ? ['没有一份证据：既没有人补充材料，系统里也还没有发生可以记下的事。'] : []),
    ...(verdict === 'by-hand' && state === 'open' ? ['没有数字可以自动判定，须人工核验：尚未自评。'] : []),
    ...(verdict !== 'by-hand' && state === 'open' ? ['尚未自评。'] : []),
    ...(state === 'assessed' ? ['已自评，尚未经县验收。'] : []),
    ...(state === 'rectified' ? ['已报告整改，尚未复验。'] : []),
    ...(state === 'problem' && dueOn !== undefined
      ? [
          late
            ? `验收发现的问题逾期未整改（期限${formatDay(dueOn)}）。`
            : `验收发现的问题尚未整改，期限${formatDay(dueOn)}。`,
        ]
      : []),
  ]
}
