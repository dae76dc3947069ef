/** A page from rows of which one more than the limit was asked for: `next` says where the following page begins. */
export function pageOf<Row extends { readonly id: bigint }, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
): { items: Item[]; next: string | undefined } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? String(last.id) : undefined
  return { items: shown.map(item), next }
}
