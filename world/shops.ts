import { type Month, monthOf } from '#kernel/day'
import type { Encoding, Platform, Product, ShopPlan, TownPlan } from './catalogue.ts'
import { productsOf, TOWNS } from './catalogue.ts'
import type { Entity } from './entities.ts'

/** 网店 A shop on one of the four platforms, with the habits of the one who exports its files. */
export type Shop = {
  readonly key: string
  readonly platform: Platform
  readonly name: string
  /** The platform's own number of the shop. */
  readonly platformId: string
  /** Two digits, unique in the world: part of every order number. */
  readonly number: string
  readonly operator: Entity
  readonly town: TownPlan
  readonly products: readonly Product[]
  readonly plan: ShopPlan
}

const ALL_PLANS = TOWNS.flatMap(({ shops }) => shops)

export const shopsOf = (town: TownPlan, operators: ReadonlyMap<string, Entity>): readonly Shop[] =>
  town.shops.map((plan) => {
    const operator = operators.get(plan.key)
    if (!operator) throw new RangeError(`nobody runs ${plan.key}`)
    const number = String(ALL_PLANS.indexOf(plan) + 1).padStart(2, '0')
    return {
      key: plan.key,
      platform: plan.platform,
      name: plan.name,
      platformId: `9000${number}${plan.opened.replaceAll('-', '')}`,
      number,
      operator,
      town,
      products: productsOf(town.code),
      plan,
    }
  })

/** 格式版本 The platforms renamed columns with the new year; a file is written in the version of its month. */
export type Profile = '2022' | '2023'

export const profileOf = (m: Month): Profile => (m < '2023-01' ? '2022' : '2023')

export const encodingOf = (shop: Shop, m: Month): Encoding => shop.plan.encoding[profileOf(m)]

export const openedMonth = (shop: Shop): Month => monthOf(shop.plan.opened)
