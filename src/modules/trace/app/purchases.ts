import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type buyLot, lotRefusals } from '../contract/index.ts'
import { insertPurchase } from '../db/dispatches.ts'
import { itemsById } from '../db/items.ts'
import { lotBegins } from '../domain/lot-events.ts'
import { shownName } from '../domain/shown-name.ts'
import { makeLot } from './make-lot.ts'
import { sees } from './seeing.ts'
import { leafOf, statedLot } from './statements.ts'
import { momentOf, namedLot, tellEvents } from './tell-events.ts'

/** 收购入库 A lot that begins here, with one step back: from whom, under which number there. */
export async function buyLotIn(
  call: Call<typeof buyLot, 'trace'>,
): Promise<Outcome<AnswerOf<typeof buyLot>>> {
  const { db, etown, actor, now, body, house } = call
  const [item] = await itemsById(db, etown.id, [BigInt(body.item)])
  if (item === undefined || !sees(actor, etown.id, item.party))
    return refused(refusal(lotRefusals, 'trace.item_unknown', {}, '/item'))
  if (body.boughtOn > dayOfInstant(now.getTime()))
    return refused(refusal(lotRefusals, 'trace.day_later', { what: '收购日期' }, '/boughtOn'))
  const by = actor?.account ?? ''
  const made = await makeLot(db, etown.id, {
    item,
    origin: 'purchase',
    madeOn: body.boughtOn,
    quantity: body.quantity,
    code: undefined,
    by,
  })
  if (!made.ok) return made
  const { id, code } = made.value
  await insertPurchase(db, {
    etown: etown.id,
    lot: id,
    supplier_sealed: house.vault.seal('trace.purchase', body.supplier),
    supplier_shown: shownName(body.supplier),
    supplier_code: body.supplierCode ?? null,
    supplier_lot: body.supplierLot ?? null,
    entered_by: by,
  })
  const begun = lotBegins({ lot: namedLot(made.value, item), quantity: body.quantity }, momentOf(now))
  await tellEvents(call, [begun], by)
  call.note(String(id), { code })
  call.announce({
    kind: 'trace.lot-made',
    subject: String(id),
    payload: {
      origin: 'purchase',
      party: String(item.party),
      item: String(item.id),
      quantity: body.quantity,
      unit: item.unit,
      attested: [leafOf(statedLot(made.value, item))],
    },
  })
  return granted({ id: String(id), code })
}
