import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zId, zPage, zPageOf } from '../../../kernel/wire.ts'
import { shopRefusals as refusals } from './refusals.ts'
import { zPlatform, zShop, zShopForm } from './shapes.ts'

const shops = '/api/etowns/:etown/shops'
const saved = z.object({ id: zId, version: z.int() })

export const listShops = endpoint({
  id: 'market.list-shops',
  method: 'GET',
  path: shops,
  may: 'market.read',
  summary: { zh: '查看网店', en: 'List shops' },
  query: zPage.extend({ after: zId.optional(), platform: zPlatform.optional(), operator: zId.optional() }),
  answer: zPageOf(zShop),
})

export const findOperators = endpoint({
  id: 'market.find-operators',
  method: 'GET',
  path: '/api/etowns/:etown/shop-operators',
  may: 'market.list-shops',
  summary: { zh: '找网店的经营主体', en: 'Find a party to run a shop' },
  query: z.strictObject({ text: z.string().trim().min(1).max(50) }),
  /** 20 at most. */
  answer: z.object({ items: z.array(z.object({ id: zId, name: z.string() })) }),
})

export const openShop = endpoint({
  id: 'market.open-shop',
  method: 'POST',
  path: shops,
  may: 'market.list-shops',
  summary: { zh: '登记网店', en: 'Register a shop' },
  body: zShopForm,
  answer: saved,
  refusals,
})

export const amendShop = endpoint({
  id: 'market.amend-shop',
  method: 'PUT',
  path: `${shops}/:shop`,
  may: 'market.list-shops',
  summary: { zh: '修改网店', en: 'Amend a shop' },
  params: z.strictObject({ shop: zId }),
  body: z.strictObject({ version: z.int().min(1), reason: zReason, form: zShopForm }),
  answer: saved,
  refusals,
})
