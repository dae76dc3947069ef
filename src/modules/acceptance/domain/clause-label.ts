import { clauseName } from '#contract/plan'

/** `四（一）经济效益`, `一、主要目标`: a clause by its number and its own words; a bare `一` would read as a dash. */
export function clauseLabel({ id, heading }: { readonly id: string; readonly heading: string }): string {
  const number = clauseName(id)
  const words = heading
    .replace(/^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?\s*/, '')
    .replace(/[。：:]\s*$/, '')
    .slice(0, 24)
  if ([...number].length > 1) return `${number}${words}`
  return words === '' ? `第${number}部分` : `${number}、${words}`
}
