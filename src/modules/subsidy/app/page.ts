/** A page from rows of which one more than the limit was asked for; the next begins behind the last id shown. */
export function pageOf<Row extends { readonly id: bigint }, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
): { items: Item[]; next?: string } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(item),
    ...(rows.length > limit && last !== undefined ? { next: String(last.id) } : {}),
  }
}

export const afterOf = ({ after }: { readonly after?: string | undefined }): bigint | undefined =>
  after !== undefined && /^[1-9]\d{0,17}$/.test(after) ? BigInt(after) : undefined
