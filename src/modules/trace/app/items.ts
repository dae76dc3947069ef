import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { partiesOf } from '../../party/public.ts'
import { type addItem, type Item, type listItems, lotRefusals, NUMBERINGS, UNITS } from '../contract/index.ts'
import { type ItemRow, insertItem, pageOfItems } from '../db/items.ts'
import { ownNumber } from '../domain/item-number.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import { onlyParty, partyNames, sees } from './seeing.ts'

const itemView =
  (nameOf: (party: bigint) => string) =>
  (row: ItemRow): Item => ({
    id: String(row.id),
    party: String(row.party),
    partyName: nameOf(row.party),
    name: row.name,
    spec: row.spec,
    unit: keyIn(UNITS, row.unit),
    packSize: quantityText(quantity(row.pack_size)),
    shelfDays: row.shelf_days ?? undefined,
    numbering: keyIn(NUMBERINGS, row.numbering),
    gtin: row.gtin,
  })

export async function listItemsIn(
  call: Call<typeof listItems, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listItems>>> {
  const { db, etown, actor } = call
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfItems(db, etown.id, onlyParty(actor, etown.id), page)
  const nameOf = await partyNames(
    db,
    etown.id,
    rows.map((row) => row.party),
  )
  return granted({ total, ...pageOf(rows, page.limit, itemView(nameOf)) })
}

export async function addItemIn(
  call: Call<typeof addItem, 'trace'>,
): Promise<Outcome<AnswerOf<typeof addItem>>> {
  const { db, etown, actor, body } = call
  const party = BigInt(body.party)
  const { gtin, wrong } = ownNumber(body)
  const known = sees(actor, etown.id, party) ? await partiesOf(db, etown.id, [party]) : new Map()
  const problems = [...wrong]
  if (!known.has(party)) problems.push(refusal(lotRefusals, 'trace.party_unknown', {}, '/party'))
  if (problems.length > 0) return refused(...problems)
  const row = await insertItem(db, {
    etown: etown.id,
    party,
    name: body.name,
    spec: body.spec,
    unit: body.unit,
    pack_size: body.packSize,
    shelf_days: body.shelfDays ?? null,
    numbering: body.numbering,
    // The database numbers a restricted one; the column takes no null.
    gtin: gtin ?? '',
    gs1_certificate: gtin === undefined ? null : (body.gs1Certificate ?? null),
    registered_by: actor?.account ?? '',
  })
  if (row === undefined)
    return refused(refusal(lotRefusals, 'trace.gtin_known', { gtin: body.gtin ?? '' }, '/gtin'))
  call.note(String(row.id), { gtin: row.gtin, numbering: row.numbering })
  call.announce({
    kind: 'trace.item-registered',
    subject: String(row.id),
    payload: { party: body.party, gtin: row.gtin },
  })
  return granted({ id: String(row.id), gtin: row.gtin })
}
