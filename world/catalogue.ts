/** Reads world/data: what the towns sell, who buys, which shop writes which files. Everything else follows the seed. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Fen, parseYuan } from '#kernel/money'
import { zDay, zMonth } from '#kernel/wire'

const zYuan = z.string().transform((text, context): Fen => {
  const amount = parseYuan(text)
  if (amount !== undefined) return amount
  context.addIssue(`not yuan: ${text}`)
  return z.NEVER
})

const zEncoding = z.enum(['gb18030', 'utf-8-bom', 'utf-8'])
const zWeight = z.number().min(0)

const zShop = z.strictObject({
  key: z.string(),
  platform: z.enum(['taobao', 'jd', 'douyin', 'pdd']),
  name: z.string(),
  share: z.number().min(0).max(1),
  opened: zDay,
  /** Run by an entity registered inside the period instead of an old one. */
  startup: z.boolean().default(false),
  encoding: z.record(z.enum(['2022', '2023']), zEncoding),
  /** Files opened and saved again in Excel, as CSV or as its "Unicode text" (UTF-16LE, tabs). */
  resaved: z.partialRecord(zMonth, z.enum(['csv', 'unicode'])).default({}),
  /** 淘宝/天猫: from this file on the paid amount is already less the refund. */
  reducedFrom: zMonth.optional(),
  /** A 总计 row ends each file. */
  summary: z.boolean().default(false),
  /** 拼多多: orders of these months come without 订单成交时间. */
  timeless: z.array(zMonth).default([]),
})

const zTown = z.strictObject({
  code: z.string(),
  name: z.string(),
  county: z.string(),
  countyCode: z.string().length(6),
  city: z.string(),
  cityCode: z.string().length(6),
  inside: z.array(z.string()).min(1),
  outside: z.array(z.string()).min(1),
  existing: z.strictObject({
    enterprise: z.int(),
    cooperative: z.int(),
    individual: z.int(),
    farmer: z.int(),
    station: z.int(),
  }),
  /** One newcomer goes online only after the period: no e-commerce entity yet on its last day. */
  lateStarter: z.boolean().default(false),
  registrations: z.array(z.strictObject({ from: zDay, until: zDay, total: z.int(), ecommerce: z.int() })),
  orders: z.record(z.enum(['2022', '2023']), z.number()),
  gifts: z.record(z.enum(['2022', '2023']), z.number()),
  categories: z.array(
    z.strictObject({ name: z.string(), share: zWeight, season: z.array(zWeight).length(12) }),
  ),
  shops: z.array(zShop),
})

const zMonthDay = z.string().regex(/^\d\d-\d\d$/)

const zTowns = z.strictObject({
  events: z.array(z.strictObject({ from: zMonthDay, until: zMonthDay, factor: zWeight })),
  towns: z.array(zTown),
})

const zProduct = z.strictObject({
  sku: z.string(),
  name: z.string(),
  spec: z.string(),
  category: z.string(),
  price: zYuan,
  /** The wholesale price of a unit, for goods sold by the lot. */
  bulk: zYuan.optional(),
  everyday: zWeight.default(0),
  gift: zWeight.default(0),
})

const zTexts = z.array(z.string()).min(1)

const zNames = z.strictObject({
  family: zTexts,
  given: zTexts,
  trade: z.strictObject({ first: zTexts, second: zTexts }),
  enterprise: zTexts,
  cooperative: zTexts,
  individual: zTexts,
  buyers: z.array(z.tuple([z.string(), z.string(), z.string()])).min(1),
  messages: zTexts,
  giftRemarks: zTexts,
  bulkRemarks: zTexts,
})

export type Platform = z.output<typeof zShop>['platform']
export type Encoding = z.output<typeof zEncoding>
export type ShopPlan = z.output<typeof zShop>
export type TownPlan = z.output<typeof zTown>
/** 网货 What a shop lists; prices in fen. */
export type Product = z.output<typeof zProduct> & { readonly number: number }

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`data/${name}.yaml`, import.meta.url), 'utf8'))

export const { towns: TOWNS, events: EVENTS } = zTowns.parse(read('towns'))
const PRODUCTS = z.record(z.string(), z.array(zProduct)).parse(read('products'))
export const NAMES = zNames.parse(read('names'))

export const productsOf = (townCode: string): readonly Product[] =>
  (PRODUCTS[townCode] ?? []).map((product, index) => ({ ...product, number: index + 1 }))
