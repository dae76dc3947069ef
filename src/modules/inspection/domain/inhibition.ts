import type { NOTES } from '../contract/words.ts'
import {
  compare,
  type Decimal,
  decimal,
  type Quotient,
  quotientText,
  readDecimal,
  sameScale,
} from './decimal.ts'
import type { Method } from './registry.ts'

/** 快检判定 What a run says. `invalid`: the blank was no good, there is no verdict and no label. */
export type Verdict = 'negative' | 'positive' | 'invalid'

export type Note = keyof typeof NOTES

/** 快检读数 What was read: the two changes of absorbance, or an inhibition that a device worked out itself. */
export type Reading =
  | { readonly control: string; readonly sample: string }
  | { readonly value: string; readonly bound?: '<' | '>' }

/** 测定结果 `percent` is for people: one decimal, rounded; `exact` has four. Neither is compared with anything. */
export type Judged = {
  readonly verdict: Verdict
  readonly percent: string | undefined
  readonly exact: string | undefined
  readonly notes: readonly Note[]
}

const none = (...notes: readonly Note[]): Judged => ({
  verdict: 'invalid',
  percent: undefined,
  exact: undefined,
  notes,
})

/**
 * 抑制率判定 (ΔA₀ − ΔAₜ) ÷ ΔA₀ × 100 against the method's limit, unrounded; the limit itself is positive.
 * @source GB/T 5009.199-2003; GB/T 8170 全数值比较法
 */
export function judge(reading: Reading, method: Method): Judged {
  if (method.limit === undefined) throw new RangeError(`${method.code} is no rapid method`)
  return 'control' in reading
    ? judgeChanges(reading, method, decimal(method.limit))
    : judgeValue(reading, method)
}

function judgeChanges(reading: { control: string; sample: string }, method: Method, limit: Decimal): Judged {
  const [control, sample] = [decimal(reading.control), decimal(reading.sample)]
  if (control.units <= 0n) return none('weak-blank')
  if (method.blank !== undefined && compare(control, decimal(method.blank.least)) < 0)
    return none('weak-blank')
  const [blank, changed] = sameScale(control, sample)
  const inhibition: Quotient = { over: (blank - changed) * 100n, under: blank }
  const reached = (at: Decimal): boolean => inhibition.over * 10n ** BigInt(at.places) >= at.units * blank
  const positive = reached(limit)
  const notes: Note[] = []
  if (changed > blank) notes.push('above-control')
  if (method.blank !== undefined && compare(control, decimal(method.blank.most)) > 0)
    notes.push('strong-blank')
  if (!positive && method.advisory !== undefined && reached(decimal(method.advisory.from)))
    notes.push('advisory')
  return {
    verdict: positive ? 'positive' : 'negative',
    percent: quotientText(inhibition, 1),
    exact: quotientText(inhibition, 4),
    notes,
  }
}

/** `<5.0` is negative where the limit is 50; `<60` says nothing. */
function judgeValue({ value, bound }: { value: string; bound?: '<' | '>' }, method: Method): Judged {
  const [read, limit] = [readDecimal(value), decimal(method.limit ?? '')]
  if (read === undefined) return none('undecided')
  const over = compare(read, limit)
  const known = bound === undefined || (bound === '<' ? over <= 0 : over >= 0)
  if (!known) return none('undecided')
  const positive = bound === '<' ? false : over >= 0
  const text = `${bound ?? ''}${quotientText({ over: read.units, under: 10n ** BigInt(read.places) }, 1)}`
  const notes: Note[] = []
  if (bound === undefined && read.units < 0n) notes.push('above-control')
  if (!positive && method.advisory !== undefined && compare(read, decimal(method.advisory.from)) >= 0)
    notes.push('advisory')
  return {
    verdict: positive ? 'positive' : 'negative',
    percent: text,
    exact: `${bound ?? ''}${value}`,
    notes,
  }
}
