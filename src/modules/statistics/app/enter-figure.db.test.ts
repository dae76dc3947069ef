import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statisticsTown, type Town } from '#test/statistics-town'
import { correctFigure, enterFigure, listEntered, readBoard, readSource } from '../contract/index.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  ask = await town.as('township')
})
afterAll(() => town[Symbol.asyncDispose]())

const OUTPUT = {
  indicator: 'gross-output',
  from: '2023-01-01',
  until: '2024-01-01',
  value: '１．０５',
  unit: '亿元',
  source: '大宁县统计局2023年报第12页',
}
const file = (text: string) => ({ name: '年报.csv', bytes: Buffer.from(text) })
const enter = (query: Record<string, string>) => ask(enterFigure, { query, file: file('总产值,1.05\n') })
const correct = (figure: string, query: Record<string, string>) =>
  ask(correctFigure, { params: { figure }, query, file: file('总产值,0.95\n') })
const entered = async () => (await ask(listEntered, { query: { indicator: 'gross-output' } })).answer.items
const target = async (code: string, year: number) => {
  const { targets } = (await ask(readBoard, { query: { year: String(year) } })).answer
  return targets.find((t) => t.code === code)
}

describe('录入数值 entering a figure', () => {
  test('a figure no room computes is judged, and never looks computed', async () => {
    expect((await enter(OUTPUT)).status).toBe(200)
    expect(await target('gross-output', 2023)).toMatchObject({
      verdict: 'met',
      own: { origin: 'typed', value: { num: '10500000000', den: '1' } },
    })
  })

  test.each([
    ['the same once more', OUTPUT, ['statistics.already_entered', undefined]],
    [
      'an unknown indicator',
      { ...OUTPUT, indicator: 'happiness' },
      ['statistics.indicator_unknown', '/query/indicator'],
    ],
    [
      'what is computed of others',
      { ...OUTPUT, indicator: 'gross-output-growth', unit: '%' },
      ['statistics.made_of_others', '/query/indicator'],
    ],
    [
      'what is counted in the register',
      { ...OUTPUT, indicator: 'new-entities', unit: '个', value: '12' },
      ['statistics.made_of_rows', '/query/indicator'],
    ],
    ['another kind of unit', { ...OUTPUT, unit: '个' }, ['statistics.unit_differs', '/query/unit']],
    [
      'less than a fen',
      { ...OUTPUT, value: '1.005', unit: '元' },
      ['statistics.value_not_whole', '/query/value'],
    ],
    ['no number', { ...OUTPUT, value: '约1亿' }, ['statistics.value_unreadable', '/query/value']],
    ['1e309', { ...OUTPUT, value: '1e309' }, ['statistics.value_unreadable', '/query/value']],
    ['below zero', { ...OUTPUT, value: '-1' }, ['statistics.value_below', '/query/value']],
    [
      'a period that is not over',
      { ...OUTPUT, until: '2024-11-24' },
      ['statistics.period_not_over', '/query/until'],
    ],
    ['an empty period', { ...OUTPUT, until: '2023-01-01' }, ['statistics.period_empty', '/query/until']],
    [
      'another city',
      { ...OUTPUT, indicator: 'gross-output-growth', unit: '%', area: '140500' },
      ['statistics.area_not_its_city', '/query/area'],
    ],
    ['a city level', { ...OUTPUT, area: '141000' }, ['statistics.city_compares_growth', '/query/indicator']],
    [
      'a city falling by more than all',
      { ...OUTPUT, indicator: 'gross-output-growth', unit: '%', area: '141000', value: '-100.1' },
      ['statistics.value_below', '/query/value'],
    ],
  ])('refuses %s', async (_what, fields, refusal) => {
    expect((await enter(fields)).refused).toEqual([refusal])
  })

  test('names all that is wrong at once', async () => {
    const { refused } = await enter({ ...OUTPUT, value: 'x', until: '2030-01-01', indicator: 'new-entities' })
    expect(refused.map(([code]) => code)).toEqual([
      'statistics.made_of_rows',
      'statistics.period_not_over',
      'statistics.value_unreadable',
    ])
  })

  test('where order lines exist they decide', async () => {
    const retail = { ...OUTPUT, indicator: 'online-retail', value: '2000', unit: '万元' }
    expect((await enter({ ...retail, from: '2022-01-01', until: '2023-01-01' })).status).toBe(200)
    await town.importOrders([{ shop: '甲店', no: 1, day: '2023-12-30', fen: 250_000_000n }])
    expect((await enter(retail)).refused).toEqual([['statistics.rows_exist', undefined]])
    // The base of last year was typed: the growth says so.
    expect(await target('online-retail-growth', 2023)).toMatchObject({
      own: { state: 'known', origin: 'typed' },
    })
  })

  test('who may only read may not enter; a file is needed', async () => {
    const finance = await town.as('finance')
    const source = file('总产值,1.05\n')
    expect((await finance(enterFigure, { query: OUTPUT, file: source })).status).toBe(403)
    expect((await ask(enterFigure, { query: OUTPUT, file: file('') })).refused).toEqual([
      ['file.empty', undefined],
    ])
  })
})

describe('更正 correcting', () => {
  test('both figures stay, the new one counts, the old one cannot be corrected again', async () => {
    const [old] = await entered()
    const fix = {
      value: '0.95',
      unit: '亿元',
      source: '大宁县统计局2023年报更正',
      reason: '原数把邻镇企业计入',
    }
    const done = await correct(old?.id ?? '', fix)
    expect(done.status).toBe(200)
    expect(await target('gross-output', 2023)).toMatchObject({ verdict: 'not-met' })
    expect((await correct(old?.id ?? '', fix)).refused).toEqual([['statistics.already_corrected', undefined]])
    expect(await entered()).toMatchObject([
      { value: '0.95', replaces: old?.id, reason: fix.reason },
      { value: '1.05', replacedBy: done.answer.id },
    ])
  })

  test('the source opens from here only, and only in its own e-town', async () => {
    const [, old] = await entered()
    const params = { sha256: old?.evidence ?? '' }
    expect((await ask(readSource, { params })).raw.body).toBe('总产值,1.05\n')
    const other = await town.as('township', town.slugs.longgang)
    expect((await other(readSource, { params })).refused).toEqual([['statistics.no_such_source', undefined]])
    expect((await other(listEntered)).answer).toEqual({ items: [], total: 0 })
  })

  test('an entered figure can be neither changed nor deleted, not even by the owner', async () => {
    for (const statement of [
      "update statistics.entered_figure set value = '9'",
      'delete from statistics.entered_figure',
    ]) {
      await expect(town.owner.query(statement)).rejects.toThrow(/append-only/)
    }
  })

  test('each entry is in the audit and announced with its evidence', async () => {
    const { rows } = await town.owner.query(
      "select e.kind, cardinality(e.evidence) as files, (select count(*)::int from platform.audit_entry a where a.act like 'statistics.%' and a.outcome = 'done') as acts from platform.event e where e.kind like 'statistics.%' order by seq",
    )
    expect(rows.map((r) => [r.kind, r.files])).toEqual([
      ['statistics.entered', 1],
      ['statistics.entered', 1],
      ['statistics.corrected', 1],
    ])
    expect(rows[0].acts).toBe(3)
  })
})
