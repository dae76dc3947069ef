import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type FundTown, openFundTown, TOWN } from '#test/fund-town'
import { sightNotices } from './app/sight.ts'
import * as notice from './contract/index.ts'

/** 2026-11-22 is a Sunday: five working days after it end on Friday the 27th. */
let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '名单原件')
})
afterAll(() => town[Symbol.asyncDispose]())

const content = (more: object = {}) => ({
  title: '2026年新建产业项目补助资金公示',
  basis: '沁政办发〔2023〕33号 五(二)',
  contact: '领导小组办公室 0356-0000000',
  columns: ['企业', '负责人姓名', '联系电话', '金额（元）'],
  rows: [['沁水某蜂业公司', '王小明', '13812345678', '1200000']],
  days: 5,
  evidence: paper,
  ...more,
})
const publish = (more: object = {}) =>
  town.office(notice.publishNotice, { body: { kind: 'subsidy', ...content(more) } })
const amend = (id: string, more: object = {}) =>
  town.office(notice.amendNotice, { params: { notice: id }, body: { ...content(more), why: '更正' } })
const get = async (id: string) => (await town.office(notice.getNotice, { params: { notice: id } })).answer
const at = (text: string) => town.moveTo(new Date(`${text}:00+08:00`))

describe('公示', () => {
  test('is published masked, for whole working days, at least as many as the plan says', async () => {
    const few = await publish({ days: 4 })
    expect(few.refused).toEqual([['notice.days_few', '/days']])
    const narrow = await publish({ rows: [['只有一格']] })
    expect(narrow.refused).toEqual([['notice.row_width', '/rows']])
    const { answer } = await publish()
    const shown = await get(answer.id)
    expect(shown).toMatchObject({
      state: 'running',
      publishedOn: '2026-11-22',
      runsThrough: '2026-11-27',
      rows: [['沁水某蜂业公司', '王**', '138******78', '1200000']],
    })
    const { rows } = await town.owner.query('select rows::text as text from notice.edition')
    expect(rows.every(({ text }) => !text.includes('13812345678'))).toBe(true)
  })
  test('anybody reads it, without signing in; what was typed is shown as text', async () => {
    const { answer } = await publish({ rows: [['<script>alert(1)</script>', '李四', '13812345678', '1']] })
    const page = await town.server.app.inject({ url: `/notices/${TOWN}/${answer.id}` })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('&lt;script&gt;')
    expect(page.body).not.toContain('13812345678')
    expect(page.body).toContain('2026年11月22日公布（当日不计），至2026年11月27日，5个工作日')
    const all = await town.server.app.inject({ url: `/notices/${TOWN}` })
    expect(all.body).toContain(`/notices/${TOWN}/${answer.id}`)
    expect((await town.server.app.inject({ url: `/notices/${TOWN}/999` })).statusCode).toBe(404)
  })
  test('a material edit starts its days anew, a slip does not; each edition stays', async () => {
    const { id } = (await publish()).answer
    await at('2026-11-25T10:00')
    expect((await amend(id)).refused.map(([code]) => code)).toEqual(['notice.nothing_changed'])
    await amend(id, { contact: '领导小组办公室 0356-1111111' })
    expect((await get(id)).runsThrough).toBe('2026-11-27')
    await amend(id, { rows: [['沁水某蜂业公司', '王小明', '13812345678', '1100000']] })
    const shown = await get(id)
    expect(shown.runsThrough).toBe('2026-12-02')
    expect(shown.editions.map((e) => [e.number, e.material])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ])
    // Two lists that the masks make alike are still two lists: the signed original differs.
    await at('2026-11-26T10:00')
    const other = await town.file(town.office, '另一份名单原件')
    await amend(id, { rows: [['沁水某蜂业公司', '王大明', '13812349978', '1100000']], evidence: other })
    expect((await get(id)).runsThrough).toBe('2026-12-03')
    await at('2026-11-22T10:00')
  })
  test('its page is fetched from outside, and what came is written down', async () => {
    const { id } = (await publish()).answer
    const address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
    expect(await sightNotices(town.server.house, town.etown, address)).toBeGreaterThan(0)
    // Looked at a moment ago: not again.
    expect(await sightNotices(town.server.house, town.etown, address)).toBe(0)
    expect((await get(id)).sightings).toMatchObject({ seen: 1, missed: 0 })
    await at('2026-11-22T11:00')
    await sightNotices(town.server.house, town.etown, 'http://127.0.0.1:9')
    expect((await get(id)).sightings).toMatchObject({ seen: 1, missed: 1 })
    await expect(town.owner.query('delete from notice.sighting')).rejects.toThrow('append-only')
  })
})

test('an e-town’s notice is no other’s', async () => {
  const { id } = (await publish()).answer
  await town.owner.query(
    `insert into platform.etown (id, slug, name, county_code) values (7, 'other', '他镇', '140521')`,
  )
  expect((await town.server.app.inject({ url: `/notices/other/${id}` })).statusCode).toBe(404)
  const ask = asking(town.server, await actAs(town.server, { etown: 7, roles: ['office'] }), 'other')
  expect((await ask(notice.getNotice, { params: { notice: id } })).status).toBe(404)
})
