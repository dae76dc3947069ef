import { operatorsLike, partiesOf } from '#party'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { pageBy } from '../../../kernel/page.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Announcement } from '../../../platform/db/act.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { amendShop, findOperators, listShops, openShop, ShopForm } from '../contract/index.ts'
import { shopRefusals } from '../contract/refusals.ts'
import {
  findShop,
  findTwin,
  hasImports,
  insertShop,
  pageOfShops,
  type ShopRow,
  updateShop,
} from '../db/shops.ts'
import { PLATFORM_NAMES } from '../domain/platform.ts'
import { platformOf } from './ask-import.ts'
import { operatorNames, shownName } from './operators.ts'
import { onlyParty } from './seeing.ts'

export async function listShopsIn(
  call: Call<typeof listShops, 'market'>,
): Promise<Outcome<AnswerOf<typeof listShops>>> {
  const { db, etown, actor, query } = call
  const limit = limitOf(query)
  const { rows, total } = await pageOfShops(
    db,
    etown.id,
    {
      platform: query.platform,
      operator: query.operator === undefined ? undefined : BigInt(query.operator),
      only: onlyParty(actor, etown.id),
    },
    { after: query.after === undefined ? undefined : BigInt(query.after), limit },
  )
  const names = await operatorNames(
    db,
    etown.id,
    rows.map((row) => row.operator),
  )
  const item = (row: (typeof rows)[number]) => ({
    id: String(row.id),
    version: row.version,
    ...formOf(row),
    operatorName: names(row.operator),
    lastImportedAt: row.last_imported_at?.toISOString(),
  })
  return granted({ total, ...pageBy(rows, limit, item, (row) => String(row.id)) })
}

export async function findOperatorsIn(
  call: Call<typeof findOperators, 'market'>,
): Promise<Outcome<AnswerOf<typeof findOperators>>> {
  const found = await operatorsLike(call.db, call.etown.id, call.query.text)
  return granted({ items: found.map((party) => ({ id: String(party.id), name: shownName(party) })) })
}

const formOf = (row: ShopRow) => ({
  platform: platformOf(row),
  name: row.name,
  shopNo: row.shop_no ?? undefined,
  operator: String(row.operator),
  openedOn: row.opened_on ?? undefined,
  closedOn: row.closed_on ?? undefined,
})

const columnsOf = (form: ShopForm) => ({
  platform: form.platform,
  name: form.name,
  shop_no: form.shopNo ?? null,
  operator: BigInt(form.operator),
  opened_on: form.openedOn ?? null,
  closed_on: form.closedOn ?? null,
})

export async function openShopIn(
  call: Call<typeof openShop, 'market'>,
): Promise<Outcome<AnswerOf<typeof openShop>>> {
  const made = await makeShop(call, call.etown.id, call.body, call.actor?.account ?? '')
  if (!made.ok) return made
  call.note(String(made.value.id))
  return granted({ id: String(made.value.id), version: made.value.version })
}

/** Registers a shop, in the transaction of whoever wants it. */
export async function makeShop(
  { db, announce }: { readonly db: Db<'market'>; announce(event: Announcement): void },
  etown: number,
  form: ShopForm,
  by: string,
): Promise<Outcome<ShopRow>> {
  const reasons = await reasonsAgainst(db, etown, form, undefined, '')
  if (reasons.length > 0) return refused(...reasons)
  const row = await insertShop(db, { etown, ...columnsOf(form), created_by: by })
  announce({ kind: 'market.shop-opened', subject: String(row.id), payload: { after: formOf(row) } })
  return granted(row)
}

export async function amendShopIn(
  call: Call<typeof amendShop, 'market'>,
): Promise<Outcome<AnswerOf<typeof amendShop>>> {
  const { db, etown, params, body } = call
  const before = await findShop(db, etown.id, BigInt(params.shop), undefined)
  if (before === undefined) return refused(refusal(shopRefusals, 'market.shop_not_found'))
  const reasons = await reasonsAgainst(db, etown.id, body.form, before, '/form')
  if (reasons.length > 0) return refused(...reasons)
  const row = await updateShop(db, etown.id, before.id, body.version, columnsOf(body.form))
  if (row === undefined) return refused(refusal(shopRefusals, 'market.shop_changed'))
  call.note(params.shop, { reason: body.reason })
  call.announce({
    kind: 'market.shop-amended',
    subject: params.shop,
    payload: { before: formOf(before), after: formOf(row) },
  })
  return granted({ id: params.shop, version: row.version })
}

async function reasonsAgainst(
  db: Db<'market'>,
  etown: number,
  form: ShopForm,
  self: ShopRow | undefined,
  at: '' | '/form',
): Promise<readonly Refusal[]> {
  const reasons: Refusal[] = []
  const platform = PLATFORM_NAMES[form.platform].zh
  const operator = BigInt(form.operator)
  if (!(await partiesOf(db, etown, [operator])).has(operator)) {
    reasons.push(refusal(shopRefusals, 'market.operator_not_found', { operator }, `${at}/operator`))
  }
  const twin = await findTwin(db, etown, { ...form, shopNo: form.shopNo }, self?.id)
  if (twin) reasons.push(refusal(shopRefusals, 'market.shop_known', { platform, id: twin.id }, `${at}/name`))
  if (form.openedOn && form.closedOn && form.closedOn < form.openedOn) {
    reasons.push(refusal(shopRefusals, 'market.shop_dates', {}, `${at}/closedOn`))
  }
  if (self && self.platform !== form.platform && (await hasImports(db, etown, self.id))) {
    const was = PLATFORM_NAMES[platformOf(self)].zh
    reasons.push(refusal(shopRefusals, 'market.shop_platform_fixed', { platform: was }, `${at}/platform`))
  }
  return reasons
}
