import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { yearPeriod } from '#kernel/day'
import type { Fen } from '#kernel/money'
import { type Entity, registrationsIn } from './entities.ts'
import { type DemoTown, generateWorld, type ReadableOrderFile, type Scale } from './generate.ts'
import { emptyTally, linesOf } from './orders/file.ts'
import { retailOfYear } from './truth.ts'

const SEED = 20231

async function sha256(file: ReadableOrderFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.open().bytes) hash.update(chunk)
  return hash.digest('hex')
}

const fileOf = (town: DemoTown | undefined, path: RegExp): ReadableOrderFile => {
  const found = town?.orderFiles.find((file) => path.test(file.path))
  if (!found) throw new Error(`no file ${path}`)
  return found
}

const SMALL = /pdd-shiyuan\/2022-03\//

describe('determinism', () => {
  test('the same seed gives the same bytes, pinned: a change here changes every demonstration', async () => {
    const [longgang] = generateWorld({ seed: SEED, scale: 1 }).towns
    expect(await sha256(fileOf(longgang, SMALL))).toBe(
      'b14d82c73003bf17c6274a0b515db013cc76b6f509304c8c9ae5aa79641ab73a',
    )
  })

  test('a file comes out the same whatever was read before it, and again', async () => {
    const [longgang] = generateWorld({ seed: SEED, scale: 1 }).towns
    const file = fileOf(longgang, SMALL)
    const first = await sha256(file)
    await sha256(fileOf(longgang, /taobao-qinling\/2023-11\//))
    expect(await sha256(file)).toBe(first)
  })

  test('another seed gives another file and other codes', async () => {
    const [ours, theirs] = [SEED, SEED + 1].map((seed) => generateWorld({ seed, scale: 1 }).towns[0])
    expect(await sha256(fileOf(ours, SMALL))).not.toBe(await sha256(fileOf(theirs, SMALL)))
    expect(ours?.entities[0]?.creditCode).not.toBe(theirs?.entities[0]?.creditCode)
  })

  test('scale 10 has ten times the rows, and the same shops, files and registered entities', () => {
    const [ten] = generateWorld({ seed: SEED, scale: 10 }).towns
    const [one] = generateWorld({ seed: SEED, scale: 1 }).towns
    const rowsOf = (town: DemoTown | undefined, scale: Scale): number => {
      const tally = emptyTally()
      for (const _ of linesOf(fileOf(town, SMALL), { seed: SEED, scale }, tally));
      return tally.rows
    }
    expect(rowsOf(ten, 10) / rowsOf(one, 1)).toBeCloseTo(10, 0)
    expect(ten?.orderFiles.map(({ path }) => path)).toEqual(one?.orderFiles.map(({ path }) => path))
    const registered = (town: DemoTown | undefined) => town?.entities.filter(({ kind }) => kind !== 'farmer')
    expect(registered(ten)).toEqual(registered(one))
  })
})

const wan = (amount: Fen): number => Number(amount) / 1_000_000

describe('calibration', () => {
  const [longgang, daning] = generateWorld({ seed: SEED, scale: 1 }).towns

  test('沁水 passes 3000 万元 in 2023, 大宁 stays below 2000', () => {
    const [ours = [], theirs = []] = [longgang, daning].map((town) => town?.shopMonths())
    expect(wan(retailOfYear(ours, '2022'))).toSatisfy((n: number) => n >= 2600 && n < 2700)
    expect(wan(retailOfYear(ours, '2023'))).toSatisfy((n: number) => n >= 3100 && n < 3200)
    expect(wan(retailOfYear(theirs, '2022'))).toSatisfy((n: number) => n >= 1500 && n < 1600)
    expect(wan(retailOfYear(theirs, '2023'))).toSatisfy((n: number) => n >= 1800 && n < 1900)
  })

  test('seasons: apples sell in winter, honey all year with its feasts', () => {
    const monthly = (town: DemoTown | undefined, month: string): number =>
      (town?.shopMonths() ?? [])
        .filter((one) => one.month === month)
        .reduce((sum, { retail }) => sum + wan(retail), 0)
    expect(monthly(daning, '2023-11')).toBeGreaterThan(3 * monthly(daning, '2023-05'))
    expect(monthly(longgang, '2023-11')).toBeGreaterThan(2 * monthly(longgang, '2023-05'))
    expect(monthly(longgang, '2023-05')).toBeGreaterThan(120)
  })

  test('newcomers of 2023: 34 with 13 in e-commerce, 11 with 6, which is below 60 %', () => {
    const counts = [longgang, daning].map((town) => town?.registrations[1])
    expect(counts).toMatchObject([
      { total: 34, ecommerce: 13 },
      { total: 11, ecommerce: 6 },
    ])
  })

  test('a count that forgets the boundary, the closed-open year or the day e-commerce began comes out wrong', () => {
    const entities = longgang?.entities ?? []
    const registered = (entity: Entity): boolean => (entity.registeredOn ?? '').startsWith('2023')
    expect(entities.filter(registered).length).toBeGreaterThan(34)
    const newYear = entities.filter(({ inside, registeredOn }) => inside && registeredOn === '2024-01-01')
    expect(newYear.length).toBe(1)
    const flagged = entities.filter((one) => one.inside && registered(one) && one.ecommerceSince !== null)
    expect(flagged.length).toBe(14)
    expect(registrationsIn(entities, yearPeriod(2022))).toMatchObject({ total: 12, ecommerce: 4 })
  })
})

describe('nobody real', () => {
  const world = generateWorld({ seed: SEED, scale: 100 })

  test('the world says that it is a demonstration, and so does the name of every firm and shop', () => {
    expect(world.demo).toBe(true)
    for (const town of world.towns) {
      for (const { kind, name } of town.entities) if (kind !== 'farmer') expect(name).toMatch(/演示|示例/)
      for (const { name } of town.shops) expect(name).toMatch(/演示|示例/)
    }
  })

  test('codes and numbers are of nobody, and no two entities of a town share them', () => {
    for (const { entities } of world.towns) {
      const codes = entities.flatMap(({ creditCode }) => creditCode ?? [])
      expect(new Set(codes).size).toBe(codes.length)
      expect(new Set(entities.map((one) => one.mobile)).size).toBe(entities.length)
      for (const code of codes) expect(code.slice(8, 11)).toBe('DEM')
      for (const { mobile, residentId } of entities) {
        expect(mobile).toMatch(/^1540000\d{4}$/)
        expect(residentId.slice(14, 17)).toBe('000')
      }
    }
  })

  test('no firm’s name is used twice in a town', () => {
    for (const { entities } of world.towns) {
      const names = entities.filter(({ kind }) => kind !== 'farmer').map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  test('whoever runs a shop is inside the boundary, registered and online before it opened', () => {
    for (const { shops } of world.towns) {
      for (const { operator, plan } of shops) {
        expect(operator.inside).toBe(true)
        expect(
          [operator.registeredOn ?? '9', operator.ecommerceSince ?? '9'].every((d) => d <= plan.opened),
        ).toBe(true)
      }
    }
  })
})
