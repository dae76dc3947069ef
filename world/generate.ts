import type { Period } from '#kernel/day'
import { yearPeriod } from '#kernel/day'
import { PERIOD } from './calendar.ts'
import { type Product, productsOf, TOWNS, type TownPlan } from './catalogue.ts'
import {
  type Entity,
  entitiesOf,
  operatorsOf,
  type Registrations,
  registrationsIn,
  type Site,
  sitesOf,
} from './entities.ts'
import { type Defect, messyTable } from './mess.ts'
import { ENCODERS, type FileEncoding } from './orders/encode.ts'
import { bytesOf, emptyTally, type FileTally, filesOf, type OrderFile } from './orders/file.ts'
import { partyRow, partyText } from './parties.ts'
import { type Shop, shopsOf } from './shops.ts'
import { type ShopMonth, shopMonths } from './truth.ts'

export type Scale = 1 | 10 | 100

/** 主体导入表 One e-town's register as an office would send it; `defects` is empty for the clean one. */
export type PartyFile = {
  readonly path: string
  readonly etown: string
  readonly encoding: FileEncoding
  readonly bytes: Buffer
  readonly rows: number
  readonly defects: readonly Defect[]
}

/** An order file that can be read any number of times; its tally is complete once `bytes` has ended. */
export type ReadableOrderFile = OrderFile & { open(): { bytes: AsyncIterable<Buffer>; tally: FileTally } }

/** 演示e镇 Everything about one of the two e-towns. */
export type DemoTown = {
  readonly code: string
  readonly name: string
  readonly plan: TownPlan
  readonly entities: readonly Entity[]
  readonly sites: readonly Site[]
  readonly products: readonly Product[]
  readonly shops: readonly Shop[]
  readonly orderFiles: readonly ReadableOrderFile[]
  readonly partyFiles: readonly PartyFile[]
  /** 新增市场主体 by calendar year. */
  readonly registrations: readonly Registrations[]
  /** The true 网络零售额 by shop and month: draws every order once more. */
  shopMonths(): readonly ShopMonth[]
}

/** 演示世界 Invented from end to end: `demo` is there to be shown on every screen that shows any of it. */
export type World = {
  readonly demo: true
  readonly seed: number
  readonly scale: Scale
  readonly period: Period
  readonly towns: readonly DemoTown[]
}

/**
 * The same seed and scale give the same bytes, on every machine and in any order of reading. The scale multiplies the
 * orders and the old 农户; shops, files, newcomers and months stay as they are.
 */
export function generateWorld({ seed, scale }: { seed: number; scale: Scale }): World {
  return { demo: true, seed, scale, period: PERIOD, towns: TOWNS.map((plan) => townOf(plan, seed, scale)) }
}

function townOf(plan: TownPlan, seed: number, scale: Scale): DemoTown {
  const entities = entitiesOf(plan, seed, scale)
  const shops = shopsOf(plan, operatorsOf(plan, entities))
  const draw = { seed, scale }
  return {
    code: plan.code,
    name: plan.name,
    plan,
    entities,
    sites: sitesOf(entities, seed),
    products: productsOf(plan.code),
    shops,
    orderFiles: shops.flatMap(filesOf).map((file) => ({
      ...file,
      open() {
        const tally = emptyTally()
        return { bytes: bytesOf(file, draw, tally), tally }
      },
    })),
    partyFiles: partyFiles(plan, entities, seed),
    registrations: [2022, 2023].map((year) => registrationsIn(entities, yearPeriod(year))),
    shopMonths: () => shops.flatMap((shop) => shopMonths(shop, draw)),
  }
}

function partyFiles(plan: TownPlan, entities: readonly Entity[], seed: number): readonly PartyFile[] {
  const file = (
    name: string,
    encoding: FileEncoding,
    text: string,
    defects: readonly Defect[],
  ): PartyFile => ({
    path: `parties/${plan.code}/${name}`,
    etown: plan.code,
    encoding,
    bytes: Buffer.concat([ENCODERS[encoding].mark, ENCODERS[encoding].encode(text)]),
    rows: entities.length,
    defects,
  })
  const messy = messyTable(entities, seed, plan.code)
  return [
    file('parties-clean.csv', 'utf-8-bom', partyText(entities.map(partyRow)), []),
    file('parties-messy.csv', 'gb18030', messy.text, messy.defects),
  ]
}
