import type { Db } from '../../../platform/db/house.ts'
import { type DispatchRow, dispatchesById } from '../db/dispatches.ts'
import type { Affected } from '../domain/recall/affected.ts'
import { ownDispatch, ownName } from './own-names.ts'
import type { OrderSource, OrderTrail } from './seams.ts'

/** 去向 With which orders and in which parcels a thing went, through whom, and to whom: masked, as it is shown. */
export type Onward = {
  readonly orders: readonly string[]
  readonly parcels: readonly string[]
  readonly through: readonly string[]
  readonly buyers: readonly string[]
}

/** What the events of a thing name, and those of all that held it. */
type Named = Pick<Affected, 'orders' | 'buyers'>
export type Onwards = (named: Named) => Onward

const distinct = (texts: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(texts.filter((text): text is string => text !== null && text !== undefined && text !== '')),
]
const shownTo = ({ buyer_shown, phone_shown }: DispatchRow): string | undefined =>
  distinct([buyer_shown, phone_shown]).join(' ') || undefined

/**
 * Reads once what our own dispatches, and the rooms above, know of everything these rows name. Names that others gave stay
 * as they are. Rows share their lists, so each is put together once.
 */
export async function onwardsOf(
  db: Db<'trace'>,
  etown: number,
  rows: readonly Named[],
  sources: readonly OrderSource[],
): Promise<Onwards> {
  const lists = new Set<readonly string[]>()
  for (const { orders, buyers } of rows) lists.add(orders).add(buyers)
  const names = distinct([...lists].flat())
  const dispatches = await dispatchesById(
    db,
    etown,
    names.flatMap((uri) => ownDispatch(etown, uri) ?? []),
  )
  const orders = names.flatMap((uri) => {
    const own = ownName(etown, uri)
    return own?.kind === 'order' ? [own.value] : []
  })
  const asked = distinct([...orders, ...dispatches.map((one) => one.order_no)])
  const trails: OrderTrail[] = []
  for (const source of sources) trails.push(...(await source(db, etown, asked)))
  const byId = new Map(dispatches.map((one) => [one.id, one]))
  const byOrder = Map.groupBy(trails, (trail) => trail.order)
  const told = new Map<readonly string[], Map<readonly string[], Onward>>()
  return (named) => {
    const before = told.get(named.orders) ?? new Map<readonly string[], Onward>()
    told.set(named.orders, before)
    const onward = before.get(named.buyers) ?? onwardOf(etown, named, byId, byOrder)
    before.set(named.buyers, onward)
    return onward
  }
}

function onwardOf(
  etown: number,
  named: Named,
  byId: ReadonlyMap<bigint, DispatchRow>,
  byOrder: ReadonlyMap<string, readonly OrderTrail[]>,
): Onward {
  const names = named.orders.map((uri) => ({ uri, own: ownName(etown, uri) }))
  const of = (kind: string) => names.flatMap(({ own }) => (own?.kind === kind ? [own.value] : []))
  const recipients = named.buyers.map((uri) => ({ uri, dispatch: byId.get(ownDispatch(etown, uri) ?? -1n) }))
  const dispatches = recipients.flatMap(({ dispatch }) => dispatch ?? [])
  const orders = distinct([...of('order'), ...dispatches.map((one) => one.order_no)])
  const trails = orders.flatMap((order) => byOrder.get(order) ?? [])
  return {
    orders: distinct([...orders, ...names.flatMap(({ uri, own }) => (own === undefined ? [uri] : []))]),
    parcels: distinct([
      ...of('parcel'),
      ...dispatches.map((one) => one.parcel),
      ...trails.map((trail) => trail.parcel),
    ]),
    through: distinct(trails.map((trail) => `${trail.through}（${trail.product}）`)),
    buyers: distinct(
      recipients.map(({ uri, dispatch }) => (dispatch === undefined ? uri : shownTo(dispatch))),
    ),
  }
}
