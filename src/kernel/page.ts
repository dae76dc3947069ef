import { limitOf, type Page } from './wire.ts'

/** Where a page of a list by descending id begins, and how long it is. */
export const pageAsked = (query: Page): { after: bigint | undefined; limit: number } => ({
  after: query.after === undefined ? undefined : BigInt(query.after),
  limit: limitOf(query),
})

/** A page from rows of which one more than the limit was asked for; `place` is where the page behind a row begins. */
export function pageBy<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => bigint | string,
): { items: Item[]; next: string | undefined } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    next: rows.length > limit && last !== undefined ? String(place(last)) : undefined,
  }
}

/** A page in the order of its rows' ids. */
export const pageOf = <Row extends { readonly id: bigint }, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
): { items: Item[]; next: string | undefined } => pageBy(rows, limit, item, ({ id }) => id)
