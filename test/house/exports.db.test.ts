import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { downloadExport, getExport, listExports, listHeld, releaseExport } from '#contract/export'
import { exportParties } from '#contract/party'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { makeExports } from '#test/exports'
import { code, csv, importing } from '#test/party-files'
import { testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { makeJob } from '../../src/modules/export/app/make-export.ts'

let server: Awaited<ReturnType<typeof testServer>>
let owner: Awaited<ReturnType<typeof twoTowns>>
let ask: ReturnType<typeof asking>
let leader: ReturnType<typeof asking>
beforeAll(async () => {
  server = await testServer({ EZHEN_EXPORT_FREE_ROWS: '2' })
  owner = await twoTowns(server)
  ask = asking(server, await actAs(server, { etown: 1, roles: ['office'], name: '王办事' }))
  leader = asking(server, await actAs(server, { etown: 1, roles: ['leader'], name: '李组长' }))
  const files = importing({ ask })
  const shops = ['甲', '乙', '丙'].map((name) => `个体工商户,大宁县${name}店,${code()},,2023-05-18,,`)
  await files.commit((await files.check(csv(...shops))).answer.id)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const form = { format: 'csv', reason: '报送市商务局', personal: false, filter: { text: '甲店' } }
async function exported(body: Record<string, unknown> = {}): Promise<string> {
  const { answer } = await ask(exportParties, { body: { ...form, ...body } })
  await makeExports(server)
  return answer.export
}
const stateOf = async (id: string) => (await ask(getExport, { params: { export: id } })).answer.state
const download = (id: string, as = ask) => as(downloadExport, { params: { export: id }, body: {} })
const audit = async (act: string): Promise<unknown[]> =>
  (
    await owner.query(
      'select subject, outcome, detail from platform.audit_entry where act = $1 order by seq',
      [act],
    )
  ).rows

test('a small masked list is ready at once, for its asker alone, marked, and each step is in the audit', async () => {
  const id = await exported()
  expect(await stateOf(id)).toBe('ready')
  const { raw } = await download(id)
  const [mark = '', header, row, ...rest] = raw.body.replace('\ufeff', '').split('\r\n')
  expect(mark).toMatch(
    /^一镇 · 王办事 2026年11月22日 10:00 导出 · 1 行 · 导出编号 \d+ · 理由：报送市商务局 · 筛选：.*甲店/,
  )
  expect(header).toContain('名称')
  expect(row).toContain('大宁县甲店')
  expect(rest).toEqual([''])
  expect((await download(id, leader)).refused).toEqual([['export.not_found', undefined]])
  expect((await leader(getExport, { params: { export: id } })).status).toBe(404)
  const own = await ask(listExports)
  expect(own.answer.items[0]).toMatchObject({ id, state: 'ready', rows: 1, downloads: 1, askedBy: '王办事' })
  expect(await audit('party.export')).toEqual([
    expect.objectContaining({
      subject: id,
      outcome: 'done',
      detail: expect.objectContaining({ reason: '报送市商务局' }),
    }),
  ])
  expect(await audit('export.make')).toEqual([
    expect.objectContaining({ subject: id, detail: expect.objectContaining({ rows: 1, held: false }) }),
  ])
  expect(await audit('export.download')).toEqual([
    expect.objectContaining({ subject: id, outcome: 'done' }),
    expect.objectContaining({ subject: id, outcome: 'refused' }),
  ])
})

test('after 24 hours the file is no more to be had, and stays as evidence', async () => {
  const id = await exported()
  const now = server.clock
  const later = async (hours: number): Promise<void> => {
    server.clock = new Date(now.getTime() + hours * 3_600_000)
    await owner.query(
      `update identity.session set ends_at = $1::timestamptz + interval '1 hour', seen_at = $1`,
      [server.clock],
    )
  }
  try {
    await later(23)
    expect((await download(id)).status).toBe(200)
    await later(24)
    expect((await download(id)).refused).toEqual([['export.expired', undefined]])
    expect(await stateOf(id)).toBe('expired')
  } finally {
    server.clock = now
  }
  const { rows } = await owner.query(
    'select count(*)::int as n from platform.evidence v join export.export e on e.file = v.sha256 where e.id = $1',
    [id],
  )
  expect(rows).toEqual([{ n: 1 }])
})

test.each([
  ['more rows than are free', { filter: {} }, 3],
  ['whole personal data', { personal: true }, 1],
])('%s: held until somebody else releases it', async (_, body, rows) => {
  const id = await exported(body)
  expect(await stateOf(id)).toBe('held')
  expect((await download(id)).refused).toEqual([['export.not_ready', undefined]])
  const decide = (as: typeof ask, decision: string) =>
    as(releaseExport, { params: { export: id }, body: { decision, reason: '已核对用途' } })
  expect((await decide(ask, 'release')).refused).toEqual([['export.own', undefined]])
  const weak = asking(server, await actAs(server, { etown: 1, roles: ['leader'], secondFactor: false }))
  expect((await decide(weak, 'release')).refused).toEqual([['http.second_factor', undefined]])
  expect((await ask(listHeld)).answer.items.map((one) => one.id)).not.toContain(id)
  expect((await leader(listHeld)).answer.items[0]).toMatchObject({ id, rows, askedBy: '王办事' })
  const [one, other] = await Promise.all([decide(leader, 'release'), decide(leader, 'decline')])
  expect([one.status, other.status].toSorted()).toEqual([200, 409])
  const released = one.status === 200
  expect(await stateOf(id)).toBe(released ? 'ready' : 'declined')
  expect((await download(id)).status).toBe(released ? 200 : 409)
})

test('an asker who may no more export such rows does not get the file', async () => {
  const account = await actAs(server, { etown: 1, roles: ['township'] })
  const township = asking(server, account)
  const { answer } = await township(exportParties, { body: form })
  await makeExports(server)
  await owner.query(`update identity.membership set roles = '{publicity}' where account = $1`, [
    account.account,
  ])
  await expect
    .poll(async () => (await download(answer.export, township)).refused)
    .toEqual([['export.not_allowed_any_more', undefined]])
})

test('a reason with a number in it is refused with a sentence, and nothing is asked for', async () => {
  const { status, raw } = await ask(exportParties, { body: { ...form, reason: '客户13800138000要的' } })
  expect(status).toBe(422)
  expect(raw.json().errors).toEqual([
    expect.objectContaining({
      code: 'field.personal_number',
      pointer: '/reason',
      zh: expect.stringContaining('审计'),
    }),
  ])
})

test('XLSX: text that looks like a formula stays text; filter and definition are on a second sheet', async () => {
  const files = importing({ ask })
  await files.commit((await files.check(csv(`个体工商户,=1+2大宁店,${code()},,2023-05-18,,`))).answer.id)
  const { raw } = await download(await exported({ format: 'xlsx', filter: { text: '1+2' } }))
  const [list, notes] = (await readXlsx(raw.rawPayload)).sheets
  expect(list?.rows[0]?.[0]).toContain('导出编号')
  expect(list?.rows[2]).toContain('=1+2大宁店')
  expect(Object.fromEntries(notes?.rows ?? [])).toMatchObject({
    导出人: '王办事',
    行数: '1',
    理由: '报送市商务局',
    筛选: '名称或信用代码含：1+2',
    个人信息: '已脱敏或不含',
  })
})

test('a job that gives up leaves the export as not made, with the reason', async () => {
  const { answer } = await ask(exportParties, { body: form })
  const broken = makeJob(new Map())
  for (let i = 0; i < 5; i++) {
    await owner.query('update platform.job set run_at = now()')
    await runOneJob(server.house, 1, [broken], new AbortController().signal)
  }
  const { answer: seen } = await ask(getExport, { params: { export: answer.export } })
  expect(seen).toMatchObject({ state: 'failed', refusals: [{ code: 'export.gave_up' }] })
})

test('another e-town’s exports are none', async () => {
  const id = await exported()
  const other = asking(server, await actAs(server, { etown: 2, roles: ['office', 'leader'] }), 'two')
  expect((await download(id, other)).refused).toEqual([['export.not_found', undefined]])
  expect((await other(listHeld)).answer.total).toBe(0)
})
