import { day, formatDay, monthOf } from '#kernel/day'
import type { SnapshotContent } from '../contract/snapshot-shapes.ts'

/** 柱状图 The days (or months) that the first figure with several of them rests on. */
export type Bars = {
  readonly label: string
  readonly unit: string
  /** `10-05` and what that day brought, in the unit; for drawing only. */
  readonly bars: readonly { readonly name: string; readonly value: number }[]
  /** What the drawing shows, for whoever cannot see it. */
  readonly told: string
}

const SCALES: Readonly<Record<string, number>> = { 亿元: 10_000_000_000, 万元: 1_000_000, 元: 100 }
/** Slices longer than this are months. */
const DAYS_MOST = 31

export function barsOf({ cells, period }: Pick<SnapshotContent, 'cells' | 'period'>): Bars | undefined {
  for (const { label, lineage = [], unit } of cells) {
    const slices = lineage[0]?.slices ?? []
    if (slices.length < 2) continue
    const scale = SCALES[unit] ?? 1
    const bars = slices.map(({ from, sum }) => ({ from: day(from), value: Number(sum) / scale }))
    const top = bars.reduce((most, bar) => (bar.value > most.value ? bar : most))
    if (top.value <= 0) continue
    const byDay =
      slices.length <= DAYS_MOST &&
      monthOf(day(period.from)) === monthOf(day(slices.at(-1)?.from ?? period.from))
    const named = byDay ? formatDay(top.from) : formatDay(top.from).replace(/\d+日$/, '')
    const sum = bars.reduce((all, { value }) => all + value, 0)
    return {
      label,
      unit,
      bars: bars.map(({ from, value }) => ({ name: from.slice(byDay ? 5 : 0, byDay ? 10 : 7), value })),
      told:
        `柱状图：${label}（${unit}），按${byDay ? '日' : '月'}，${bars.length}${byDay ? '天' : '个月'}有数；` +
        `最高${named}${top.value.toFixed(2)}${unit}，合计${sum.toFixed(2)}${unit}。`,
    }
  }
  return undefined
}
