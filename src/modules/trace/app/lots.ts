import { day } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { namesOf } from '../../identity/public.ts'
import {
  type getLot,
  LOT_STATES,
  type Lot,
  type listLots,
  ORIGINS,
  SUPERVISIONS,
  UNITS,
} from '../contract/index.ts'
import { purchasesOf } from '../db/dispatches.ts'
import { type ItemRow, itemsById } from '../db/items.ts'
import { runsOf } from '../db/label-runs.ts'
import { type LotRow, movesOf, pageOfLots, supervisionsOf } from '../db/lots.ts'
import { stepsOf } from '../db/steps.ts'
import { labelsLeft, leftOf } from '../domain/lot-balance.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import { pathOf } from './label-links.ts'
import { runView } from './labels.ts'
import { onlyParty, partyNames } from './seeing.ts'
import { balanceOf, seenLot } from './seen-lot.ts'
import { stepViews } from './step-views.ts'

const spelt = (numeric: string): string => quantityText(quantity(numeric))

export const lotViews =
  (items: readonly ItemRow[], nameOf: (party: bigint) => string) =>
  (row: LotRow): Lot => {
    const item = items.find((one) => one.id === row.item)
    const unit = keyIn(UNITS, item?.unit ?? 'kg')
    return {
      id: String(row.id),
      code: row.code,
      item: String(row.item),
      itemName: item?.name ?? '—',
      unit,
      party: String(row.party),
      partyName: nameOf(row.party),
      origin: keyIn(ORIGINS, row.origin),
      madeOn: day(row.made_on),
      quantity: spelt(row.quantity),
      left: quantityText(leftOf(balanceOf(row, { unit }))),
      labels: row.labels,
      state: keyIn(LOT_STATES, row.state),
    }
  }

export async function listLotsIn(
  call: Call<typeof listLots, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listLots>>> {
  const { db, etown, actor, query } = call
  const page = pageAsked(query)
  const filter = { only: onlyParty(actor, etown.id), state: query.state, text: query.text }
  const { rows, total } = await pageOfLots(db, etown.id, filter, page)
  const items = await itemsById(
    db,
    etown.id,
    rows.map((row) => row.item),
  )
  const nameOf = await partyNames(
    db,
    etown.id,
    rows.map((row) => row.party),
  )
  return granted({ total, ...pageOf(rows, page.limit, lotViews(items, nameOf)) })
}

type Where = { readonly db: Db<'trace'>; readonly etown: { readonly id: number } }

async function moveViews({ db, etown }: Where, lot: bigint, end: 'from' | 'to') {
  const moves = await movesOf(db, etown.id, lot, end)
  const nameOf = await partyNames(
    db,
    etown.id,
    moves.flatMap(({ party }) => (party === null ? [] : [party])),
  )
  return moves.map((move) => ({
    lot: move.lot === null ? undefined : String(move.lot),
    code: move.code ?? undefined,
    partyName: move.party === null ? undefined : nameOf(move.party),
    why: move.why as 'split' | 'merge' | 'transform' | 'sale' | 'loss',
    quantity: spelt(move.quantity),
    at: move.at.toISOString(),
  }))
}

async function supervisionViews({ db, etown }: Where, lot: bigint) {
  const rows = await supervisionsOf(db, etown.id, [lot])
  const names = await namesOf(
    roomOf(db, 'identity'),
    rows.map((row) => row.by),
  )
  return rows.map((row) => ({
    id: String(row.id),
    paper: row.paper !== null,
    kind: keyIn(SUPERVISIONS, row.kind),
    said: row.said,
    by: names.get(row.by) ?? '—',
    at: row.at.toISOString(),
  }))
}

export async function getLotIn(
  call: Call<typeof getLot, 'trace'>,
): Promise<Outcome<AnswerOf<typeof getLot>>> {
  const { db, etown } = call
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const row = found.value
  const items = await itemsById(db, etown.id, [row.item])
  const nameOf = await partyNames(db, etown.id, [row.party])
  const lot = lotViews(items, nameOf)(row)
  const gtin = items[0]?.gtin ?? ''
  const steps = await stepsOf(db, etown.id, {
    seasons: row.season === null ? [] : [row.season],
    lots: [row.id],
  })
  const runs = await runsOf(db, etown.id, row.id)
  const [bought] = await purchasesOf(db, etown.id, [row.id])
  return granted({
    ...lot,
    packSize: spelt(row.pack_size),
    gtin,
    nationalCode: row.national_code ?? undefined,
    season: row.season === null ? undefined : String(row.season),
    purchase: bought && {
      supplier: bought.supplier_shown,
      supplierCode: bought.supplier_code ?? undefined,
      supplierLot: bought.supplier_lot ?? undefined,
    },
    canLabel: row.state === 'open' ? labelsLeft(balanceOf(row, lot)) : 0,
    from: await moveViews(call, row.id, 'from'),
    to: await moveViews(call, row.id, 'to'),
    steps: await stepViews(db, steps),
    runs: await Promise.all(runs.map((run) => runView(db, run))),
    supervisions: await supervisionViews(call, row.id),
    scanPath: pathOf({ gtin, lot: row.code }),
  })
}
