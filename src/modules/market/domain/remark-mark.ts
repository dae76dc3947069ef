/**
 * 备注记号 Words by which shops' own scripts single out brushed orders (刷单) in the seller's remark. The remark itself may
 * name people and is not kept, only the word found. A mark excludes nothing: it is a reason to look, for the risk room.
 */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[;；,，\s])g-/i, 'G-'],
  [/(?:^|[;；,，\s])v-/i, 'V-'],
  [/刷单|刷手|s单/i, '刷单'],
  [/补单/, '补单'],
  [/空包|空单/, '空包'],
  [/放单|测评/, '放单'],
]

export function remarkMark(remark: string): string | null {
  if (remark === '') return null
  return MARKS.find(([words]) => words.test(remark))?.[1] ?? null
}

/**
 * Whether the seller's remark calls the order a resale: 批发 is no retail, and shops note it there because most platforms
 * have no type for it. Group orders of a 单位 for its own people (团购, 福利) are retail and do not match.
 */
export const saysWholesale = (remark: string): boolean => remark !== '' && /批发|经销|分销|b2b/i.test(remark)
