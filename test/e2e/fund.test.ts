import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, sound, soundAtBothWidths } from '#test/clerk'

/** Money from the treasury's document to a voucher, through the hands of three people. */
const SLUG = '140521-longgang'
const PLAN = new URL('../../plans/140521-longgang-2023.yaml', import.meta.url)

let desk: Desk
let paper: string
const cookies = { office: '', leader: '', finance: '' }
beforeAll(async () => {
  desk = await openDesk()
  await desk.owner.query(
    `insert into platform.etown (id, slug, name, county_code) values (2, '${SLUG}', '龙港镇乡村e镇', '140521')`,
  )
  for (const role of ['office', 'leader', 'finance'] as const)
    cookies[role] = await desk.as({ etown: 2, roles: [role] })
  const bytes = readFileSync(PLAN)
  await send('/plan/drafts', 'application/octet-stream', bytes)
  const file = createHash('sha256').update(bytes).digest('hex')
  await send('/plan/versions', 'application/json', JSON.stringify({ file }))
  paper = join(desk.dir, '凭证.pdf')
  writeFileSync(paper, '%PDF-1.4\n')
})
afterAll(() => desk[Symbol.asyncDispose]())

async function send(path: string, type: string, body: BodyInit): Promise<void> {
  const headers = {
    cookie: cookies.office,
    'content-type': type,
    'x-file-name': 'plan.yaml',
    'idempotency-key': crypto.randomUUID(),
  }
  const sent = await fetch(`${desk.address}/api/etowns/${SLUG}${path}`, { method: 'POST', headers, body })
  expect([path, sent.status]).toEqual([path, 200])
}

const open = (who: keyof typeof cookies, path: string, width = 1366): Promise<Page> =>
  desk.open(`/e/${SLUG}${path}`, { cookie: cookies[who], width })
/** The page's one file field, or that of a form. */
const attach = (page: Page, within = 'main') =>
  page.locator(`${within} input[type=file]`).first().setInputFiles(paper)

test('the treasury registers an arrival, the office allocates it inside the bands', async () => {
  const treasury = await open('finance', '/fund/arrivals')
  await treasury.getByText('还没有登记过到账').waitFor()
  await treasury.getByLabel('来源').selectOption('省级专项资金')
  await treasury.getByLabel('下达文号').fill('晋财建〔2023〕1号')
  await treasury.getByLabel('金额（元）').fill('一千万')
  await treasury.getByLabel('到账日期').fill('2026-01-05')
  await attach(treasury)
  await press(treasury, '登记到账')
  await treasury.locator('.note-bad').getByText('请填写以元计的金额').waitFor()
  await treasury.getByLabel('金额（元）').fill('10,000,000')
  await press(treasury, '登记到账')
  await treasury.getByRole('rowheader', { name: '晋财建〔2023〕1号' }).waitFor()
  await soundAtBothWidths(treasury, 'fund-arrivals')
  await treasury.context().close()

  const office = await open('office', '/fund')
  const allocate = async (place: string, yuan: string) => {
    const form = office.locator('form#allocate')
    await form.getByLabel('类别').selectOption(place)
    await form.getByLabel('金额（元）').fill(yuan)
    await press(office, '分配到类别')
  }
  await office.locator('summary').filter({ hasText: '分配到类别' }).click()
  await allocate('省级专项资金 · 主导产业发展', '6000000')
  await office.locator('.note-bad').getByText('超过方案上限 50%').waitFor()
  await allocate('省级专项资金 · 主导产业发展', '5000000')
  await office.getByText('在范围内').first().waitFor()
  await office.locator('.chart svg').waitFor()
  await soundAtBothWidths(office, 'fund')
  await press(office, '看表格')
  await office.getByRole('cell', { name: '主导产业发展', exact: true }).first().waitFor()
  await office.context().close()
})

test('an allotment is proposed, approved and paid by three people, and its entries tell it', async () => {
  const office = await open('office', '/fund/allotments')
  await office.getByText('还没有符合的资金安排').waitFor()
  await pressTo(office, '提出安排')
  await office.getByLabel('项目', { exact: true }).fill('蜂蜜标准化生产线')
  await office.getByLabel('支出事项').fill('灌装设备')
  await office.getByLabel('来源 · 类别').selectOption('省级专项资金 · 主导产业发展')
  await office.getByLabel('金额（元）').fill('5000000.01')
  await office.getByLabel('收款人').fill('沁水县某设备有限公司')
  await attach(office)
  await press(office, '提出安排')
  await office.locator('.note-bad').getByText('差 ¥0.01').waitFor()
  await sound(office)
  await office.getByLabel('金额（元）').fill('1200000')
  await press(office, '提出安排')
  await office.getByRole('heading', { level: 1, name: '灌装设备' }).waitFor()
  await settled(office)
  const at = new URL(office.url()).pathname.replace(`/e/${SLUG}`, '')
  await soundAtBothWidths(office, 'fund-allotment')
  await office.context().close()

  const leader = await open('leader', at)
  await press(leader, '审定')
  await leader.getByText('已审定，待支付').waitFor()
  await leader.getByText('您现在没有可办的事项').waitFor({ state: 'detached' })
  await leader.context().close()

  const treasury = await open('finance', at)
  await treasury.locator('form#pay').getByLabel('金额（元）').fill('1200000')
  await treasury.getByLabel('凭证号').fill('2026-0001')
  await treasury.getByLabel('支付日期').fill('2026-11-20')
  await attach(treasury)
  await press(treasury, '支付')
  await treasury.getByText('已付清').waitFor()
  await treasury.getByRole('rowheader', { name: '2026-0001' }).waitFor()
  await soundAtBothWidths(treasury, 'fund-paid')
  await treasury.goto(`/e/${SLUG}/fund/entries`)
  await settled(treasury)
  await treasury.getByText('占用 → 已支付').waitFor()
  await soundAtBothWidths(treasury, 'fund-journal')
  await treasury.context().close()
})
