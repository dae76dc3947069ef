import { dayOfInstant, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type addProduct, type listProducts, partyRefusals, type withdrawProduct } from '../contract/index.ts'
import { endProduct, insertProduct, lockProduct, pageOfProducts } from '../db/products.ts'
import { endRefusals } from '../domain/ending.ts'
import { livingParty } from './find-party.ts'
import { productView } from './party-views.ts'
import { onlyParty } from './seeing.ts'

export async function listProductsIn(
  call: Call<typeof listProducts, 'party'>,
): Promise<Outcome<AnswerOf<typeof listProducts>>> {
  const { party, after } = call.query
  const only = onlyParty(call.actor, call.etown.id)
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfProducts(
    call.db,
    call.etown.id,
    only ?? (party === undefined ? undefined : BigInt(party)),
    { after: after === undefined ? undefined : BigInt(after), limit },
  )
  return granted({ total, ...pageBy(rows, limit, productView, (row) => row.id) })
}

export async function addProductIn(
  call: Call<typeof addProduct, 'party'>,
): Promise<Outcome<AnswerOf<typeof addProduct>>> {
  const found = await livingParty(call)
  if (!found.ok) return found
  const { name, category, since } = call.body
  const today = dayOfInstant(call.now.getTime())
  if (since > today) {
    const values = { what: '上线日期', today: formatDay(today) }
    return refused(refusal(partyRefusals, 'party.day_later', values, '/since'))
  }
  const party = found.value.id
  const made = await insertProduct(call.db, { etown: call.etown.id, party, name, category, since })
  if (made === undefined) return refused(refusal(partyRefusals, 'party.product_known', { name }, '/name'))
  call.note(String(made.id), { party: String(party) })
  call.announce({
    kind: 'party.product-listed',
    subject: String(made.id),
    payload: { party: String(party), category, since },
  })
  return granted({ id: String(made.id) })
}

export async function withdrawProductIn(
  call: Call<typeof withdrawProduct, 'party'>,
): Promise<Outcome<AnswerOf<typeof withdrawProduct>>> {
  const id = BigInt(call.params.product)
  const { on, reason } = call.body
  call.note(call.params.product, { on, reason })
  const product = await lockProduct(call.db, call.etown.id, id)
  if (product === undefined) return refused(refusal(partyRefusals, 'party.product_not_found', { id }))
  const wrong = endRefusals(
    on,
    { from: product.since, until: product.until },
    dayOfInstant(call.now.getTime()),
  )
  if (wrong.length > 0) return refused(...wrong)
  await endProduct(call.db, call.etown.id, id, on)
  call.announce({
    kind: 'party.product-withdrawn',
    subject: String(id),
    payload: { party: String(product.party), until: on },
  })
  return granted({ id: String(id) })
}
