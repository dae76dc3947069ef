import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { code, csv, importing } from '#test/party-files'
import { type Office, openOffice } from '#test/towns'
import { generateWorld } from '#world/generate'
import { checkImportJob, commitImportJob } from './app/import-jobs.ts'
import { getImport } from './contract/index.ts'

let office: Office
let ask: Office['ask']
let server: Office['server']
let files: ReturnType<typeof importing>
beforeAll(async () => {
  office = await openOffice()
  files = importing(office)
  ;({ ask, server } = office)
})
afterAll(() => office[Symbol.asyncDispose]())

const check = (bytes: Buffer, name?: string) => files.check(bytes, name)
const commit = (batch: string, rows?: 'all' | 'good') => files.commit(batch, rows)
const total = () => files.total()
const problems = (batch: string) => files.problems(batch)

describe('大文件 more rows than an answer waits for', () => {
  const run = async (): Promise<void> => {
    const stop = new AbortController().signal
    while (await runOneJob(server.house, 1, [checkImportJob, commitImportJob], stop));
  }
  const table = (rows: number, name: string): Buffer =>
    csv(
      ...Array.from(
        { length: rows },
        (_, i) => `个体工商户,大宁县${name}${i}店,${code()},,2023-05-18,罗曲村,`,
      ),
    )

  test('a job tries it and a job commits it, with progress; again, nothing is new', async () => {
    const before = await total()
    const file = table(2_500, '大')
    const { answer: asked } = await check(file)
    expect(asked).toMatchObject({ state: 'checking', rows: 0 })
    await run()
    const see = async () => (await ask(getImport, { params: { batch: asked.id } })).answer
    expect(await see()).toMatchObject({ state: 'checked', rows: 2_500, done: 2_500, fresh: 2_500 })
    expect((await commit(asked.id)).answer.state).toBe('committing')
    await run()
    expect(await see()).toMatchObject({ state: 'committed', fresh: 2_500 })
    expect(await total()).toBe(before + 2_500)
    const { answer: again } = await check(file)
    await run()
    expect((await ask(getImport, { params: { batch: again.id } })).answer).toMatchObject({
      fresh: 0,
      unchanged: 2_500,
    })
  })

  test('what becomes bad between trial and commit sends the import back, with nothing written', async () => {
    const station = '村级服务站,罗曲电商站,,,,罗曲村,2023-06-01'
    const file = Buffer.concat([table(2_100, '半'), Buffer.from(`${station}\r\n`)])
    const { answer: asked } = await check(file)
    await run()
    await commit(asked.id)
    // Meanwhile somebody registers the same station, founded only a year after.
    await commit((await check(csv('村级服务站,罗曲电商站,,,2024-05-18,罗曲村,'))).answer.id)
    const before = await total()
    await run()
    expect(await total()).toBe(before)
    const { answer } = await ask(getImport, { params: { batch: asked.id } })
    expect(answer).toMatchObject({ state: 'checked', bad: 1, fresh: 2_100 })
    expect(await problems(asked.id)).toEqual([[2_102, '开展电商日期', 'party.days_disordered']])
    await commit(asked.id, 'good')
    await run()
    expect(await total()).toBe(before + 2_100)
  })

  test('a refused file says why where its progress would be', async () => {
    const { answer: asked } = await check(Buffer.concat([table(2_100, '坏'), Buffer.from('"')]))
    await run()
    const { answer } = await ask(getImport, { params: { batch: asked.id } })
    expect(answer).toMatchObject({ state: 'refused', refusals: [{ code: 'sheet.quotes' }] })
    expect((await commit(asked.id)).refused).toEqual([['party.import_state', undefined]])
  })
})

describe('演示世界 the demonstration world', () => {
  const [, town] = generateWorld({ seed: 20231, scale: 1 }).towns
  const bytesOf = (name: string): Buffer => {
    const file = town?.partyFiles.find((f) => f.path.endsWith(name))
    if (file === undefined) throw new Error(`no ${name}`)
    return Buffer.from(file.bytes)
  }
  test('its clean table comes in whole, and once', async () => {
    const { answer: tried } = await check(bytesOf('clean.csv'))
    expect(await problems(tried.id)).toEqual([])
    await commit(tried.id)
    expect((await check(bytesOf('clean.csv'))).answer).toMatchObject({ fresh: 0, changed: 0, bad: 0 })
  })

  test('of its messy table, just the lines that nobody can read come back, each at its column', async () => {
    const { answer: tried } = await check(bytesOf('messy.csv'))
    const defects = town?.partyFiles.flatMap((f) => f.defects).filter((d) => !d.readable) ?? []
    const found = await problems(tried.id)
    expect([...new Set(found.map(([row]) => row))]).toEqual(
      [...new Set(defects.map((d) => d.line))].sort((a, b) => a - b),
    )
    expect(tried.fresh).toBe(0)
  })
})
