import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import { type Lab, openLab } from '#test/lab'
import { factsOfLot, whyNot } from './app/check-lot.ts'
import { FOODS, METHODS, PESTICIDES, TEMPLATES } from './app/registry.ts'
import { covers } from './domain/certificate-rules.ts'
import { sampleCodeOf } from './domain/public-number.ts'
import { fitOf } from './domain/registry.ts'

/** 两处一理 The program and the database decide alike: the same registry, the same fit, the same reasons of the same lots. */
let lab: Lab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab[Symbol.asyncDispose]())

const rowsOf = async (text: string, values: readonly unknown[] = []) =>
  (await lab.owner.query(text, [...values])).rows
const byCode = <R extends { readonly code: string }>(rows: readonly R[]) =>
  rows.toSorted((a, b) => (a.code < b.code ? -1 : 1))

describe('登记册', () => {
  test('数据库里的方法、品类、农药、样式与数据文件一致', async () => {
    const methods = await rowsOf(
      `select code, kind, from_day::text as "from", until_day::text as until, trim_scale(limit_percent)::text as "limit",
         trim_scale(blank_least)::text as least, retests, sees, items, matrices, extended, refuses, excepted as "except" from inspection.method`,
    )
    expect(byCode(methods)).toEqual(
      byCode(
        METHODS.map((m) => ({
          code: m.code,
          kind: m.kind,
          from: m.from,
          until: m.until ?? null,
          limit: m.limit ?? null,
          least: m.blank?.least ?? null,
          retests: m.retests,
          sees: m.sees,
          items: m.items ?? [],
          matrices: m.matrices,
          extended: m.extended,
          refuses: m.refuses,
          except: m.except,
        })),
      ),
    )
    expect(byCode(await rowsOf('select code, matrix from inspection.food'))).toEqual(
      byCode(FOODS.map(({ code, matrix }) => ({ code, matrix }))),
    )
    const named = await rowsOf(
      'select class, array_agg(name order by name) as names from inspection.pesticide group by class',
    )
    expect(Object.fromEntries(named.map((row) => [row.class, row.names.toSorted()]))).toEqual(
      Object.fromEntries(Object.entries(PESTICIDES).map(([name, names]) => [name, names.toSorted()])),
    )
    const templates = await rowsOf(
      'select code, from_day::text as "from", until_day::text as until, bases from inspection.template',
    )
    expect(byCode(templates)).toEqual(
      byCode(
        TEMPLATES.map(({ code, from, until, bases }) => ({
          code,
          from,
          until: until ?? null,
          bases: Object.keys(bases),
        })),
      ),
    )
  })

  test('每种方法对每个品类，两处说的一样', async () => {
    const rows = await rowsOf(
      'select m.code as method, f.code as food, inspection.fit(m.code, f.code) as fit from inspection.method m, inspection.food f',
    )
    expect(rows).toHaveLength(METHODS.length * FOODS.length)
    for (const { method, food, fit } of rows) {
      const [m, f] = [METHODS.find(({ code }) => code === method), FOODS.find(({ code }) => code === food)]
      expect([method, food, m && f && fitOf(m, f)]).toEqual([method, food, fit])
    }
  })

  test('用什么药、检什么药，两处说的一样', async () => {
    const all = Object.values(PESTICIDES).flat()
    const asked = fc.record({
      sprayed: fc
        .tuple(
          fc.constantFrom('', '20% '),
          fc.constantFrom(...all, '不认得的药', '毒'),
          fc.constantFrom('', '乳油'),
        )
        .map((parts) => parts.join('')),
      sees: fc.subarray(Object.keys(PESTICIDES) as (keyof typeof PESTICIDES)[], { maxLength: 2 }),
      items: fc.subarray(all, { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ sprayed, sees, items }) => {
        const [row] = await rowsOf('select inspection.covers($1, $2, $3) as seen', [sees, items, sprayed])
        const test1 = { method: { kind: 'confirmatory' as const, sees }, extended: false, items }
        expect(row.seen).toBe(covers(test1, sprayed, PESTICIDES))
      }),
      { numRuns: 200 },
    )
  })
})

