import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { code, csv, HEAD, importing } from '#test/party-files'
import { type Office, openOffice } from '#test/towns'
import { creditCode } from '#world/codes'
import {
  getImport,
  getParty,
  importFile,
  importProblems,
  listImports,
  listParties,
  partyEvidence,
} from './contract/index.ts'

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

describe('试算与提交 trial and commit', () => {
  test('a trial changes nothing; a commit is all or nothing; the same file again adds nothing', async () => {
    const before = await total()
    const file = csv(
      `个体工商户,大宁县甲店,${code()},13800000001,2023-05-18,昕水镇东关村,2023-06-01`,
      `个体户,大宁县乙店,${code()},１３８ ００００ ０００２,45064,罗曲,`,
      '农户,赵七,,13800000003,,昕水镇,',
    )
    const { answer: tried } = await check(file)
    expect(tried).toMatchObject({ state: 'checked', rows: 3, bad: 0, fresh: 3, changed: 0, unchanged: 0 })
    expect(await total()).toBe(before)
    const { answer: done } = await commit(tried.id)
    expect(done).toMatchObject({ state: 'committed', rows: 3, fresh: 3, rowsTaken: 'all' })
    expect(await total()).toBe(before + 3)
    expect((await commit(tried.id)).refused).toEqual([['party.import_state', undefined]])
    const { answer: again } = await check(file)
    expect(again).toMatchObject({ rows: 3, fresh: 0, changed: 0, unchanged: 3 })
    expect((await commit(again.id)).answer).toMatchObject({ fresh: 0, unchanged: 3 })
    expect(await total()).toBe(before + 3)
  })

  test('each party says which file and row it came from, and the file is the evidence of its e-commerce', async () => {
    const { answer: tried } = await check(csv(`个体工商户,大宁县丙店,${code()},,2023-05-18,,2023-06-01`))
    await commit(tried.id)
    const [row] = (await ask(listParties, { query: { text: '丙店' } })).answer.items
    const { answer: party } = await ask(getParty, { params: { party: row?.id ?? '' } })
    expect(party).toMatchObject({
      source: 'import',
      batch: tried.id,
      batchRow: 2,
      ecommerceEvidence: tried.sha256,
    })
    expect(party.history[0]?.why).toBe(`第 ${tried.id} 次导入第 2 行`)
    const opened = await ask(partyEvidence, { params: { party: party.id, sha256: tried.sha256 } })
    expect(opened.refused).toEqual([['party.evidence_is_import', undefined]])
  })

  test('a fixed file amends what changed, keeps what it does not speak of, and never undoes a person’s word', async () => {
    const id = code()
    await commit(
      (await check(csv(`个体工商户,大宁县丁店,${id},13800000009,2023-05-18,罗曲村,2023-06-01`))).answer.id,
    )
    const { answer: tried } = await check(csv(`个体工商户,大宁县丁记店,${id},,2023-05-18,,`))
    expect(tried).toMatchObject({ fresh: 0, changed: 1 })
    await commit(tried.id)
    const [row] = (await ask(listParties, { query: { text: id } })).answer.items
    const { answer: party } = await ask(getParty, { params: { party: row?.id ?? '' } })
    expect(party).toMatchObject({ name: '大宁县丁记店', phone: '138******09', ecommerceSince: '2023-06-01' })
    expect(party.history[1]).toMatchObject({
      why: `第 ${tried.id} 次导入第 2 行`,
      changes: [{ field: 'name' }],
    })
  })

  test('bad rows: all or nothing, or the good ones, as the person says; every problem with row and column', async () => {
    const before = await total()
    const good = code()
    const file = csv(
      `个体工商户,大宁县戊店,${good},,2023-05-18,,`,
      ',,,,,,',
      `农场,,1.40E+17,138,2023-02-30,东关村,明天`,
      `个体工商户,大宁县戊店二,${good},,2023-05-18,,`,
      '合计,共 3 户,,,,,',
      ',,,,,,',
    )
    const { answer: tried } = await check(file)
    expect(tried).toMatchObject({ rows: 3, blank: 3, bad: 2, fresh: 1 })
    expect(await problems(tried.id)).toEqual([
      [4, '统一社会信用代码', 'party.cell_mangled'],
      [4, '主体类型', 'party.cell_kind'],
      [4, '开展电商日期', 'party.cell_day'],
      [4, '名称', 'party.cell_missing'],
      [4, '成立日期', 'party.cell_day'],
      [4, '所在村（社区）', 'party.cell_place_unknown'],
      [4, '手机号', 'kernel.mobile_length'],
      [5, '名称', 'party.row_repeats'],
    ])
    const page = await ask(importProblems, { params: { batch: tried.id }, query: { limit: '5' } })
    expect(page.answer).toMatchObject({
      total: 8,
      next: '4.4',
      items: expect.arrayContaining([expect.objectContaining({ example: '91350100M000100Y43' })]),
    })
    expect((await commit(tried.id, 'all')).refused).toEqual([['party.import_has_bad_rows', undefined]])
    expect(await total()).toBe(before)
    expect((await commit(tried.id, 'good')).answer).toMatchObject({ fresh: 1, bad: 2, rowsTaken: 'good' })
    expect(await total()).toBe(before + 1)
  })
})

