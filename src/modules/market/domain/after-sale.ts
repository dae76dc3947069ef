import { isNothing } from './cell.ts'
import { statusName } from './header-name.ts'

/** 售后 What an after-sale text means for the money. `pending`: asked for, nothing decided. */
export type AfterSale = 'none' | 'pending' | 'partly' | 'whole'

/** The platforms write after-sales as free text, the four of them alike. First match decides. */
const MEANINGS: readonly (readonly [RegExp, AfterSale])[] = [
  [/无售后|无退款|没有申请|未申请|^无$|^正常$/, 'none'],
  [/部分退款/, 'partly'],
  [/退款成功|退款完成|退款完结|全额退款|全部退款|已退款|已全退/, 'whole'],
  [/关闭|取消|撤销|撤消|撤回|拒绝|驳回|失败|换货|补寄|维修/, 'none'],
  [/中$|待|处理|申请|同意|介入|审核|退货|退款/, 'pending'],
]

/** Reads an after-sale cell (clean); undefined for words nobody has met: the row is then refused, never guessed. */
export function readAfterSale(cell: string): AfterSale | undefined {
  if (isNothing(cell)) return 'none'
  const text = statusName(cell)
  return MEANINGS.find(([words]) => words.test(text))?.[1]
}
