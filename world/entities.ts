import { addDays, type Day, day, daysBetween, inPeriod, type Period } from '#kernel/day'
import { PERIOD } from './calendar.ts'
import { NAMES, type ShopPlan, type TownPlan } from './catalogue.ts'
import { creditCode, mobile, type RegisterKind, residentId } from './codes.ts'
import { type Dice, dice } from './dice.ts'

/** 主体类型 Registered kinds first; 农户 and 村级服务站 are no 市场主体 of their own in the register. */
export const KINDS = {
  enterprise: '企业',
  cooperative: '农民专业合作社',
  individual: '个体工商户',
  farmer: '农户',
  station: '村级服务站',
} as const
export type EntityKind = keyof typeof KINDS

/** 主体 Someone the e-town's register knows; every value is invented. */
export type Entity = {
  readonly key: string
  readonly kind: EntityKind
  readonly name: string
  /** Null for a 农户. */
  readonly creditCode: string | null
  readonly principal: string
  readonly residentId: string
  readonly mobile: string
  /** Null for a 农户: nobody registers a household. */
  readonly registeredOn: Day | null
  /** 镇 and 村 in one text, as in the plan. */
  readonly village: string
  readonly address: string
  /** Inside the e-town's boundary. */
  readonly inside: boolean
  readonly ecommerceSince: Day | null
  readonly products: readonly string[]
}

/** 生产地点 Where an entity grows, makes or stores; area in 亩 for land, in m² for buildings. */
export type Site = {
  readonly entity: string
  readonly kind: '种植基地' | '养殖场' | '加工车间' | '仓库'
  readonly village: string
  readonly area: number
}

/** 新增市场主体 of a period, inside the boundary; doing e-commerce by its end. */
export type Registrations = { readonly period: Period; readonly total: number; readonly ecommerce: number }

/** Outside the boundary, so that a count by registration date alone comes out too high. */
const OUTSIDE_OLD = 6
const OUTSIDE_NEW = 5

type Slot = {
  kind: EntityKind
  registered: Day | null
  inside: boolean
  ecommerceSince: Day | null
}

/** All entities of a town. The 农户 stand last and grow with the scale; the others are the same at every scale. */
export function entitiesOf(town: TownPlan, seed: number, scale: number): readonly Entity[] {
  const slots = [...oldSlots(town, seed), ...newSlots(town, seed), ...households(town, seed, scale)]
  return slots.map((slot, index) => entity(town, seed, slot, index))
}

const REGISTER: Record<EntityKind, RegisterKind | null> = {
  enterprise: '1',
  cooperative: '3',
  individual: '2',
  farmer: null,
  station: '2',
}

function entity(town: TownPlan, seed: number, slot: Slot, index: number): Entity {
  const chance = dice(seed, town.code, 'entity', index)
  const village = chance.pick(slot.inside ? town.inside : town.outside)
  const principal = personName(chance)
  const register = REGISTER[slot.kind]
  const shownVillage = village.replace(/^.*[镇乡]/, '')
  return {
    key: `${town.code}-${String(index + 1).padStart(4, '0')}`,
    kind: slot.kind,
    name: slot.kind === 'farmer' ? principal : entityName(town, slot.kind, shownVillage, index, chance),
    creditCode:
      register === null ? null : creditCode(register, town.countyCode, (seed % 2000) * 10_000 + index),
    principal,
    residentId: residentId(town.cityCode, addDays(day('1958-01-01'), chance.whole(0, 15_000))),
    mobile: mobile(index),
    registeredOn: slot.registered,
    village,
    address: `山西省${town.city}${town.county}${village}示例街${chance.whole(1, 99)}号`,
    inside: slot.inside,
    ecommerceSince: slot.ecommerceSince,
    products: [...new Set([chance.pick(town.categories).name, chance.pick(town.categories).name])],
  }
}

const personName = (chance: Dice): string => chance.pick(NAMES.family) + chance.pick(NAMES.given)

function entityName(town: TownPlan, kind: EntityKind, village: string, index: number, chance: Dice): string {
  const { first, second } = NAMES.trade
  const trade = `${first[index % first.length]}${second[Math.floor(index / first.length) % second.length]}`
  if (kind === 'enterprise') return `${town.county}${trade}（演示）${chance.pick(NAMES.enterprise)}有限公司`
  if (kind === 'cooperative')
    return `${town.county}${trade}示例${chance.pick(NAMES.cooperative)}农民专业合作社`
  if (kind === 'station') return `${village}${trade}村级电商服务站（演示）`
  return `${town.county}${trade}示例${chance.pick(NAMES.individual)}`
}

/** `online` is the part that does e-commerce; some of them only since a day inside the period, being no newcomers. */
function grown(chance: Dice, kind: EntityKind, count: number, inside: boolean, online: number): Slot[] {
  return Array.from({ length: count }, () => {
    const begun = addDays(day('2012-03-01'), chance.whole(0, 2500))
    const since = addDays(begun, chance.whole(60, 1600))
    return {
      kind,
      registered: kind === 'farmer' ? null : begun,
      inside,
      ecommerceSince: chance.chance(online) ? since : null,
    }
  })
}

const households = (town: TownPlan, seed: number, scale: number): Slot[] =>
  grown(dice(seed, town.code, 'households'), 'farmer', town.existing.farmer * scale, true, 0.15)

