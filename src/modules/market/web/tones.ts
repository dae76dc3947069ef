import type { BatchState, Exclusion, Stage } from '#contract/market'
import type { Tone } from '#web/ui/StateTag.tsx'

export const BATCH_TONES = {
  waiting: 'wait',
  unmapped: 'warn',
  imported: 'good',
  refused: 'bad',
} as const satisfies Record<BatchState, Tone>

export const STAGE_TONES = {
  'awaiting-payment': 'wait',
  paid: 'wait',
  shipped: 'wait',
  succeeded: 'good',
  'partly-refunded': 'warn',
  closed: 'quiet',
  refunded: 'quiet',
} as const satisfies Record<Stage, Tone>

/** A line left out for want of a fact can still be put right; one left out by rule cannot. */
export const exclusionTone = (why: Exclusion): Tone =>
  why === 'amount-unknown' || why === 'refund-unknown' ? 'warn' : 'quiet'
