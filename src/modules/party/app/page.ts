/** A page from rows of which one more than the limit was asked for: `next` says where the following page begins. */
export function pageOf<Row, Item>(
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
