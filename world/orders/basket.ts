import { type Fen, fen, ZERO_FEN } from '#kernel/money'
import type { Platform, Product } from '../catalogue.ts'
import type { Dice } from '../dice.ts'
import type { Shop } from '../shops.ts'
import { goodsOf, type Line, NOTHING_OFF, type Order, type OrderKind } from './order.ts'

export type Basket = Pick<Order, 'lines' | 'freight'>

/** A 单位 buys whole boxes for about this much; far fewer pieces than the smallest lot of a reseller. */
const GIFT_YUAN = { from: 3200, until: 9800 }
const GIFT_PIECES = { least: 4, most: 40 }
const LOT_PIECES = { from: 100, until: 600 }

/** A household's order has a second product this often; a 拼多多 order has one by nature. */
const SECOND: Record<Platform, number> = { taobao: 0.15, jd: 0.25, douyin: 0.22, pdd: 0 }
const THIRD = 0.2

/** The goods of an order, their discounts and the freight; `month` is 0 for January. */
export function basketOf(chance: Dice, shop: Shop, kind: OrderKind, month: number): Basket {
  if (kind === 'wholesale') return { lines: [lot(chance, shop.products)], freight: ZERO_FEN }
  if (kind === 'gift') return { lines: [boxes(chance, shop, month)], freight: ZERO_FEN }
  if (kind === 'brushed') return { lines: [cheap(chance, shop.products)], freight: ZERO_FEN }
  const lines = [everyday(chance, shop, month)]
  if (chance.chance(SECOND[shop.platform])) lines.push(everyday(chance, shop, month))
  if (lines.length === 2 && chance.chance(THIRD)) lines.push(everyday(chance, shop, month))
  const freight = chance.chance(0.08) ? fen(chance.pick([600, 800, 1000, 1200])) : ZERO_FEN
  return { lines: discounted(chance, shop.platform, distinct(lines)), freight }
}

/** A product stands once in an order: a platform adds to its quantity instead. */
const distinct = (lines: readonly Line[]): readonly Line[] =>
  lines.filter((line, index) => lines.findIndex(({ product }) => product === line.product) === index)

const lineOf = (product: Product, quantity: number, unit = product.price): Line => ({
  product,
  no: '',
  quantity,
  unit,
  ...NOTHING_OFF,
})

/** How much a product's kind is asked for in a month. */
function demand({ town }: Shop, { category }: Product, month: number): number {
  const found = town.categories.find(({ name }) => name === category)
  return found ? found.share * (found.season[month] ?? 0) : 0
}

function everyday(chance: Dice, shop: Shop, month: number): Line {
  const { name } = chance.weighted(shop.town.categories, (one) => one.share * (one.season[month] ?? 0))
  const product = chance.weighted(shop.products, (one) => (one.category === name ? one.everyday : 0))
  return lineOf(product, chance.chance(0.75) ? 1 : chance.chance(0.8) ? 2 : chance.whole(3, 6))
}

function boxes(chance: Dice, shop: Shop, month: number): Line {
  const product = chance.weighted(shop.products, (one) => one.gift * demand(shop, one, month))
  const wanted = Math.round((chance.whole(GIFT_YUAN.from, GIFT_YUAN.until) * 100) / Number(product.price))
  return lineOf(product, Math.min(Math.max(wanted, GIFT_PIECES.least), GIFT_PIECES.most))
}

function lot(chance: Dice, products: readonly Product[]): Line {
  const product = chance.pick(products.filter(({ bulk }) => bulk !== undefined))
  return lineOf(product, chance.whole(LOT_PIECES.from / 10, LOT_PIECES.until / 10) * 10, product.bulk)
}

const cheap = (chance: Dice, products: readonly Product[]): Line =>
  lineOf(chance.pick(products.filter(({ price }) => price < 10_000n)), 1)

/** Discounts in steps of 0.10 yuan, all on the first line, so that no line's share needs rounding. */
function discounted(chance: Dice, platform: Platform, lines: readonly Line[]): readonly Line[] {
  const [first, ...rest] = lines
  if (!first) return lines
  const goods = Number(goodsOf(first))
  const upTo = (part: number): Fen => fen(Math.floor((goods * part * (0.2 + 0.8 * chance.real())) / 10) * 10)
  const shopOff = chance.chance(0.3) ? upTo(0.12) : ZERO_FEN
  const platformOff = goods > 5000 && chance.chance(0.15) ? upTo(0.06) : ZERO_FEN
  const hostOff = platform === 'douyin' && chance.chance(0.05) ? upTo(0.05) : ZERO_FEN
  return [{ ...first, shopOff, platformOff, hostOff }, ...rest]
}
