import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { maskPhone } from '../../../kernel/mask.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type Dispatch,
  type dispatchPacks,
  type drawLot,
  flowRefusals,
  type listDispatches,
  lotRefusals,
  type revealBuyer,
  type Trade,
  UNITS,
} from '../contract/index.ts'
import {
  type DispatchRow,
  dispatchesById,
  insertDispatch,
  insertPacks,
  packsOf,
  pageOfDispatches,
} from '../db/dispatches.ts'
import { type ItemRow, itemsById } from '../db/items.ts'
import { insertMoves, type LotRow, lockLots, lotsById } from '../db/lots.ts'
import { drawRefusals } from '../domain/lot-balance.ts'
import { goodsLeave, type Leaving } from '../domain/lot-events.ts'
import { readPackCode } from '../domain/pack-code.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import { shownName } from '../domain/shown-name.ts'
import { accountNames } from './account-names.ts'
import { dispatchUri, orderUri, parcelUri } from './own-names.ts'
import { balanceOf, seenLot } from './seen-lot.ts'
import { momentOf, namedLot, tellEvents } from './tell-events.ts'

type Leave = Pick<
  Call<typeof dispatchPacks, 'trace'>,
  'db' | 'etown' | 'actor' | 'now' | 'house' | 'announce'
>
type Goods = {
  readonly lot: LotRow
  readonly item: ItemRow
  readonly quantity: string
  readonly move: bigint | null
  readonly serials: readonly string[]
}

/** 出库 One row that knows the buyer, sealed, and one event that names nobody. */
async function leave(call: Leave, { lot, item, move, ...goods }: Goods, trade: Trade): Promise<DispatchRow> {
  const { db, etown, actor, now, house } = call
  const seal = (text: string | undefined) =>
    text === undefined ? null : house.vault.seal('trace.dispatch', text)
  const when = momentOf(now)
  const row = await insertDispatch(db, {
    etown: etown.id,
    lot: lot.id,
    move,
    quantity: goods.quantity,
    packs: move === null ? goods.serials.length : null,
    order_no: trade.order ?? null,
    parcel: trade.parcel ?? null,
    buyer_sealed: seal(trade.buyer),
    buyer_shown: trade.buyer === undefined ? null : shownName(trade.buyer),
    phone_sealed: seal(trade.phone),
    phone_shown: trade.phone === undefined ? null : maskPhone(trade.phone),
    event: when.eventId,
    occurred_at: now,
    entered_by: actor?.account ?? '',
    entered_at: now,
  })
  const named = namedLot(lot, item)
  const leaving: Leaving = {
    goods: move === null ? { lot: named, serials: goods.serials } : { lot: named, quantity: goods.quantity },
    order: trade.order === undefined ? undefined : orderUri(etown.id, trade.order),
    parcel: trade.parcel === undefined ? undefined : parcelUri(etown.id, trade.parcel),
    to: dispatchUri(etown.id, row.id),
  }
  await tellEvents(call, [goodsLeave(leaving, when)], actor?.account ?? '')
  return row
}

async function openLot(call: Leave & { readonly params: { readonly lot: string } }) {
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const [lot] = await lockLots(call.db, call.etown.id, [found.value.id])
  const [item] = await itemsById(call.db, call.etown.id, [found.value.item])
  return lot === undefined || item === undefined
    ? refused(refusal(lotRefusals, 'trace.lot_unknown'))
    : granted({ lot, item })
}

/** 散售与损耗 What leaves a lot without becoming another. */
export async function drawLotIn(
  call: Call<typeof drawLot, 'trace'>,
): Promise<Outcome<AnswerOf<typeof drawLot>>> {
  const { db, etown, actor, body } = call
  const found = await openLot(call)
  if (!found.ok) return found
  const { lot, item } = found.value
  const problems: Refusal[] = [...drawRefusals(balanceOf(lot, item), quantity(body.quantity), '/quantity')]
  const told = Object.values(body.trade ?? {}).some((value) => value !== undefined)
  if (body.why === 'loss' && told) problems.push(refusal(flowRefusals, 'trace.buyer_none', {}, '/trade'))
  if (problems.length > 0) return refused(...problems)
  const by = actor?.account ?? ''
  const [move] = await insertMoves(db, [
    { etown: etown.id, from_lot: lot.id, to_lot: null, why: body.why, quantity: body.quantity, by },
  ])
  if (move === undefined) throw new Error('a move was inserted')
  if (body.why === 'sale')
    await leave(call, { lot, item, quantity: body.quantity, move: move.id, serials: [] }, body.trade ?? {})
  call.note(String(lot.id), { why: body.why })
  call.announce({
    kind: 'trace.lot-drawn',
    subject: String(lot.id),
    payload: { why: body.why, party: String(lot.party), quantity: body.quantity },
  })
  return granted({ id: String(move.id) })
}

