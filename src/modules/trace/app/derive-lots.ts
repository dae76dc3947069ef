import { dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type deriveLots, lotRefusals, UNITS } from '../contract/index.ts'
import { type ItemRow, itemsById } from '../db/items.ts'
import { insertMoves, type LotRow, lockLots } from '../db/lots.ts'
import { decideDerivation, type LotBalance } from '../domain/lot-balance.ts'
import { lotsBecome } from '../domain/lot-events.ts'
import { quantity } from '../domain/quantity.ts'
import { makeLot } from './make-lot.ts'
import { sees } from './seeing.ts'
import { balanceOf } from './seen-lot.ts'
import { leafOf, statedLot } from './statements.ts'
import { momentOf, namedLot, tellEvents } from './tell-events.ts'

type DeriveCall = Call<typeof deriveLots, 'trace'>

type Loaded = { readonly lots: readonly LotRow[]; readonly items: readonly ItemRow[] }

/** 拆分、合并、加工 All lots of a derivation are locked first; the database holds the balance again when it commits. */
export async function deriveLotsIn(call: DeriveCall): Promise<Outcome<AnswerOf<typeof deriveLots>>> {
  const { body, now } = call
  const loaded = await load(call)
  const problems: Refusal[] = loaded.ok ? [] : [...loaded.refused]
  if (body.madeOn > dayOfInstant(now.getTime()))
    problems.push(refusal(lotRefusals, 'trace.day_later', { what: '日期' }, '/madeOn'))
  if (problems.length > 0 || !loaded.ok) return refused(...problems)
  const decided = decideDerivation(derivationOf(call, loaded.value))
  return decided.ok ? derive(call, loaded.value) : decided
}

async function load({ db, etown, actor, body }: DeriveCall): Promise<Outcome<Loaded>> {
  const ids = [...new Set(body.inputs.map((input) => BigInt(input.lot)))]
  const lots = await lockLots(db, etown.id, ids)
  if (lots.length < ids.length || lots.some((lot) => !sees(actor, etown.id, lot.party)))
    return refused(refusal(lotRefusals, 'trace.lot_unknown', {}, '/inputs'))
  const asked = body.outputs.flatMap(({ item }) => (item === undefined ? [] : [BigInt(item)]))
  const wanted = [...new Set([...lots.map((lot) => lot.item), ...asked])]
  const items = await itemsById(db, etown.id, wanted)
  if (items.length < wanted.length || items.some((item) => !sees(actor, etown.id, item.party)))
    return refused(refusal(lotRefusals, 'trace.item_unknown', {}, '/outputs'))
  return granted({ lots, items })
}

/** The product of an output: the one asked for, else that of the first input. */
function outputItem({ lots, items }: Loaded, asked: string | undefined): ItemRow {
  const id = asked === undefined ? lots[0]?.item : BigInt(asked)
  const item = items.find((one) => one.id === id)
  if (item === undefined) throw new Error('a loaded product is missing')
  return item
}

function balanceIn({ lots, items }: Loaded, id: string): LotBalance {
  const lot = lots.find((one) => String(one.id) === id)
  const item = items.find((one) => one.id === lot?.item)
  if (lot === undefined || item === undefined) throw new Error('a loaded lot is missing')
  return balanceOf(lot, item)
}

const derivationOf = ({ body }: DeriveCall, loaded: Loaded) => ({
  way: body.way,
  inputs: body.inputs.map((input) => ({
    lot: balanceIn(loaded, input.lot),
    quantity: quantity(input.quantity),
  })),
  outputs: body.outputs.map((output) => {
    const { id, unit } = outputItem(loaded, output.item)
    return { item: id, unit: keyIn(UNITS, unit), quantity: quantity(output.quantity) }
  }),
  yield: tenThousandths(body.yield ?? '1'),
})

const tenThousandths = (text: string): bigint => {
  const [whole = '0', decimals = ''] = text.split('.')
  return BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, '0'))
}

async function derive(call: DeriveCall, loaded: Loaded): Promise<Outcome<AnswerOf<typeof deriveLots>>> {
  const { db, etown, actor, body } = call
  const by = actor?.account ?? ''
  const made: LotRow[] = []
  for (const output of body.outputs) {
    const lot = await makeLot(db, etown.id, {
      item: outputItem(loaded, output.item),
      origin: body.way,
      madeOn: body.madeOn,
      quantity: output.quantity,
      code: output.code,
      by,
      ...(body.way === 'transform' && body.yield !== undefined && { yield: body.yield }),
    })
    if (!lot.ok) return lot
    made.push(lot.value)
  }
  await insertMoves(
    db,
    movesBetween(body, made).map((move) => ({ etown: etown.id, why: body.way, by, ...move })),
  )
  await tellEvents(call, [becoming(body, loaded, made, momentOf(call.now))], by)
  const lots = made.map(({ id, code }) => ({ id: String(id), code }))
  call.note(lots.map(({ id }) => id).join(','), { way: body.way, inputs: body.inputs.length })
  for (const lot of made)
    call.announce({
      kind: 'trace.lot-made',
      subject: String(lot.id),
      payload: {
        origin: body.way,
        party: String(lot.party),
        item: String(lot.item),
        quantity: lot.quantity,
        attested: [leafOf(statedLot(lot, outputItem(loaded, String(lot.item))))],
      },
    })
  return granted({ lots })
}

/** The same as an event: what went in, what came out. */
function becoming(
  body: DeriveCall['body'],
  loaded: Loaded,
  made: readonly LotRow[],
  when: ReturnType<typeof momentOf>,
) {
  const named = (lot: LotRow) => namedLot(lot, outputItem(loaded, String(lot.item)))
  const inputs = body.inputs.flatMap(({ lot, quantity }) => {
    const row = loaded.lots.find((one) => String(one.id) === lot)
    return row === undefined ? [] : [{ lot: named(row), quantity }]
  })
  return lotsBecome(
    inputs,
    made.map((lot) => ({ lot: named(lot), quantity: lot.quantity })),
    when,
  )
}

/** A split gives each part its own quantity; merge and processing put whole inputs into the one output. */
function movesBetween(body: DeriveCall['body'], made: readonly LotRow[]) {
  const [input] = body.inputs
  const [output] = made
  if (input === undefined || output === undefined)
    throw new Error('the decision lets no empty derivation through')
  return body.way === 'split'
    ? made.map((lot) => ({ from_lot: BigInt(input.lot), to_lot: lot.id, quantity: lot.quantity }))
    : body.inputs.map((one) => ({
        from_lot: BigInt(one.lot),
        to_lot: output.id,
        quantity: one.quantity,
      }))
}
