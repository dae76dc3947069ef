import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csvText } from '#test/order-files'
import { type TestServer, testServer } from '#test/server'
import { aParty, aShop } from '#test/shops'
import { twoTowns } from '#test/towns'
import { ordersImport } from './orders-import.ts'

let server: TestServer
let owner: pg.Client
let folder: string
const before = { ...process.env }

beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
  folder = mkdtempSync(join(tmpdir(), 'ezhen-cli-'))
  process.env.DATABASE_URL = server.database.url
  process.env.EZHEN_DATA = join(folder, 'data')
  const operator = await aParty(owner, 1, '试样主体')
  await aShop(owner, 1, { platform: 'pdd', name: '一号店', operator })
})
afterAll(async () => {
  process.env = before
  rmSync(folder, { recursive: true, force: true })
  await owner.end()
  await server[Symbol.asyncDispose]()
})

async function run(...args: string[]) {
  const lines: string[] = []
  const code = await ordersImport(args, (line) => lines.push(line))
  return { code, lines }
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test('prints the receipt; the audit says that the command line did it', async () => {
  const path = file('订单.csv', csvText('pdd', [{}]))
  const { code, lines } = await run('--etown', 'one', '--platform', 'pdd', path)
  expect(code).toBe(0)
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    read: { rows: 1 },
    accepted: { rows: 1 },
    change: { retailFen: '3980' },
  })
  const { rows } = await owner.query('select act, actor, outcome from platform.audit_entry order by seq')
  expect(rows).toEqual([
    { act: 'market.import-orders', actor: 'cli', outcome: 'done' },
    { act: 'market.import', actor: 'cli', outcome: 'done' },
  ])
})

test('a refused file ends with 1 and its sentence', async () => {
  const wrong = await run('--etown', 'one', '--platform', 'pdd', file('京东.csv', csvText('jd', [{}])))
  expect(wrong).toMatchObject({
    code: 1,
    lines: [expect.stringMatching(/^market\.platform_mismatch {2}选择的是拼多多/)],
  })
  const picture = await run('--etown', 'one', '--platform', 'pdd', file('a.csv', '<html>'))
  expect(picture).toMatchObject({ code: 1, lines: [expect.stringMatching(/^file\.kind/)] })
})

test('says which shop, e-town or file is missing', async () => {
  const path = file('订单.csv', csvText('pdd', [{}]))
  const sentence = async (...args: string[]) => (await run(...args)).lines[0]
  expect(await sentence('--etown', 'nowhere', '--platform', 'pdd', path)).toContain(
    '没有编号为“nowhere”的e镇',
  )
  expect(await sentence('--etown', 'one', '--platform', 'jd', path)).toContain('还没有登记网店')
  expect(await sentence('--etown', 'one', '--platform', 'pdd', '--shop', '别店', path)).toContain(
    '没有名为“别店”',
  )
  expect(await sentence('--etown', 'one', '--platform', 'pdd', join(folder, 'none.csv'))).toContain(
    '没有这个文件',
  )
  await aShop(owner, 1, { platform: 'pdd', name: '二号店', operator: await aParty(owner, 1, '另一主体') })
  expect(await sentence('--etown', 'one', '--platform', 'pdd', path)).toContain('二号店、一号店')
  expect(await run('--etown', 'one', '--platform', 'weidian', path)).toMatchObject({ code: 2 })
  expect(await run('--nonsense')).toMatchObject({ code: 2 })
})
