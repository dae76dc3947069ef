import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDispatch } from '#report'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type ReportTown, reportTown } from '#test/reports'
import * as report from './contract/index.ts'

let at: ReportTown
let city: ReturnType<typeof asking>
let file = ''
let keys: string[] = []
let origin = ''
const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const fileOf = async (number: number) =>
  (await at.office(report.readDispatch, { params: { number: String(number) } })).raw.body
const receive = (text: string) => city(report.receiveDispatch, { body: { file: text } })

beforeAll(async () => {
  at = await reportTown()
  for (const period of ['2026-09', '2026-10']) await at.lock(await at.fillMonth(period))
  await at.office(report.makeDispatch, { body: {} })
  file = await fileOf(1)
  const listed = (await at.office(report.listDispatches)).answer
  keys = listed.keys
  origin = listed.origin
  await at.town.owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (9, 'linfen', '临汾市商务局', '141000')",
  )
  city = asking(at.town.server, await actAs(at.town.server, { etown: 9, roles: ['city'] }), 'linfen')
})
afterAll(() => at[Symbol.asyncDispose]())

describe('a dispatch', () => {
  test('verifies without any server, by two keys', async () => {
    const verdict = await verifyDispatch(file, keys)
    expect(verdict.lines.slice(1).map((line) => line.split(' ').slice(2, -1).join(' '))).toEqual([
      '大宁县乡村e镇 乡村e镇建设月报 2026年9月 v1',
      '大宁县乡村e镇 乡村e镇建设月报 2026年10月 v1',
    ])
    expect(verdict.valid).toBe(true)
    expect((await verifyDispatch(file, keys.slice(0, 1))).valid).toBe(false)
    expect((await verifyDispatch(file, [])).valid).toBe(false)
  })

  test('is refused whole with any byte flipped', async () => {
    const bytes = Buffer.from(file)
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, by) => {
          const bad = Buffer.from(bytes)
          bad[place] = (bad[place] ?? 0) ^ by
          expect((await verifyDispatch(bad.toString('utf8'), keys)).valid).toBe(false)
        },
      ),
      { numRuns: 300, seed: 20_231 },
    )
  })

  test('is refused with every byte of its head and signatures flipped, one by one', async () => {
    const head = file.indexOf('\n{')
    const bytes = Buffer.from(file)
    for (let place = 0; place < Buffer.byteLength(file.slice(0, head + 1)); place++) {
      const bad = Buffer.from(bytes)
      bad[place] = (bad[place] ?? 0) ^ 1
      expect([place, (await verifyDispatch(bad.toString('utf8'), keys)).valid]).toEqual([place, false])
    }
  })

  test('is refused with members swapped, one dropped, one doubled, lines added', async () => {
    const [head = '', signatures = '', body = ''] = file.split('\n\n')
    const [first = '', second = ''] = body.trimEnd().split('\n')
    const [a = '', b = ''] = signatures.split('\n')
    const made = (lines: readonly string[], signed = signatures) =>
      `${head}\n\n${signed}\n\n${lines.join('\n')}\n`
    expect((await verifyDispatch(made([first, second]), keys)).valid).toBe(true)
    for (const bad of [
      made([second, first]),
      made([first]),
      made([first, second, second]),
      made([first, second], `${b}\n${a}`),
      made([first, second], `${signatures}\n${a}`),
      `${made([first, second])}\n`,
    ])
      expect((await verifyDispatch(bad, keys)).valid).toBe(false)
  })
})

describe('the office above', () => {
  test('takes nothing from whom it does not know, and no keys that are not the origin’s', async () => {
    expect(codes(await receive(file))).toEqual(['report.file_refused'])
    const wrong = await city(report.addSender, {
      body: { origin: 'other/reports/x', name: '别处', keys, confirmed: '电话核对' },
    })
    expect(codes(wrong)).toEqual(['report.sender_key'])
    const added = await city(report.addSender, {
      body: { origin, name: '大宁县乡村e镇', keys, confirmed: '电话逐字核对' },
    })
    expect(added.status, added.raw.body).toBe(200)
  })

  test('takes dispatches in order, each once, and nothing of a broken one', async () => {
    const params = { report: '1' }
    await at.office(report.amendReport, { params, body: { reason: '培训人次有误' } })
    await at.lock('1')
    await at.office(report.makeDispatch, { body: {} })
    const second = await fileOf(2)
    expect(codes(await receive(second))).toEqual(['report.file_refused'])
    const altered = file.replace('苹果节直播三场', '苹果节直播九场')
    expect(altered).not.toBe(file)
    expect(codes(await receive(altered))).toEqual(['report.file_refused'])
    const { rows } = await at.town.owner.query('select from report.received_snapshot')
    expect(rows.length).toBe(0)
    expect((await receive(file)).answer).toMatchObject({ number: 1, snapshots: 2 })
    expect(codes(await receive(file))).toEqual(['report.file_refused'])
    expect((await receive(second)).answer).toMatchObject({ number: 2, snapshots: 1 })
  })

  test('sees the newest locked figures side by side and adds up what may be added', async () => {
    const query = { form: 'monthly', period: '2026-09' }
    const { columns, rows } = (await city(report.compareReceived, { query })).answer
    expect(columns.map(({ name, number }) => [name, number])).toEqual([['大宁县乡村e镇', 2]])
    const of = (field: string) => rows.find((row) => row.field === field)
    expect(of('retail')).toMatchObject({ sum: '0.30 万元' })
    expect(of('training')).toMatchObject({ sum: '120 人次' })
    expect(of('new-entities')).toMatchObject({ unsummed: 'distinct' })
    expect(of('retail-growth')?.sum).toBeUndefined()
    expect(of('output')).toMatchObject({ unsummed: 'unknown' })
  })

  test('sees no report that is not locked, and no e-town’s own rooms', async () => {
    await at.fillMonth('2026-08')
    const { forms } = (await city(report.compareReceived)).answer
    expect(forms[0]?.periods).toEqual(['2026-10', '2026-09'])
    expect((await city(report.listReports, { etown: at.town.slugs.daning })).status).toBe(403)
    expect((await city(report.listReports)).status).toBe(403)
  })
})
