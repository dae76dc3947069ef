import type { FieldRefusal } from '../problem.ts'
import { useChoice } from './preference.ts'

/** Chinese first: it is what an unset browser shows. */
export type Language = 'zh' | 'en'

export const useLanguage = (): readonly [Language, (to: Language) => void] =>
  useChoice<Language>('language', ['zh', 'en'])

/** A sentence in both languages, as screens and refusals carry it. */
export type Both = { readonly zh: string; readonly en: string }

/**
 * The words of a module in the reader's language. The English table must have the keys of the Chinese one.
 * @example
 * const words = { zh: { title: '主体', total: (n: number) => `共 ${n} 户` }, en: { … } }
 * const w = useWords(words)
 */
export function useWords<T>(table: { readonly zh: T; readonly en: NoInfer<T> }): T {
  const [language] = useLanguage()
  return table[language]
}

export function useBoth(): (both: Both) => string {
  const [language] = useLanguage()
  return (both) => both[language]
}

/** `/lines/0/price` as `['lines', '0', 'price']` (RFC 6901). */
export const pathOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))

/** A refusal's sentence, the field called by its label instead of its name in the contract. */
export function sentenceOf(
  refusal: FieldRefusal,
  language: Language,
  labels: Readonly<Record<string, string>> = {},
): string {
  const path = pathOf(refusal.pointer ?? '').join('.')
  const label = labels[path]
  const sentence = refusal[language]
  if (label === undefined) return sentence
  return language === 'zh' ? sentence.replaceAll(`“${path}”`, `“${label}”`) : sentence.replaceAll(path, label)
}