test('any file, twice: the second time nothing is new and nothing changes', async () => {
  const cell = fc.constantFrom(
    '',
    '企业',
    '农户',
    '个体工商户',
    '张三',
    '李四',
    '隆泰店',
    '2023-05-18',
    '45064',
    '13800138000',
  )
  const line = fc.oneof(
    fc.tuple(
      fc.constantFrom('农户', '村级服务站', '其他组织'),
      fc.constantFrom('张三', '李四', '王 五'),
      cell,
      cell,
      cell,
      cell,
      cell,
    ),
    fc.array(cell, { minLength: 7, maxLength: 7 }),
    fc
      .integer({ min: 0, max: 9 })
      .map((n) => [
        '个体户',
        `重复${n}店`,
        creditCode('2', '141030', 900_000 + n),
        '',
        '2023-05-18',
        '罗曲村',
        '',
      ]),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (lines) => {
      const file = csv(...lines.map((cells) => cells.join(',')))
      const first = await check(file)
      if (first.status !== 200) return
      const { answer: done } = await commit(first.answer.id, 'good')
      expect(done.rows).toBe(done.bad + done.fresh + done.changed + done.unchanged)
      const { answer: again } = await check(file)
      expect(again).toMatchObject({ fresh: 0, changed: 0, bad: done.bad })
    }),
    { numRuns: 25 },
  )
})
describe('坏文件 files that are none', () => {
  const count = async (): Promise<number> => (await ask(listImports)).answer.total
  test.each([
    ['没有表头', Buffer.from('a,b\n1,2\n'), 'x.csv', 'party.import_no_header'],
    ['没有数据', Buffer.from(`${HEAD}\n,,,,,,\n`), 'x.csv', 'party.import_no_rows'],
    ['两列同义', Buffer.from('类型,名称,电话,手机号\n农户,甲乙,1,2\n'), 'x.csv', 'party.import_column_twice'],
    ['引号没有配对', Buffer.from(`${HEAD}\n农户,"甲乙`), 'x.csv', 'sheet.quotes'],
    ['网页改名', Buffer.from('<html><table></table></html>'), 'x.xlsx', 'file.kind'],
    ['残缺的压缩包', Buffer.from('PK\u0003\u0004残缺'), 'x.xlsx', 'sheet.broken'],
    ['空文件', Buffer.alloc(0), 'x.csv', 'file.empty'],
  ])('%s', async (_what, bytes, name, refusal) => {
    const before = await count()
    const reply = await check(bytes, name)
    expect([reply.status < 500, reply.refused[0]?.[0]]).toEqual([true, refusal])
    expect(await count()).toBe(before)
  })

  test('another e-town’s import is not there; a reader may not import', async () => {
    const { answer } = await check(csv(`农户,甲乙,,13800000011,,,`))
    const other = asking(server, await actAs(server, { etown: 2, roles: ['office'] }), 'two')
    for (const endpoint of [getImport, importFile]) {
      const query = endpoint === importFile ? { query: { rows: 'all' } } : {}
      expect((await other(endpoint, { params: { batch: answer.id }, ...query })).status).toBe(404)
    }
    const reader = asking(server, await actAs(server, { etown: 1, roles: ['auditor'] }))
    expect((await reader(listImports)).status).toBe(403)
  })
})