function oldSlots(town: TownPlan, seed: number): Slot[] {
  const chance = dice(seed, town.code, 'old')
  const { existing } = town
  const slots = [
    ...grown(chance, 'enterprise', existing.enterprise, true, 0.6),
    ...grown(chance, 'cooperative', existing.cooperative, true, 0.4),
    ...grown(chance, 'individual', existing.individual, true, 0.5),
    ...grown(chance, 'station', existing.station, true, 1),
    ...grown(chance, 'individual', OUTSIDE_OLD, false, 0.5),
  ]
  town.shops
    .filter((shop) => !shop.startup)
    .forEach((shop, n) => {
      const operator = slots[n]
      if (operator) operator.ecommerceSince = addDays(shop.opened, -20)
    })
  return slots
}

function newSlots(town: TownPlan, seed: number): Slot[] {
  const chance = dice(seed, town.code, 'new')
  const kind = (): EntityKind => chance.weighted(['individual', 'enterprise', 'cooperative'], weightOfNew)
  const slots = town.registrations.flatMap(({ from, until, total, ecommerce }) =>
    Array.from({ length: total }, (_, n): Slot => {
      // The first and the last stand on the period's edges; every second one after the first is offline.
      const last = addDays(until, -1)
      const registered =
        n === 0 ? from : n === total - 1 ? last : addDays(from, chance.whole(1, daysBetween(from, last)))
      const online = Math.floor((n * ecommerce) / total) !== Math.floor(((n - 1) * ecommerce) / total)
      const since = addDays(registered, chance.whole(0, 20))
      return {
        kind: kind(),
        registered,
        inside: true,
        ecommerceSince: online ? (since < until ? since : last) : null,
      }
    }),
  )
  startShops(town, slots)

  const late = slots.findLast((slot) => slot.ecommerceSince === null)
  if (late && town.lateStarter) late.ecommerceSince = addDays(PERIOD.until, 2)
  slots.push({ kind: 'individual', registered: PERIOD.until, inside: true, ecommerceSince: PERIOD.until })
  for (let n = 0; n < OUTSIDE_NEW; n++) {
    const registered = addDays(day('2023-03-05'), chance.whole(0, 290))
    slots.push({ kind: kind(), registered, inside: false, ecommerceSince: n % 2 === 0 ? registered : null })
  }
  return slots
}

const weightOfNew = (kind: EntityKind): number => (kind === 'individual' ? 5 : kind === 'enterprise' ? 3 : 2)

/** The newest online newcomer registered by then runs the shop, and is online since the shop opened. */
function startShops(town: TownPlan, slots: readonly Slot[]): void {
  for (const shop of town.shops.filter(({ startup }) => startup)) {
    const [operator] = slots.filter((slot) => canStart(slot, shop)).sort(newestFirst)
    if (!operator) throw new RangeError(`no newcomer of ${town.code} can run ${shop.key}`)
    operator.ecommerceSince = shop.opened
  }
}

const newestFirst = (a: Slot, b: Slot): number => ((a.registered ?? '') < (b.registered ?? '') ? 1 : -1)

const canStart = (slot: Slot, shop: ShopPlan): boolean =>
  slot.ecommerceSince !== null && slot.registered !== null && slot.registered <= shop.opened

const isNew = ({ registeredOn }: Entity): boolean => registeredOn !== null && inPeriod(registeredOn, PERIOD)

/** The entity that runs each shop, by the shop's key. */
export function operatorsOf(town: TownPlan, entities: readonly Entity[]): ReadonlyMap<string, Entity> {
  const old = town.shops.filter((shop) => !shop.startup)
  const pairs = town.shops.map((shop): [string, Entity] => {
    const operator = shop.startup
      ? entities.find((one) => isNew(one) && one.ecommerceSince === shop.opened)
      : entities[old.indexOf(shop)]
    if (!operator) throw new RangeError(`nobody runs ${shop.key}`)
    return [shop.key, operator]
  })
  return new Map(pairs)
}

/** One site for each enterprise and each cooperative. */
export const sitesOf = (entities: readonly Entity[], seed: number): readonly Site[] =>
  entities
    .filter(({ kind }) => kind === 'enterprise' || kind === 'cooperative')
    .map((owner): Site => {
      const chance = dice(seed, owner.key, 'site')
      const kind: Site['kind'] =
        owner.kind === 'enterprise'
          ? chance.pick(['加工车间', '仓库'])
          : owner.products.some((product) => product === '黑山羊' || product === '蜂蜜')
            ? '养殖场'
            : '种植基地'
      return { entity: owner.key, kind, village: owner.village, area: chance.whole(3, 60) * 10 }
    })

const REGISTERED: readonly EntityKind[] = ['enterprise', 'cooperative', 'individual']

/** Counts the way the plans word it: registered inside the period and the boundary, online before its end. */
export function registrationsIn(entities: readonly Entity[], period: Period): Registrations {
  const fresh = entities.filter(
    ({ kind, inside, registeredOn }) =>
      inside && REGISTERED.includes(kind) && registeredOn !== null && inPeriod(registeredOn, period),
  )
  const online = fresh.filter(
    ({ ecommerceSince }) => ecommerceSince !== null && ecommerceSince < period.until,
  )
  return { period, total: fresh.length, ecommerce: online.length }
}
