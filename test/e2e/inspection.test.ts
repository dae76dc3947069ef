import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Desk, openDesk, press, settled, sound, soundAtBothWidths, violations } from '#test/clerk'
import { creditCode } from '#world/codes'

/** A lot of apples from its sample to the two labels on its box, by four people, up to the phone of whoever buys them. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })
})
afterAll(() => desk[Symbol.asyncDispose]())

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

/** Brings in what the trace room's own journey shows being typed. */
async function harvested(
  cookie: string,
): Promise<{ party: string; lot: string; gtin: string; code: string }> {
  const act = async (path: string, body: object): Promise<Record<string, string>> => {
    const answer = await fetch(`${desk.address}/api/etowns/daning/${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
    const said = (await answer.json()) as Record<string, string>
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(said)}`)
    return said
  }
  const { id: party = '' } = await act('parties', {
    kind: 'enterprise',
    name: '大宁县隆泰果业有限公司',
    creditCode: creditCode('1', '141030', 7),
    registeredOn: '2023-05-18',
  })
  const { id: item = '', gtin = '' } = await act('trace-items', {
    party,
    name: '宁脆苹果',
    spec: '80 果',
    unit: 'kg',
    packSize: '5',
    numbering: 'restricted',
  })
  const { id: site = '' } = await act('party-sites', {
    kind: 'base',
    name: '太古塬 3 号园',
    party,
    openedOn: '2020-01-01',
  })
  const { id: season = '' } = await act('trace-seasons', {
    item,
    site,
    name: '今年宁脆',
    startedOn: daysAgo(200).slice(0, 10),
  })
  const step = (kind: string, days: number, facts: object) =>
    act('trace-steps', { kind, season, occurredAt: daysAgo(days), facts })
  await step('tending', 100, { what: '疏果、套袋' })
  await step('input', 60, { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '14' })
  const { id: instrument = '' } = await act('inspection-instruments', {
    name: '快检仪',
    model: 'STD-9000',
    serial: 'SN01',
  })
  await act(`inspection-instruments/${instrument}/calibrations`, {
    on: daysAgo(100).slice(0, 10),
    until: daysAgo(-100).slice(0, 10),
    certificate: '检-01',
  })
  await act('inspection-reagents', {
    name: '丁酰胆碱酯酶',
    batch: 'B1',
    expiresOn: daysAgo(-30).slice(0, 10),
  })
  const { id: lot = '', code = '' } = await act(`trace-seasons/${season}/harvest`, {
    occurredAt: daysAgo(5),
    quantity: '500',
  })
  return { party, lot, gtin, code }
}

const unfold = (page: Page, label: string) =>
  page.locator('summary').filter({ hasText: label }).first().click()

/** Texts of the codes on the pages of a PDF of ours, in order. */
async function codesIn(pdf: Buffer): Promise<string[]> {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(
    ([, body = '']) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
      } catch {
        return []
      }
    },
  )
  const images = streams.flatMap((one) => [...one.matchAll(/cm\s+BI \/W (\d+) \/H \d+ .*? ID ([0-9a-f]+)>/g)])
  const read = await Promise.all(
    images.map(([, width = '', hex = '']) => {
      const size = Number(width)
      const digits = hex.length / size
      const dark = (x: number, y: number): boolean =>
        x >= 0 &&
        y >= 0 &&
        x < size &&
        y < size &&
        (Number.parseInt(hex[y * digits + (x >> 2)] ?? '0', 16) & (8 >> (x & 3))) !== 0
      const side = (size + 8) * 4
      const data = new Uint8ClampedArray(side * side * 4).fill(255)
      for (let i = 0; i < side * side; i++)
        if (dark(Math.floor((i % side) / 4) - 4, Math.floor(i / side / 4) - 4)) data.fill(0, i * 4, i * 4 + 3)
      return readBarcodes({ data, width: side, height: side, colorSpace: 'srgb' }, { formats: ['QRCode'] })
    }),
  )
  return read.flatMap((found) => found.map((one) => one.text))
}