type Grown = {
  readonly sprays: readonly {
    readonly name: string
    readonly before: number
    readonly days: string | undefined
    readonly corrected: boolean
  }[]
  readonly tended: boolean
  readonly tests: readonly {
    readonly method: string
    readonly food: string
    readonly item: string | undefined
  }[]
}
const zGrown: fc.Arbitrary<Grown> = fc.record({
  sprays: fc.array(
    fc.record({
      name: fc.constantFrom('敌敌畏乳油', '吡虫啉', '20%毒死蜱', '苦参碱水剂'),
      before: fc.integer({ min: -3, max: 20 }),
      days: fc.option(fc.constantFrom('0', '7', '14'), { nil: undefined }),
      corrected: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  tended: fc.boolean(),
  tests: fc.array(
    fc.constantFrom(
      { method: 'GB/T 5009.199-2003', food: 'cabbage', item: undefined },
      { method: 'GB/T 5009.199-2003', food: 'apple', item: undefined },
      { method: 'KJ 201710', food: 'cucumber', item: undefined },
      { method: 'GB 23200.113-2018', food: 'apple', item: '吡虫啉' },
      { method: 'NY/T 761-2008', food: 'cabbage', item: '毒死蜱' },
    ),
    { maxLength: 2 },
  ),
})

let made = 0
/** A lot with just this story, straight in the database. */
async function lotOf({ sprays, tended, tests }: Grown): Promise<bigint> {
  made += 1
  const one = async (text: string, values: readonly unknown[]) => BigInt((await rowsOf(text, values))[0].id)
  const season = await one(
    "insert into trace.season (etown, item, party, site, name, started_on, opened_by) select 1, item, party, site, '试验季', '2026-08-01', 'x' from trace.season where id = $1 returning id",
    [lab.season],
  )
  const lot = await one(
    "insert into trace.lot (etown, code, item, party, season, origin, made_on, quantity, pack_size, made_by) values (1, $1, $2, $3, $4, 'harvest', '2026-11-12', 100, 1, 'x') returning id",
    [`TRY-${made}`, lab.item, lab.party, season],
  )
  const step = (
    kind: string,
    of: bigint | null,
    before: number,
    facts: object,
    corrects: bigint | null = null,
  ) =>
    one(
      "insert into trace.step (etown, kind, party, season, lot, occurred_at, facts, corrects, source, entered_by) values (1, $1, $2, $3, $4, '2026-11-12T02:00:00Z'::timestamptz - $5 * interval '1 day', $6, $7, 'desk', 'x') returning id",
      [kind, lab.party, season, of, before, JSON.stringify(facts), corrects],
    )
  await step('harvest', lot, 0, {})
  if (tended) await step('tending', null, 60, { what: '疏果' })
  for (const { name, before, days, corrected } of sprays) {
    const facts = { inputKind: 'pesticide', name, ...(days !== undefined && { intervalDays: days }) }
    const id = await step('input', null, before, facts)
    if (corrected) await step('input', null, before, { inputKind: 'fertiliser', name: '羊粪' }, id)
  }
  for (const { method, food, item } of tests) {
    const task = await one(
      "insert into inspection.task (etown, lot, food, method, purpose, by) values (1, $1, $2, $3, 'self', 'x') returning id",
      [lot, food, method],
    )
    const sample = await one(
      "insert into inspection.sample (etown, task, lot, food, method, retests, code, taken_at, taken_by, taken_where) select 1, $1, $2, $3, m.code, m.retests, $4, now(), 'x', '园里' from inspection.method m where m.code = $5 returning id",
      [task, lot, food, sampleCodeOf(randomBytes(6)), method],
    )
    if (item !== undefined) await reported(sample, method, item)
    await rowsOf("update inspection.sample set state = 'passed' where id = $1", [sample])
  }
  return lot
}

async function reported(sample: bigint, method: string, item: string): Promise<void> {
  await rowsOf(
    "insert into platform.evidence (etown, sha256, media, name, bytes, stored, brought_by) values (1, repeat('cd', 32), 'application/pdf', '报告', 1, repeat('cd', 32), 'x') on conflict do nothing",
  )
  await rowsOf('begin')
  await rowsOf(
    `with r as (insert into inspection.lab_result (etown, sample, laboratory, report_no, method, kind, reported_on, sha256, passes, by)
       values (1, $1, '市农检中心', 'W1', $2, 'confirmatory', '2026-11-22', repeat('cd', 32), true, 'y') returning id) select id from r`,
    [sample, method],
  )
  await rowsOf(
    'insert into inspection.lab_item (etown, result, item, below, passes) select 1, max(id), $1, true, true from inspection.lab_result',
    [item],
  )
  await rowsOf('commit')
}

const TICKED = [
  ['control'],
  ['self-test'],
  ['commissioned'],
  ['control', 'self-test', 'commissioned'],
] as const

test('不能开的理由，两处说的一样', async () => {
  await fc.assert(
    fc.asyncProperty(zGrown, async (grown) => {
      const lot = await lotOf(grown)
      await inEtown(lab.server.house.pool, 1, 'read', async (scope) => {
        const db = roomOf(scope.db, 'inspection')
        const facts = await factsOfLot(db, 1, lot)
        for (const bases of TICKED) {
          const { rows } = await sql<{ code: string }>`
            select distinct code from inspection.reasons_against(1, ${lot}, ${[...bases]}::text[]) as code`.execute(
            db,
          )
          expect(rows.map(({ code }) => code).toSorted()).toEqual(
            [...new Set(whyNot(facts, bases).map(({ code }) => code))].toSorted(),
          )
        }
      })
    }),
    { numRuns: 60 },
  )
})
