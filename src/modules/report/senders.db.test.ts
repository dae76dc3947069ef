import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { exporting } from '#test/exports'
import { type Reporters, type ReportTown, reporters, reportTown } from '#test/reports'
import * as report from './contract/index.ts'

/** Two e-towns of two counties, each with its own keys, and the office that both report to. */
let at: ReportTown
let longgang: Reporters
let city: ReturnType<typeof asking>
const QUERY = { form: 'monthly', period: '2026-10' }
const OFFICE = 9

const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const receive = (file: string) => city(report.receiveDispatch, { body: { file } })
const kept = async () => {
  const { rows } = await at.town.owner.query(
    `select (select count(*)::int from report.received) as files, (select count(*)::int from report.received_snapshot) as snapshots`,
  )
  return rows[0]
}

async function dispatched({ office }: Reporters, number = 1): Promise<string> {
  await office(report.makeDispatch, { body: {} })
  return (await office(report.readDispatch, { params: { number: String(number) } })).raw.body
}

async function register({ office }: Reporters, name: string) {
  const { origin, keys } = (await office(report.listDispatches)).answer
  const body = { origin, name, keys, confirmed: '当面逐字核对' }
  const added = await city(report.addSender, { body })
  expect(added.status, added.raw.body).toBe(200)
}

beforeAll(async () => {
  at = await reportTown()
  longgang = await reporters(at.town, at.town.slugs.longgang)
  for (const period of ['2026-09', '2026-10']) await at.lock(await at.fillMonth(period))
  for (const period of ['2026-09', '2026-10']) await longgang.lock(await longgang.fillMonth(period, '80'))
  await at.town.owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (9, 'province', '省商务厅', '140000')",
  )
  const server = at.town.server
  city = asking(server, await actAs(server, { etown: OFFICE, roles: ['city'] }), 'province')
  await at.town.owner.query(`set app.etown = '${OFFICE}'`)
})
afterAll(() => at[Symbol.asyncDispose]())

describe('two e-towns, one office above', () => {
  let files: readonly [string, string]
  test('the keys of one say nothing for the other', async () => {
    files = [await dispatched(at), await dispatched(longgang)]
    await register(at, '大宁县乡村e镇')
    expect(codes(await receive(files[1]))).toEqual(['report.file_refused'])
    await register(longgang, '沁水县龙港镇')
    const [daning, own] = files
    const [head = '', signatures = '', ...body] = daning.split('\n\n')
    const [otherHead = '', otherSignatures = ''] = own.split('\n\n')
    for (const mixed of [
      [head, otherSignatures, ...body],
      [otherHead, signatures, ...body],
      [otherHead, otherSignatures, ...body],
    ])
      expect(codes(await receive(mixed.join('\n\n')))).toEqual(['report.file_refused'])
    expect(await kept()).toEqual({ files: 0, snapshots: 0 })
  })

  test('reordered, altered or broken: refused whole, and nothing of it is kept', async () => {
    for (const file of files) {
      const [head = '', signatures = '', body = ''] = file.split('\n\n')
      const [first = '', second = ''] = body.trimEnd().split('\n')
      const made = (lines: readonly string[]) => `${head}\n\n${signatures}\n\n${lines.join('\n')}\n`
      expect(made([first, second])).toBe(file)
      const altered = file.replace('苹果节直播三场', '苹果节直播九场')
      expect(altered).not.toBe(file)
      for (const bad of [
        made([second, first]),
        made([first]),
        made([first, first]),
        made([first, second, second]),
        altered,
        file.slice(0, -200),
        file.slice(1),
        `${file}\n`,
        file.replaceAll('\n', '\r\n'),
      ])
        expect(codes(await receive(bad))).toEqual(['report.file_refused'])
    }
    expect(await kept()).toEqual({ files: 0, snapshots: 0 })
  })

  test('in their own order each is taken, whoever comes first', async () => {
    for (const id of ['2', '4']) {
      const who = id === '2' ? at : longgang
      await who.office(report.amendReport, { params: { report: id }, body: { reason: '培训人次有误' } })
      await who.lock(id)
    }
    const seconds = [await dispatched(at, 2), await dispatched(longgang, 2)]
    expect(codes(await receive(seconds[1] ?? ''))).toEqual(['report.file_refused'])
    for (const file of [files[1], files[0], ...seconds]) {
      const taken = await receive(file)
      expect(taken.status, taken.raw.body).toBe(200)
      expect(codes(await receive(file))).toEqual(['report.file_refused'])
    }
    expect(await kept()).toEqual({ files: 4, snapshots: 6 })
  })

  test('side by side: what may be added up is, distinct things and ratios never', async () => {
    const { columns, rows } = (await city(report.compareReceived, { query: QUERY })).answer
    expect(columns.map(({ name, number }) => [name, number])).toEqual([
      ['大宁县乡村e镇', 2],
      ['沁水县龙港镇', 2],
    ])
    // Due on 6 November 2026, submitted on the 22nd.
    expect(columns.map(({ completeness, late }) => [completeness?.known, late])).toEqual([
      [10, 10],
      [3, 10],
    ])
    const of = (field: string) => rows.find((row) => row.field === field)
    expect(of('training')).toMatchObject({
      cells: [{ shown: '120 人次' }, { shown: '80 人次' }],
      sum: '200 人次',
    })
    for (const field of ['new-entities', 'new-ecommerce', 'new-entities-ytd'])
      expect([field, of(field)?.unsummed, of(field)?.sum]).toEqual([field, 'distinct', undefined])
    expect([of('retail-growth')?.unsummed, of('retail-growth')?.sum]).toEqual(['ratio', undefined])
    expect(of('output')).toMatchObject({ unsummed: 'unknown' })
    expect(of('retail')?.sum).toBeUndefined()
  })

  test('sees neither what is not locked nor what is not sent', async () => {
    await at.lock(await at.fillMonth('2026-08'))
    await longgang.fillMonth('2026-08')
    const { forms } = (await city(report.compareReceived)).answer
    expect(forms.map(({ form, periods }) => [form, periods])).toEqual([['monthly', ['2026-10', '2026-09']]])
  })

  test('takes the comparison out as a table, with what it rests on', async () => {
    const exported = exporting(at.town.server, city, OFFICE)
    const body = { format: 'xlsx', reason: '上报省厅备案', ask: { table: 'comparison', ...QUERY } }
    const { raw } = await exported(report.exportReceived, { body })
    const [list, notes] = (await readXlsx(raw.rawPayload)).sheets
    expect(list?.rows[1]).toEqual(['栏目', '单位', '大宁县乡村e镇 v2', '沁水县龙港镇 v2', '合计'])
    expect(list?.rows.find(([label]) => label === '本月新增市场主体')?.at(-1)).toBe('不合计：可能重复计数')
    expect(notes?.rows.flat()).toContain('乡村e镇建设月报 2026年10月')
  })
})
