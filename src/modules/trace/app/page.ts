import { limitOf, type Page } from '../../../kernel/wire.ts'

/** Where a page of a list by descending id begins, and how long it is. */
export const pageAsked = (query: Page): { after: bigint | undefined; limit: number } => ({
  after: query.after === undefined ? undefined : BigInt(query.after),
  limit: limitOf(query),
})

/** A page from rows of which one more than the limit was asked for. */
export function pageOf<Row extends { readonly id: bigint }, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
): { items: Item[]; next: string | undefined } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? String(last.id) : undefined,
  }
}
