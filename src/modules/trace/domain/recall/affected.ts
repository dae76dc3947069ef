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

/** What a node and all above it say. Shared by everything the container held, so that it is put together once. */
type Way = Omit<Affected, 'key' | 'lot' | 'containers'> & { readonly nodes: readonly Node[] }

/** Everything that comes out of the recalled lots, in the walk's order. What shared a container shares its lists. */
export function affectedBy({ nodes, edges, trades }: Walk): readonly Affected[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const above = grouped(edges, (e) => e.below)
  const traded = grouped(trades, (t) => t.node)
  const wayFrom = (starts: readonly Node[]): Way => {
    const way = upwards(starts, byId, above)
    const told = way.flatMap((one) => traded.get(one.id) ?? NOTHING)
    const last = latest(way)
    return {
      nodes: way,
      place: last?.place ?? undefined,
      seenMs: last?.seenMs ?? undefined,
      orders: distinct(told.flatMap((t) => t.order ?? NOTHING)),
      buyers: distinct(told.flatMap((t) => t.buyer ?? NOTHING)),
    }
  }
  const ways = new Map<string, { readonly way: Way; readonly containers: readonly string[] }>()
  return nodes.flatMap((node) => {
    const { key, lot } = node
    if (lot === null) return []
    const held = above.get(node.id) ?? NOTHING
    const name = held.map((edge) => edge.above).join(' ')
    const shared =
      ways.get(name) ??
      containerWay(
        held.flatMap((edge) => byId.get(edge.above) ?? NOTHING),
        wayFrom,
      )
    ways.set(name, shared)
    const { way, containers } = shared
    const own = traded.get(node.id)
    const { orders, buyers } = own === undefined ? way : wayFrom([node])
    const { place, seenMs } = (node.seenMs ?? -1) >= (way.seenMs ?? -1) ? node : way
    return [{ key, lot, place: place ?? undefined, seenMs: seenMs ?? undefined, containers, orders, buyers }]
  })
}

function containerWay(held: readonly Node[], wayFrom: (starts: readonly Node[]) => Way) {
  const way = wayFrom(held)
  return { way, containers: distinct(way.nodes.map((one) => one.key)) }
}

const latest = (way: readonly Node[]): Node | undefined =>
  way.reduce<Node | undefined>(
    (best, one) => ((one.seenMs ?? -1) > (best?.seenMs ?? -1) ? one : best),
    undefined,
  )

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

/** The nodes and all above them, nearest first. The walk has broken circles by its depth. */
function upwards(
  starts: readonly Node[],
  byId: ReadonlyMap<number, Node>,
  above: ReadonlyMap<number, readonly { readonly above: number }[]>,
): readonly Node[] {
  const way = [...starts]
  for (let i = 0; i < way.length; i++) {
    for (const edge of above.get(way[i]?.id ?? -1) ?? NOTHING) {
      const next = byId.get(edge.above)
      if (next !== undefined && !way.includes(next)) way.push(next)
    }
  }
  return way
}
