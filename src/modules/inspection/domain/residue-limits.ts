import { z } from 'zod'
import { zDay } from '#kernel/wire'

export const zLimitRow = z.strictObject({
  pesticide: z.string().trim().min(2).max(40),
  node: z.array(z.string().trim().min(1).max(30)).min(1).max(6),
  except: z.array(z.string().trim().min(1).max(30)).max(40).default([]),
  limit: z.string().regex(/^\d{1,4}(\.\d{1,5})?$/),
  version: z.string().trim().min(4).max(40),
  from: zDay,
  until: zDay.optional(),
  source: z.string().trim().min(4).max(200),
})
/** 残留限量 One line of GB 2763: mg/kg for a food or a class of foods, with what it leaves out. */
export type LimitRow = z.output<typeof zLimitRow>

/**
 * The limit for a food on a day: from the food itself up to its class, skipping a class that leaves the food out (…除外);
 * of two versions the younger. Undefined: no row, which is not a limit of zero.
 */
export function limitFor(
  rows: readonly LimitRow[],
  pesticide: string,
  node: readonly string[],
  on: string,
): LimitRow | undefined {
  const valid = rows.filter(
    (row) => row.pesticide === pesticide && row.from <= on && (row.until === undefined || on < row.until),
  )
  for (let depth = node.length; depth > 0; depth--) {
    const path = node.slice(0, depth).join('/')
    const found = valid
      .filter((row) => row.node.join('/') === path && !node.some((name) => row.except.includes(name)))
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    if (found[0] !== undefined) return found[0]
  }
  return undefined
}
