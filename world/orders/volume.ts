import { type Day, yearOf } from '#kernel/day'
import { DAYS, dayNumber, dayNumbered, PERIOD, seasonOf } from '../calendar.ts'
import { EVENTS, type TownPlan } from '../catalogue.ts'
import { dice } from '../dice.ts'
import type { Shop } from '../shops.ts'

/** How much a day of the year weighs in a town: its goods' seasons, times the busiest event of the day. */
function weightOf(town: TownPlan, d: Day): number {
  const season = town.categories.reduce((sum, one) => sum + one.share * (one.season[seasonOf(d)] ?? 0), 0)
  const monthDay = d.slice(5)
  const running = EVENTS.filter(({ from, until }) => from <= monthDay && monthDay < until)
  return season * running.reduce((busiest, { factor }) => Math.max(busiest, factor), 1)
}

/** The part of its year's orders that falls on each day. */
function partsOf(town: TownPlan): readonly number[] {
  const weights = Array.from({ length: DAYS }, (_, n) => weightOf(town, dayNumbered(n)))
  const years = weights.map((_, n) => yearOf(dayNumbered(n)))
  const totals = new Map<number, number>()
  weights.forEach((weight, n) => {
    const year = years[n] ?? 0
    totals.set(year, (totals.get(year) ?? 0) + weight)
  })
  return weights.map((weight, n) => weight / (totals.get(years[n] ?? 0) ?? 1))
}

const PARTS = new Map<string, readonly number[]>()

function partOf(town: TownPlan, n: number): number {
  const parts = PARTS.get(town.code) ?? partsOf(town)
  PARTS.set(town.code, parts)
  return parts[n] ?? 0
}

/** How many orders a shop gets on a day: none before it opened or outside the period. */
export function ordersOn(shop: Shop, seed: number, scale: number, n: number): number {
  const today = dayNumbered(n)
  if (n < dayNumber(PERIOD.from) || n >= DAYS || today < shop.plan.opened) return 0
  const year = shop.town.orders[yearOf(today) === 2022 ? '2022' : '2023']
  const expected = year * scale * shop.plan.share * partOf(shop.town, n)
  return Math.floor(expected + dice(seed, shop.key, n).real())
}
