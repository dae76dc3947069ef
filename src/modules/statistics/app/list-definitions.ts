import { SHARED_INDICATORS } from '#contract/plan'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import type { listDefinitions } from '../contract/index.ts'
import { COMPUTED } from '../domain/indicators.ts'
import { definedOn } from './find-definition.ts'
import { today, wireDefinition } from './on-the-wire.ts'

/** 口径 Every indicator of this e-town, the computed ones first. */
export async function listDefinitionsIn({
  db,
  etown,
  now,
}: Call<typeof listDefinitions, 'statistics'>): Promise<Outcome<AnswerOf<typeof listDefinitions>>> {
  const { define, declared } = await definedOn(db, etown.id, today(now))
  const codes = [...COMPUTED, ...SHARED_INDICATORS, ...declared].map(({ code }) => code)
  const items = [...new Set(codes)].flatMap((code) => define(code) ?? []).map(wireDefinition)
  return granted({ items, total: items.length })
}
