import type { Fen } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { fundRefusals } from '../contract/refusals.ts'
import { WHOLE } from '../contract/words.ts'

/** 类别 A direction of support one source is divided into; without a band where the plan divides it into none. */
export type Category = {
  readonly code: string
  readonly name: string
  readonly clause: string | undefined
  readonly scope: readonly string[]
  readonly band:
    | { readonly min: string; readonly max: string; readonly force: 'must' | 'in-principle' }
    | undefined
}

/** 来源 Money one level of government promised, as the plan in force says. */
export type Source = {
  readonly code: string
  readonly name: string
  readonly clause: string | undefined
  readonly planned: Fen
  readonly categories: readonly Category[]
}

/** 未分类别 What a source has in place of categories where the plan names none. */
export const UNDIVIDED: Category = {
  code: WHOLE,
  name: '不分类别',
  clause: undefined,
  scope: [],
  band: undefined,
}

export const sourceIn = (sources: readonly Source[], code: string): Source | undefined =>
  sources.find((source) => source.code === code)

export const categoryIn = (source: Source | undefined, code: string): Category | undefined =>
  source?.categories.find((category) => category.code === code)

/** The source and its category, or why not, at their fields. */
export function placeRefusals(
  sources: readonly Source[],
  asked: { readonly source: string; readonly category?: string },
): readonly Refusal[] {
  const source = sourceIn(sources, asked.source)
  if (source === undefined) {
    const known = sources.map(({ name }) => name).join('、')
    return [refusal(fundRefusals, 'fund.source_unknown', { source: asked.source, known }, '/source')]
  }
  if (asked.category === undefined || categoryIn(source, asked.category) !== undefined) return []
  const known = source.categories.map(({ name }) => name).join('、')
  const values = { source: source.name, category: asked.category, known }
  return [refusal(fundRefusals, 'fund.category_unknown', values, '/category')]
}

/**
 * 来源内的类别 An expense has one category of the plan, whichever sources pay for it: a source that is not divided pays
 * from its whole.
 */
export const categoryAtSource = (source: Source, category: string): string =>
  source.categories.some(({ band }) => band !== undefined) ? category : WHOLE

/** All categories an expense may be booked to: those of any source, and the undivided where there are none. */
export function expenseCategories(sources: readonly Source[]): readonly Category[] {
  const divided = sources.flatMap(({ categories }) => categories).filter(({ band }) => band !== undefined)
  return divided.length === 0 ? [UNDIVIDED] : divided
}

/** 可选类别 What an expense paid from a source may be booked to. */
export const categoryChoices = (source: Source, sources: readonly Source[]): readonly Category[] =>
  source.categories.some(({ band }) => band) ? source.categories : expenseCategories(sources)
