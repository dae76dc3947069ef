/** What a walk gives: see db/recall-walk.ts, whose rows these are. */
type Node = {
  readonly id: number
  readonly key: string
  readonly lot: string | null
  readonly place: string | null
  readonly seenMs: number | null
}
type Walk = {
  readonly nodes: readonly Node[]
  readonly edges: readonly { readonly below: number; readonly above: number }[]
  readonly trades: readonly {
    readonly node: number
    readonly order: string | null
    readonly buyer: string | null
  }[]
}

/** 受影响物 A thing that came out of a recalled lot, with what its own and its containers' events say. */
export type Affected = {
  readonly key: string
  readonly lot: string
  /** Where it, or what held it, was seen last. */
  readonly place: string | undefined
  readonly seenMs: number | undefined
  /** From the innermost outwards. */
  readonly containers: readonly string[]
  readonly orders: readonly string[]
  readonly buyers: readonly string[]
}

/** Everything that comes out of the recalled lots, in the walk's order. */
export function affectedBy({ nodes, edges, trades }: Walk): readonly Affected[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const above = grouped(edges, (e) => e.below)
  const traded = grouped(trades, (t) => t.node)
  return nodes.flatMap((node) => {
    if (node.lot === null) return []
    const way = upwards(node, byId, above)
    const last = way.reduce((best, one) => ((one.seenMs ?? -1) > (best.seenMs ?? -1) ? one : best), node)
    const own = way.flatMap((one) => traded.get(one.id) ?? [])
    return [
      {
        key: node.key,
        lot: node.lot,
        place: last.place ?? undefined,
        seenMs: last.seenMs ?? undefined,
        containers: distinct(way.slice(1).map((one) => one.key)),
        orders: distinct(own.flatMap((t) => t.order ?? [])),
        buyers: distinct(own.flatMap((t) => t.buyer ?? [])),
      },
    ]
  })
}

const NOTHING: readonly never[] = []
const distinct = (list: readonly string[]): readonly string[] => (list.length < 2 ? list : [...new Set(list)])

function grouped<T>(rows: readonly T[], by: (row: T) => number): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>()
  for (const row of rows) {
    const own = found.get(by(row))
    if (own === undefined) found.set(by(row), [row])
    else own.push(row)
  }
  return found
}

/** The node and all above it, nearest first. The walk has broken circles by its depth. */
function upwards(
  node: Node,
  byId: ReadonlyMap<number, Node>,
  above: ReadonlyMap<number, readonly { readonly above: number }[]>,
): readonly Node[] {
  const way = [node]
  for (let i = 0; i < way.length; i++) {
    for (const edge of above.get(way[i]?.id ?? -1) ?? NOTHING) {
      const next = byId.get(edge.above)
      if (next !== undefined && !way.includes(next)) way.push(next)
    }
  }
  return way
}
