import type { Json } from '#kernel/canonical'
import { fieldsOf, type StepKind } from '../contract/index.ts'

/**
 * 记录原文 What the log vouches for, word for word: made of the stored row alone, so that whoever holds the row can make the text
 * again. Keys and values are the contract's identifiers, which do not change when a label does; times are instants.
 */
export type StepStated = {
  readonly id: string
  readonly kind: StepKind
  readonly occurredAt: string
  readonly enteredAt: string
  /** How it was entered. */
  readonly entry: string
  readonly party: string
  readonly season: string | null
  readonly lot: string | null
  readonly corrects: string | null
  readonly facts: Readonly<Record<string, string>>
}

const part = ({ kind, facts }: StepStated, internal: boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).filter(([name]) => (fieldsOf(kind)[name]?.internal === true) === internal),
  )

/** What anybody may read of a record. */
export const stepStatement = (step: StepStated): Json => ({ ...step, facts: part(step, false) })

/** Who bought and who drove: vouched for too, by a leaf of its own, so that the public one can be opened without them. */
export function internalStatement(step: StepStated): Json | undefined {
  const facts = part(step, true)
  return Object.keys(facts).length === 0 ? undefined : { id: step.id, facts }
}

export type LotStated = {
  readonly id: string
  readonly gtin: string
  readonly code: string
  readonly origin: string
  readonly madeOn: string
  readonly quantity: string
  readonly unit: string
}

export const lotStatement = (lot: LotStated): Json => ({ ...lot })

export type SupervisionStated = {
  readonly id: string
  readonly lot: string
  readonly kind: string
  readonly said: string
  /** SHA-256 of what it rests on; not named where there is none, as in all texts written before. */
  readonly paper?: string
}

export const supervisionStatement = (supervision: SupervisionStated): Json => ({ ...supervision })
