import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addProduct, withdrawProduct } from '#contract/party'
import { day } from '#kernel/day'
import { inEtown } from '#platform/db/act'
import { runOneJob } from '#platform/work/jobs'
import { sourcesOf } from '#statistics'
import { statisticsTown, type Town } from '#test/statistics-town'
import {
  askRecount,
  checkRows,
  enterFigure,
  listRecounts,
  listTally,
  readBoard,
  readFigure,
} from '../contract/index.ts'
import { statisticsRoom } from '../http.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
let seller = ''
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2023-11-22T02:00:00Z')
  ask = await town.as('office')
  await town.importOrders([{ shop: '甲店', no: 1, day: '2023-02-10', fen: 6_000n }])
  const { rows } = await town.owner.query(
    "update party.party set inside = true, inside_basis = 'place' where name = '甲店的店主' returning id",
  )
  seller = String(rows[0].id)
})
afterAll(() => town[Symbol.asyncDispose]())

const params = { indicator: 'web-goods' }
const ON = { from: '2022-08-17', until: '2023-11-23' }
const figure = async (until = ON.until) =>
  (await ask(readFigure, { params, query: { from: ON.from, until } })).answer
const list = async (name: string, since: string) => {
  const body = { name, category: '水果', since }
  const listed = await ask(addProduct, { params: { party: seller }, body })
  expect(listed.status, listed.raw.body).toBe(200)
  await town.fold()
  return listed.answer.id
}

describe('网货 goods sold online', () => {
  test('are typed with their file while none is registered', async () => {
    const target = (await ask(readBoard, { query: { year: '2023' } })).answer.targets.find(
      ({ code }) => code === 'web-goods',
    )
    expect(target).toMatchObject({ verdict: 'not-computed', by: 'level' })
    const query = { indicator: 'web-goods', value: '3', unit: '款', source: '商务局网货台账', ...ON }
    const file = { name: '台账.csv', bytes: Buffer.from('品名\n') }
    const entered = await ask(enterFigure, { query, file })
    expect(entered.status, entered.raw.body).toBe(200)
    const { answer } = await ask(readFigure, { params, query: ON })
    expect(answer.reading).toMatchObject({ origin: 'typed', value: { num: '3' } })
  })

  test('are counted from the register as soon as one is there, each with the order that shows it', async () => {
    await list('玉露香梨', '2023-01-05')
    const ended = await list('大宁苹果', '2023-03-01')
    expect((await figure()).reading).toMatchObject({ origin: 'computed', value: { num: '2' } })
    expect((await figure('2023-02-01')).reading).toMatchObject({ value: { num: '1' } })
    const { items, total } = (await ask(listTally, { params, query: ON })).answer
    expect(items.map(({ name, evidence }) => [name, evidence !== undefined])).toEqual([
      ['玉露香梨', true],
      ['大宁苹果', false],
    ])
    expect(total).toBe(2)
    const body = { on: '2023-10-01', reason: '换季下架' }
    const gone = await ask(withdrawProduct, { params: { product: ended }, body })
    expect(gone.status, gone.raw.body).toBe(200)
    await town.fold()
    expect((await figure()).reading).toMatchObject({ value: { num: '1' } })
    expect((await ask(checkRows, { params, query: ON })).answer).toMatchObject({ sum: '1', equal: true })
    expect((await ask(readBoard, { query: { year: '2023' } })).answer.targets).toContainEqual(
      expect.objectContaining({ code: 'web-goods', own: expect.objectContaining({ origin: 'computed' }) }),
    )
  })

  test('of a party outside do not count', async () => {
    await town.owner.query("update party.party set inside = false where name = '甲店的店主'")
    await town.owner.query(
      `select platform.seal('[]', '[{"kind": "party.amended", "subject": "${seller}", "payload": {}}]')`,
    )
    await town.fold()
    expect((await figure()).reading).toMatchObject({ value: { num: '0' } })
    await town.owner.query("update party.party set inside = true where name = '甲店的店主'")
    await ask(askRecount)
    const jobs = statisticsRoom({ locked: [] }).jobs ?? []
    await runOneJob(town.server.house, 1, jobs, new AbortController().signal)
    expect((await ask(listRecounts)).answer.items[0]?.differing).toBeGreaterThan(0)
  })
})

describe('数字的来源 the files a figure rests on', () => {
  const sources = (indicator: string) =>
    inEtown(town.server.house.pool, 1, 'read', ({ db }) =>
      sourcesOf(db, 1, indicator, { from: day('2023-01-01'), until: day('2024-01-01') }, town.server.clock),
    )
  test('are those of its own rows: scans have none, parcels and orders their order file', async () => {
    await town.addScans(['2023-05-01T02:00:00Z', '2023-05-01T03:00:00Z'])
    const [retail, parcels, scans] = [
      await sources('online-retail'),
      await sources('parcels'),
      await sources('trace-scans'),
    ]
    expect([retail.rows, retail.files.length]).toEqual([1, 1])
    expect(parcels.files.map(({ sha256 }) => sha256)).toEqual(retail.files.map(({ sha256 }) => sha256))
    expect(scans).toEqual({ rows: 2, files: [] })
    expect((await sources('gross-output')).files).toEqual([])
  })
})
