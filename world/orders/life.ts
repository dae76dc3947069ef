import { type Fen, fen, ZERO_FEN } from '#kernel/money'
import { DAY, HOUR, MINUTE, type Moment } from '../calendar.ts'
import type { Platform } from '../catalogue.ts'
import type { Dice } from '../dice.ts'
import type { Profile } from '../shops.ts'
import { type Line, type Order, type OrderKind, paidForLine, payable, type Refund } from './order.ts'

/** 阶段 Where an order stands at the moment of export; `lapsed` was closed without ever being paid. */
export type Stage = 'unpaid' | 'lapsed' | 'paid' | 'dispatched' | 'received'

/** 所见 What an export made at one moment knows of an order. */
export type Seen = {
  readonly stage: Stage
  /** Nothing has come back when zero. */
  readonly refunded: Fen
  /** The whole payment has come back. */
  readonly undone: boolean
  readonly paidAt: Moment | null
  readonly dispatchedAt: Moment | null
  readonly receivedAt: Moment | null
}

const by = (moment: Moment | null, now: Moment): Moment | null =>
  moment !== null && moment <= now ? moment : null

export function seenAt(order: Order, now: Moment): Seen {
  const paidAt = by(order.paidAt, now)
  const dispatchedAt = by(order.dispatchedAt, now)
  const receivedAt = by(order.receivedAt, now)
  const refunded = order.refund && order.refund.at <= now ? order.refund.amount : ZERO_FEN
  return {
    stage: stageOf(order, now, paidAt, dispatchedAt, receivedAt),
    refunded,
    undone: paidAt !== null && refunded === payable(order),
    paidAt,
    dispatchedAt,
    receivedAt,
  }
}

function stageOf(
  order: Order,
  now: Moment,
  paidAt: Moment | null,
  dispatchedAt: Moment | null,
  receivedAt: Moment | null,
): Stage {
  if (paidAt === null) return by(order.closedAt, now) === null ? 'unpaid' : 'lapsed'
  if (dispatchedAt === null) return 'paid'
  return receivedAt === null ? 'dispatched' : 'received'
}

type Course = Pick<Order, 'paidAt' | 'closedAt' | 'dispatchedAt' | 'receivedAt' | 'refund'>

const UNPAID = 0.05
const REFUNDED: Record<OrderKind, number> = { household: 0.035, gift: 0.012, wholesale: 0, brushed: 0 }

/**
 * What becomes of an order. A refund is drawn only in a shape that the platform's export can show: 淘宝 before 2023
 * and 拼多多 know whole ones only, 京东 only those before dispatch, 抖店 whole sub-orders, 淘宝 since 2023 any sum.
 */
export function course(
  chance: Dice,
  platform: Platform,
  profile: Profile,
  kind: OrderKind,
  placedAt: Moment,
  basket: Pick<Order, 'lines' | 'freight'>,
): Course {
  if (kind !== 'brushed' && kind !== 'wholesale' && chance.chance(UNPAID)) {
    const closedAt = placedAt + DAY
    return { paidAt: null, closedAt, dispatchedAt: null, receivedAt: null, refund: null }
  }
  const slow = chance.chance(0.03)
  const paidAt = placedAt + (slow ? chance.whole(30 * MINUTE, 20 * HOUR) : chance.whole(5, 20 * MINUTE))
  const dispatchedAt = paidAt + chance.whole(6 * HOUR, 3 * DAY)
  const receivedAt = dispatchedAt + chance.whole(2 * DAY, 11 * DAY)
  const whole = { paidAt, closedAt: null, dispatchedAt, receivedAt, refund: null }
  if (!chance.chance(REFUNDED[kind])) return whole

  const amount = payable(basket)
  if (platform === 'jd' || chance.chance(0.35)) {
    const at = paidAt + chance.whole(10 * MINUTE, 5 * HOUR)
    return { ...whole, dispatchedAt: null, receivedAt: null, refund: { at, amount, lines: null } }
  }
  const back = dispatchedAt + chance.whole(3 * DAY, 14 * DAY)
  const part = partly(chance, platform, profile, basket, back)
  if (part) return { ...whole, refund: part }
  return {
    ...whole,
    receivedAt: back < receivedAt ? null : receivedAt,
    refund: { at: back, amount, lines: null },
  }
}

function partly(
  chance: Dice,
  platform: Platform,
  profile: Profile,
  { lines }: Pick<Order, 'lines'>,
  at: Moment,
): Refund | undefined {
  if (platform === 'douyin' && lines.length > 1) {
    const given = chance.whole(0, lines.length)
    return { at, amount: lineAmount(lines, given), lines: [given] }
  }
  const sum = fen(BigInt(chance.whole(3, 16)) * 100n)
  const bearable = lines.length > 0 && sum < lineAmount(lines, 0)
  const shown = platform === 'taobao' && profile === '2023'
  return shown && bearable && chance.chance(0.55) ? { at, amount: sum, lines: null } : undefined
}

const lineAmount = (lines: readonly Line[], index: number): Fen => {
  const line = lines[index]
  return line ? paidForLine(line) : ZERO_FEN
}