test('a lot is sampled, tested blind, reviewed, certified, labelled, and a phone sees it', async () => {
  const maker = await desk.as({ etown: 1, roles: ['office'], name: '赵登记' })
  const { party, gtin, code } = await harvested(maker)
  const sampler = await desk.as({ etown: 1, roles: ['agriculture'], name: '周抽样' })
  const tester = await desk.as({ etown: 1, roles: ['operator'], name: '钱检测' })
  const grower = await desk.as({ etown: 1, roles: ['merchant'], name: '李果农', party })

  const field = await desk.open('/e/daning/inspections', { cookie: sampler })
  await field.getByText('还没有样品').waitFor()
  await unfold(field, '安排检测')
  await field.locator('#arrange_lot').selectOption({ index: 1 })
  await field.locator('#arrange_method').selectOption('GB/T 5009.199-2003')
  await field.getByLabel('抽样地点').fill('3 号园东头')
  await soundAtBothWidths(field, 'arrange')
  await press(field, '安排并抽样')
  const said = await field
    .getByText(/样品码 [2-9A-Z]{6}/)
    .first()
    .textContent()
  const sample = /样品码 ([2-9A-Z]{6})/.exec(said ?? '')?.[1] ?? ''
  await settled(field)
  await field.context().close()

  const bench = await desk.open('/e/daning/inspection-bench', { cookie: tester })
  await bench.getByText(sample).first().waitFor()
  expect(await bench.getByText(code).count()).toBe(0)
  await bench.getByLabel('样品码').first().fill(sample)
  await bench.getByLabel('空白吸光度变化 ΔA0').first().fill('0.500')
  await bench.getByLabel('样品吸光度变化 ΔAt').first().fill('0.300')
  await bench.locator('#run_instrument').selectOption({ index: 1 })
  await bench.locator('#run_reagent').selectOption({ index: 1 })
  await soundAtBothWidths(bench, 'bench')
  await press(bench, '保存测定')
  await bench.getByText('抑制率 40.0 %，阴性').waitFor()
  await bench.context().close()

  const page = await desk.open('/e/daning/inspections')
  await page.getByRole('link', { name: sample }).click()
  await page.getByRole('heading', { level: 1, name: `样品码 ${sample}` }).waitFor()
  await soundAtBothWidths(page, 'review')
  await press(page, '确认结果')
  await page.getByText('已通过').first().waitFor()
  await page.getByRole('link', { name: '50×30 毫米 PDF' }).waitFor()
  await soundAtBothWidths(page, 'sample')

  // The month, its figure, its rows: two presses.
  const months = await desk.open('/e/daning/inspection-months')
  await months
    .getByRole('rowheader', { name: /年\d+月/ })
    .first()
    .waitFor()
  await soundAtBothWidths(months, 'months')
  await months.getByRole('link', { name: '快检样品', exact: true }).click()
  await months.getByRole('heading', { level: 1, name: '快检样品' }).waitFor()
  await press(months, '看全部明细行')
  await months.getByText(sample).first().waitFor()
  await soundAtBothWidths(months, 'rapid-rows')
  await months.context().close()

  const farm = await desk.open('/e/daning/certificate-issue', { cookie: grower })
  await farm.getByText('没有检测覆盖').waitFor()
  expect(await farm.getByLabel('自行检测合格').isDisabled()).toBe(true)
  await farm.getByLabel('质量安全控制符合要求').check()
  await farm.getByLabel('附加检测结果（可不选）').selectOption({ index: 1 })
  await farm.getByLabel('数量（重量，千克）').fill('100')
  await farm.getByLabel('箱数（一箱一证）').fill('2')
  await farm.getByLabel('产地').fill('山西省大宁县太古塬')
  await farm.getByLabel('联系方式').fill('13800001234')
  await soundAtBothWidths(farm, 'issue')
  await press(farm, '开具并负责')
  await farm.getByRole('heading', { level: 1, name: /承诺达标合格证 C/ }).waitFor()
  await settled(farm)
  await soundAtBothWidths(farm, 'certificate')
  const href = await farm.getByRole('link', { name: '100×70 毫米 PDF' }).getAttribute('href')
  const printed = await fetch(`${desk.address}${href}`, { headers: { cookie: grower } })
  const links = await codesIn(Buffer.from(await printed.arrayBuffer()))
  expect(links).toHaveLength(3)
  expect(links[0]).toContain(`/01/${gtin}/10/${code}`)
  expect(links[2]).toMatch(/\/hgz\/C[2-9A-HJ-NP-Z]{12}\.2$/)

  const phone = await desk.open(`/scan/01/${gtin}/10/${code}`, { width: 360, cookie: '' })
  for (const text of [
    '快筛阴性 抑制率 40.0 %',
    '承诺达标合格证',
    '扩展基质，仅供参考',
    '大宁县隆泰果业有限公司',
  ])
    await phone.getByText(text).first().waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.goto(new URL(links[2] ?? '').pathname)
  for (const text of ['✓ 有效', '第 2 箱，共 2 箱', '质量安全控制符合要求', '快筛阴性 抑制率 40.0 %'])
    await phone.getByText(text).first().waitFor()
  expect(await phone.getByText('13800001234').count()).toBe(0)
  await sound(phone)
  await phone.getByRole('link', { name: '自己核验这张合格证' }).click()
  await phone.getByText('与公开日志第').first().waitFor()
  await sound(phone)
  await phone.goto('/hgz?n=c-xyz')
  await phone.getByText('这不是本系统的编号').waitFor()
  await sound(phone)

  await unfold(farm, '作废')
  await farm.getByLabel('作废理由').fill('数量写错，重新开具')
  await farm.locator('form').getByRole('button', { name: '作废' }).click()
  await farm.getByText('已作废：数量写错，重新开具').first().waitFor()
  await phone.goto(new URL(links[2] ?? '').pathname)
  await phone.getByText('✕ 已作废：数量写错，重新开具').waitFor()
})

test('the other pages are sound at a desk and on a phone', async () => {
  const operator = await desk.as({ etown: 1, roles: ['operator'], name: '孙运营' })
  const page = await desk.open('/e/daning/inspection-lab', { cookie: operator })
  for (const name of [
    'inspection-lab',
    'inspection-months',
    'inspection-registry',
    'certificates',
    'incoming-certificates',
  ]) {
    await page.goto(`/e/daning/${name}`)
    await soundAtBothWidths(page, name)
  }
  const watch = await desk.open('/e/daning/positives', {
    cookie: await desk.as({ etown: 1, roles: ['agriculture'] }),
  })
  await soundAtBothWidths(watch, 'positives')
})
