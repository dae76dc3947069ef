import type { StepKind } from '../contract/steps.ts'

/** 该有的环节 What a buyer may expect to find. A lot that was bought in has no field of ours behind it. */
const EXPECTED: readonly { readonly kind: StepKind; readonly fieldOnly: boolean }[] = [
  { kind: 'planting', fieldOnly: true },
  { kind: 'input', fieldOnly: true },
  { kind: 'harvest', fieldOnly: true },
  { kind: 'grading', fieldOnly: false },
  { kind: 'packing', fieldOnly: false },
  { kind: 'storage', fieldOnly: false },
  { kind: 'transport', fieldOnly: false },
  { kind: 'sale', fieldOnly: false },
]

/** 缺环 The steps nobody recorded. Not recorded is not the same as not done, and the page says so. */
export const missingLinks = (recorded: ReadonlySet<StepKind>, fromOurFields: boolean): readonly StepKind[] =>
  EXPECTED.filter(({ kind, fieldOnly }) => !recorded.has(kind) && (fromOurFields || !fieldOnly)).map(
    ({ kind }) => kind,
  )

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** 录入迟延 How long after it happened something was written down: at once (two hours), so many hours, so many days. */
export function lateness(
  occurred: number,
  entered: number,
): { unit: 'at-once' | 'hours' | 'days'; n: number } {
  const late = Math.max(entered - occurred, 0)
  if (late < 2 * HOUR) return { unit: 'at-once', n: 0 }
  if (late < DAY) return { unit: 'hours', n: Math.floor(late / HOUR) }
  return { unit: 'days', n: Math.floor(late / DAY) }
}