/** 已赋码的包装出库 Each code leaves once; what has no code leaves in bulk. */
export async function dispatchPacksIn(
  call: Call<typeof dispatchPacks, 'trace'>,
): Promise<Outcome<AnswerOf<typeof dispatchPacks>>> {
  const { db, etown, body } = call
  const found = await openLot(call)
  if (!found.ok) return found
  const { lot, item } = found.value
  const closed = drawRefusals(balanceOf(lot, item), 0n)
  const serials = body.codes.map((code) => readPackCode(code, { gtin: item.gtin, lot: lot.code }) ?? '')
  const problems = [...closed, ...(await packRefusals(call, lot, serials))]
  if (problems.length > 0) return refused(...problems)
  const amount = quantityText(quantity(lot.pack_size) * BigInt(serials.length))
  const row = await leave(call, { lot, item, quantity: amount, move: null, serials }, body.trade)
  await insertPacks(db, etown.id, row.id, serials)
  call.note(String(row.id), { lot: String(lot.id), packs: serials.length })
  call.announce({
    kind: 'trace.packs-dispatched',
    subject: String(row.id),
    payload: { lot: String(lot.id), party: String(lot.party), packs: serials.length },
  })
  return granted({ id: String(row.id), packs: serials.length })
}

async function packRefusals(
  { db, etown, body }: Call<typeof dispatchPacks, 'trace'>,
  lot: LotRow,
  serials: readonly string[],
): Promise<readonly Refusal[]> {
  const known = new Map(
    (await packsOf(db, etown.id, lot.id, serials)).map(({ serial, dispatch }) => [serial, dispatch]),
  )
  return serials.flatMap((serial, i) => {
    const at = `/codes/${i}`
    const gone = known.get(serial)
    if (gone === undefined)
      return [refusal(flowRefusals, 'trace.pack_unknown', { code: body.codes[i] ?? '' }, at)]
    if (gone !== null)
      return [refusal(flowRefusals, 'trace.pack_gone', { code: serial, dispatch: String(gone) }, at)]
    return serials.indexOf(serial) < i
      ? [refusal(flowRefusals, 'trace.pack_twice', { code: serial }, at)]
      : []
  })
}

/** Dispatches as the desk shows them: buyers masked. */
export async function dispatchViews(
  db: Db<'trace'>,
  etown: number,
  rows: readonly DispatchRow[],
): Promise<Dispatch[]> {
  const lots = new Map(
    (await lotsById(db, etown, [...new Set(rows.map((r) => r.lot))])).map((l) => [l.id, l]),
  )
  const wanted = [...new Set([...lots.values()].map((lot) => lot.item))]
  const items = new Map((await itemsById(db, etown, wanted)).map((item) => [item.id, item]))
  const nameOf = await accountNames(
    db,
    rows.map((row) => row.entered_by),
  )
  return rows.map((row) => {
    const lot = lots.get(row.lot)
    const item = lot && items.get(lot.item)
    return {
      id: String(row.id),
      lot: String(row.lot),
      lotCode: lot?.code ?? '—',
      itemName: item?.name ?? '—',
      unit: keyIn(UNITS, item?.unit ?? 'kg'),
      quantity: quantityText(quantity(row.quantity)),
      packs: row.packs ?? undefined,
      order: row.order_no ?? undefined,
      parcel: row.parcel ?? undefined,
      buyer: row.buyer_shown ?? undefined,
      phone: row.phone_shown ?? undefined,
      occurredAt: row.occurred_at.toISOString(),
      enteredBy: nameOf(row.entered_by),
    }
  })
}

export async function listDispatchesIn(
  call: Call<typeof listDispatches, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listDispatches>>> {
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfDispatches(call.db, call.etown.id, found.value.id, page)
  const { next } = pageOf(rows, page.limit, (row) => row.id)
  const items = await dispatchViews(call.db, call.etown.id, rows.slice(0, page.limit))
  return granted({ items, total, next })
}

/** 查看收货方 Every look is one audit line with its reason. */
export async function revealBuyerIn(
  call: Call<typeof revealBuyer, 'trace'>,
): Promise<Outcome<AnswerOf<typeof revealBuyer>>> {
  const [row] = await dispatchesById(call.db, call.etown.id, [BigInt(call.params.dispatch)])
  const lot = row === undefined ? undefined : await seenLot(call, String(row.lot))
  if (row === undefined || !lot?.ok) return refused(refusal(flowRefusals, 'trace.dispatch_unknown'))
  call.note(String(row.id), { reason: call.body.reason })
  const open = (sealed: Buffer | null) =>
    sealed === null ? undefined : call.house.vault.open('trace.dispatch', sealed)
  return granted({ buyer: open(row.buyer_sealed), phone: open(row.phone_sealed) })
}
