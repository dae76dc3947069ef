import { monthOf, yearOf } from '#kernel/day'
import { ZERO_FEN } from '#kernel/money'
import { DAY, dayNumbered, HOUR, type Moment, seasonOf } from '../calendar.ts'
import { NAMES } from '../catalogue.ts'
import { mobile } from '../codes.ts'
import { type Dice, dice } from '../dice.ts'
import { profileOf, type Shop } from '../shops.ts'
import { type Basket, basketOf } from './basket.ts'
import { course } from './life.ts'
import { orderNo, subOrderNo } from './numbers.ts'
import type { Buyer, Order, OrderKind } from './order.ts'
import { ordersOn } from './volume.ts'

const WHOLESALE = 0.008
const BRUSHED = 0.014
const SPLIT = 0.12
const TIMELESS = 0.02

/**
 * Every order of a shop's day, newest first as the platforms export them. Each order has its own dice, so a day can
 * be drawn again for the next month's overlapping file without keeping anything.
 */
export function* ordersOfDay(shop: Shop, seed: number, scale: number, n: number): Generator<Order> {
  const count = ordersOn(shop, seed, scale, n)
  for (let serial = count - 1; serial >= 0; serial--) {
    yield* drawn(shop, dice(seed, shop.key, n, serial), n, serial, count)
  }
}

function* drawn(shop: Shop, chance: Dice, n: number, serial: number, count: number): Generator<Order> {
  const today = dayNumbered(n)
  const kind = kindOf(chance, shop.town.gifts[yearOf(today) === 2022 ? '2022' : '2023'])
  const placedAt = n * DAY + secondOfDay((serial + chance.real()) / count)
  const basket = basketOf(chance, shop, kind, seasonOf(today))
  const no = orderNo(shop, n, serial, 0, chance)
  const order: Order = {
    no,
    kind,
    lines: basket.lines.map((line, index) => ({ ...line, no: subOrderNo(no, index) })),
    freight: basket.freight,
    buyer: buyerOf(chance, kind),
    message: kind === 'household' && chance.chance(0.06) ? chance.pick(NAMES.messages) : '',
    remark: remarkOf(chance, kind, today.slice(5).replace('-', '')),
    placedAt,
    ...course(chance, shop.platform, profileOf(monthOf(today)), kind, placedAt, basket),
    waybill: `YT0000${String(chance.whole(0, 1_000_000_000)).padStart(9, '0')}`,
    splitInto: [],
    timeless:
      shop.platform === 'pdd' && (shop.plan.timeless.includes(monthOf(today)) || chance.chance(TIMELESS)),
  }
  const splits = shop.platform === 'jd' && order.lines.length > 1 && order.paidAt !== null && !order.refund
  if (splits && chance.chance(SPLIT)) yield* split(order, shop, n, serial, chance)
  else yield order
}

/** 京东 ships from two stores: the first number is void, each part has a number, goods and money of its own. */
function* split(order: Order, shop: Shop, n: number, serial: number, chance: Dice): Generator<Order> {
  const [first, ...rest] = order.lines
  if (!first) return
  const parts: readonly Basket[] = [
    { lines: [first], freight: order.freight },
    { lines: rest, freight: ZERO_FEN },
  ]
  const numbers = parts.map((_, index) => orderNo(shop, n, serial, index + 1, chance))
  for (const [index, part] of parts.entries()) yield { ...order, ...part, no: numbers[index] ?? order.no }
  yield { ...order, dispatchedAt: null, receivedAt: null, splitInto: numbers }
}

function kindOf(chance: Dice, gifts: number): OrderKind {
  const at = chance.real()
  if (at < WHOLESALE) return 'wholesale'
  if (at < WHOLESALE + BRUSHED) return 'brushed'
  return at < WHOLESALE + BRUSHED + gifts ? 'gift' : 'household'
}

/** Shares of a day's orders by hour of the day. */
const HOURS = [2, 1, 1, 0, 0, 1, 2, 3, 4, 5, 6, 6, 5, 5, 5, 5, 5, 5, 6, 8, 9, 8, 5, 3]
const BUSTLE = HOURS.reduce((sum, share) => sum + share, 0)

/** The second at which `part` (in [0, 1)) of a day's orders have come. */
function secondOfDay(part: number): Moment {
  let left = part * BUSTLE
  for (const [hour, share] of HOURS.entries()) {
    if (left < share) return hour * HOUR + Math.floor((left / share) * HOUR)
    left -= share
  }
  return DAY - 1
}

/** Brushers come from few households, which is what gives them away. */
function buyerOf(chance: Dice, kind: OrderKind): Buyer {
  const crowd = kind === 'brushed' ? 12 : 10_000
  const number = chance.whole(0, crowd)
  const own = dice('buyer', kind === 'brushed' ? 'crew' : 'public', number)
  const [province, city, district] = own.pick(NAMES.buyers)
  return {
    account: `示例买家${String(number).padStart(5, '0')}`,
    name: own.pick(NAMES.family) + own.pick(NAMES.given),
    mobile: mobile(number),
    province,
    city,
    district,
    street: `示例路${own.whole(1, 300)}号${own.whole(1, 30)}栋${own.whole(101, 2800)}室`,
  }
}

/** `小禾;G-1111` is how shops mark 刷单 in their own remark: a helper's name, then the mark. */
function remarkOf(chance: Dice, kind: OrderKind, monthDay: string): string {
  if (kind === 'wholesale') return chance.pick(NAMES.bulkRemarks)
  if (kind === 'gift') return chance.chance(0.6) ? chance.pick(NAMES.giftRemarks) : ''
  if (kind === 'household') return chance.chance(0.03) ? '已电话确认' : ''
  const mark = `${chance.pick(['G', 'V'])}-${monthDay}`
  return chance.chance(0.3) ? `小${chance.pick(NAMES.family)};${mark}` : mark
}
