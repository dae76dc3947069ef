import type { Period } from '#kernel/day'
import type { IndicatorKind } from './definition.ts'

type Stands = { readonly indicator: string; readonly period: Period; readonly at: number }

const within = (inner: Period, whole: Period): boolean =>
  whole.from <= inner.from && inner.until <= whole.until

/** The one that reaches further first, then the longer one, then what was locked later. */
function nearer(a: Stands, b: Stands): number {
  if (a.period.until !== b.period.until) return a.period.until < b.period.until ? 1 : -1
  if (a.period.from !== b.period.from) return a.period.from < b.period.from ? -1 : 1
  return b.at - a.at
}

/**
 * 目标的锁定数 Which locked figure a target is held against: one that begins with its window and reaches furthest into it,
 * for only that is the same figure, so far. What stands as on a day has no beginning: the latest.
 */
export function lockedForWindow<Figure extends Stands>(
  figures: readonly Figure[],
  {
    indicator,
    kind,
    window,
  }: { readonly indicator: string; readonly kind: IndicatorKind; readonly window: Period },
): Figure | undefined {
  return figures
    .filter((one) => one.indicator === indicator && within(one.period, window))
    .filter(({ period }) => kind === 'stock' || period.from === window.from)
    .toSorted(nearer)[0]
}

/** 期间内的锁定数 All locked figures of an indicator inside a period: that of the whole period first, then the latest. */
export function lockedWithin<Figure extends Stands>(
  figures: readonly Figure[],
  indicator: string,
  whole: Period,
): readonly Figure[] {
  const isWhole = ({ period }: Stands): boolean => period.from === whole.from && period.until === whole.until
  return figures
    .filter((one) => one.indicator === indicator && within(one.period, whole))
    .toSorted((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || nearer(a, b))
}
