import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listDispatches, makeDispatch, readDispatch } from '#contract/report'
import { type ReportTown, reportTown } from '#test/reports'
import { reportOffice, reportVerify } from './report.ts'

let at: ReportTown
let file = ''
let keys: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'ezhen-report-cli-'))
const before = { ...process.env }

beforeAll(async () => {
  at = await reportTown()
  await at.lock(await at.fillMonth('2026-10'))
  await at.office(makeDispatch, { body: {} })
  file = (await at.office(readDispatch, { params: { number: '1' } })).raw.body
  keys = (await at.office(listDispatches)).answer.keys
})
afterAll(async () => {
  process.env = before
  rmSync(folder, { recursive: true, force: true })
  await at[Symbol.asyncDispose]()
})

type Command = typeof reportVerify
async function run(command: Command, ...args: string[]) {
  const lines: string[] = []
  const code = await command(args, (line) => lines.push(line))
  return { code, text: lines.join('\n') }
}

function kept(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('ezhen report verify', () => {
  test('says what a dispatch holds, by the keys one trusts', async () => {
    const { code, text } = await run(
      reportVerify,
      kept('包.txt', file),
      '--keys',
      kept('k.txt', keys.join('\n')),
    )
    expect(text).toMatch(/✓ .* 第 1 包/)
    expect(text).toMatch(/大宁县乡村e镇 乡村e镇建设月报 2026年10月 v1 [0-9a-f]{64}/)
    expect([code, text.split('\n').at(-1)]).toEqual([0, '结论：有效 / valid'])
    const each = keys.flatMap((key) => ['--key', key])
    expect((await run(reportVerify, kept('包.txt', file), ...each)).code).toBe(0)
  })

  test('refuses it whole with one character changed, or by one key only', async () => {
    const altered = file.replace('苹果节直播三场', '苹果节直播九场')
    expect(altered).not.toBe(file)
    const trusted = keys.flatMap((key) => ['--key', key])
    const bad = await run(reportVerify, kept('改.txt', altered), ...trusted)
    expect([bad.code, bad.text.split('\n').at(-1)]).toEqual([
      1,
      '结论：无效，整包不收 / NOT valid: refused whole',
    ])
    expect(bad.text).not.toContain('2026年10月 v1')
    expect((await run(reportVerify, kept('包.txt', file), '--key', keys[0] ?? '')).code).toBe(1)
    expect((await run(reportVerify, kept('包.txt', file))).code).toBe(1)
  })

  test.each([
    [[], '用法'],
    [['a.txt', 'b.txt'], '用法'],
    [['--nothing'], '用法'],
    [[join(folder, 'none.txt')], '没有这个文件'],
  ])('%j is told how to', async (args, said) => {
    const { code, text } = await run(reportVerify, ...args)
    expect([code, text.includes(said)]).toEqual([2, true])
  })
})

describe('ezhen report office', () => {
  beforeAll(() => {
    process.env.DATABASE_URL = at.town.server.database.url
    process.env.EZHEN_DATA = join(folder, 'data')
  })
  const offices = async () =>
    (await at.town.owner.query("select slug, name, county_code from platform.etown where slug = 'linfen'"))
      .rows

  test('opens an office of its own, once', async () => {
    const opened = await run(reportOffice, 'linfen', '临汾市商务局', '141000')
    expect([opened.code, opened.text]).toEqual([0, expect.stringContaining('已开设接收单位 临汾市商务局')])
    expect(await offices()).toEqual([{ slug: 'linfen', name: '临汾市商务局', county_code: '141000' }])
    const again = await run(reportOffice, 'linfen', '另一个局', '141000')
    expect([again.code, again.text]).toEqual([1, expect.stringContaining('已在用')])
    expect(await offices()).toHaveLength(1)
  })

  test.each([
    [[]],
    [['Linfen', '临汾市商务局', '141000']],
    [['linfen2', '临汾市商务局', '14100']],
    [['a', 'b', 'c', 'd']],
  ])('%j is told how to', async (args) => {
    const { code, text } = await run(reportOffice, ...args)
    expect([code, text.includes('用法')]).toEqual([2, true])
  })
})
