import { dayNumbered } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Shop } from '../shops.ts'

const digits = (n: number, length: number): string => String(n).padStart(length, '0')
const random = (chance: Dice, length: number): string => digits(chance.whole(0, 10 ** length), length)

/**
 * 订单号 In the length and shape of each platform, unique by shop, day and serial. `part` counts the numbers of one
 * 京东 order that was split: 0 is the first, 1 and 2 its parts.
 */
export function orderNo(shop: Shop, n: number, serial: number, part: number, chance: Dice): string {
  const key = `${shop.number}${digits(n, 3)}`
  switch (shop.platform) {
    case 'taobao': // 18 digits; Excel makes 1.40E+17 of them
      return `14${digits(n, 3)}${shop.number}${digits(serial, 6)}${random(chance, 5)}`
    case 'jd': // 12 digits
      return `2${key}${digits(serial * 3 + part, 6)}`
    case 'douyin': // 19 digits, the last left for the sub-orders
      return `49${key}${digits(serial, 6)}${random(chance, 5)}0`
    case 'pdd': // the day it was placed, then 15 digits
      return `${dayNumbered(n).slice(2).replaceAll('-', '')}-${shop.number}${digits(serial, 6)}${random(chance, 7)}`
  }
}

/** 抖店: the first sub-order bears the order's own number, the next ones count up its last digit. */
export const subOrderNo = (orderNumber: string, index: number): string =>
  orderNumber.slice(0, -1) + String(index)
