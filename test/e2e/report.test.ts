import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, sound, soundAtBothWidths } from '#test/clerk'

/** A month goes from an empty form to the office above: filled, sent back, passed, locked, dispatched, received. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const as = async (roles: readonly string[], path: string, etown = 1): Promise<Page> =>
  desk.open(path, { cookie: await desk.as({ etown, roles }) })

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ])
  const path = join(desk.dir, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

test('from an empty month to the office above', async () => {
  const office = await desk.open('/e/daning/report-forms')
  await office
    .locator('li')
    .filter({ hasText: '乡村e镇建设月报' })
    .getByRole('button', { name: '启用' })
    .click()
  await office.getByRole('link', { name: '乡村e镇建设月报' }).waitFor()
  await soundAtBothWidths(office, 'report-forms')

  const clerk = await as(['operator'], '/e/daning/reports')
  await clerk.getByText('还没有报表', { exact: true }).waitFor()
  await pressTo(clerk, '开始填报')
  await sound(clerk)
  await pressTo(clerk, '开始填报', /乡村e镇建设月报/)
  const path = new URL(clerk.url()).pathname
  await press(clerk, '提交镇级审核')
  await clerk.getByRole('alert').getByText('“本月总产值”还没有填').waitFor()
  await soundAtBothWidths(clerk, 'report-open')
  for (const label of ['本月网络零售额', '本年累计网络零售额', '上年同月网络零售额', '网络零售额同比'])
    await clerk.getByLabel(`${label}：怎么填`, { exact: true }).selectOption('未知')
  for (const label of ['本月新增市场主体', '其中开展电商业务的', '本年累计新增市场主体', '本月总产值'])
    await clerk.getByLabel(`${label}：怎么填`, { exact: true }).selectOption('未知')
  await clerk.getByLabel('本月培训（人次）').fill('100')
  await clerk.getByLabel('本月主要工作', { exact: true }).fill('苹果节直播三场。\n培训两期。')
  await press(clerk, '保存填写')
  await clerk.getByText('应填 11 格，已知 3 格，未知 8 格').waitFor()
  await press(clerk, '提交镇级审核')
  await clerk.getByText('等镇政府审核').waitFor()

  const township = await as(['township'], path)
  await township.locator('#at_training summary').click()
  await township.getByLabel('对“本月培训”的意见').fill('与签到表不符，签到表是120人次')
  await soundAtBothWidths(township, 'report-review')
  await press(township, '退回')
  await township.getByText('填报中（被退回）').waitFor()

  await clerk.reload()
  await settled(clerk)
  await clerk.getByText('与签到表不符').waitFor()
  await soundAtBothWidths(clerk, 'report-returned')
  await clerk.getByLabel('本月培训（人次）').fill('120')
  await press(clerk, '保存填写')
  await clerk.getByText('已改').waitFor()
  await press(clerk, '提交镇级审核')
  await clerk.getByText('等镇政府审核').waitFor()
  await clerk.context().close()
  await township.reload()
  await settled(township)
  await press(township, '镇级审核通过')
  await township.getByText('等县办公室审核锁定').waitFor()
  await township.context().close()

  await office.goto(path)
  await settled(office)
  await press(office, '审核通过并锁定')
  await office.getByRole('link', { name: '锁定 v1' }).click()
  await office.getByRole('heading', { level: 1, name: /锁定 v1/ }).waitFor()
  await office.getByText('与现在的明细一致').waitFor()
  await soundAtBothWidths(office, 'report-snapshot')
  expect(
    readFileSync(await saved(office, '填好的 Excel'))
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  expect(
    readFileSync(await saved(office, 'Word 报告'))
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  await office.goto('/e/daning/report-dispatches')
  await settled(office)
  await office.getByText('1 份锁定快照等待上报').waitFor()
  await press(office, '上报')
  await office.getByText('没有等待上报的锁定报表').waitFor()
  await soundAtBothWidths(office, 'report-dispatches')
  const file = await saved(office, '下载第 1 包')
  const keys = await office.locator('li code').allInnerTexts()
  const origin = await office.locator('p code').first().textContent()

  const checker = await desk.open('/reports/daning/verify', { cookie: '' })
  await checker.locator('#file').setInputFiles(file)
  await press(checker, '核验 / Verify')
  await checker.getByText('✓ 有效').waitFor()
  const broken = Buffer.from(readFileSync(file))
  broken[broken.length - 40] = (broken[broken.length - 40] ?? 0) ^ 1
  await checker.locator('#file').setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: broken })
  await press(checker, '核验 / Verify')
  await checker.getByText('无效，整包不收').waitFor()
  await soundAtBothWidths(checker, 'report-verify')
  await checker.context().close()

  await desk.owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (9, 'linfen', '临汾市商务局', '141000')",
  )
  const city = await as(['city'], '/e/linfen/received-reports', 9)
  await city.getByText('还没有收到报表', { exact: true }).waitFor()
  await city.locator('summary').filter({ hasText: '登记报送单位' }).click()
  await city.getByLabel('单位名称').fill('大宁县乡村e镇')
  await city.getByLabel('单位代号').fill(origin ?? '')
  await city.getByLabel('公钥（两行）').fill(keys.join('\n'))
  await city.getByLabel('怎样核对的公钥').fill('电话逐字核对')
  await press(city, '登记报送单位')
  await city.getByRole('cell', { name: '电话逐字核对' }).waitFor()
  const flipped = readFileSync(file, 'utf8').replace('120 人次', '130 人次')
  await city
    .locator('input[type=file]')
    .setInputFiles({ name: '上报包.txt', mimeType: 'text/plain', buffer: Buffer.from(flipped) })
  await press(city, '接收上报包')
  await city.getByText('上报包整包不收').waitFor()
  await sound(city)
  await city.locator('input[type=file]').setInputFiles(file)
  await press(city, '接收上报包')
  await city.getByText('第 1 包，1 份快照').waitFor()
  await city.getByRole('cell', { name: '120 人次' }).first().waitFor()
  await soundAtBothWidths(city, 'report-received')
  await city.context().close()
  await office.context().close()
})

test('a bulletin quotes the locked month, and its page says where each number is from', async () => {
  const writer = await as(['publicity'], '/e/daning/bulletins')
  await writer.getByText('还没有信息', { exact: true }).waitFor()
  await pressTo(writer, '拟写信息')
  await writer.getByLabel('标题').fill('大宁e镇十月简报')
  await writer.getByLabel('正文').fill('十月开展培训')
  await writer.locator('summary').filter({ hasText: '插入数字' }).click()
  await writer.getByRole('button', { name: '2026年10月 本月培训 120 人次' }).click()
  await soundAtBothWidths(writer, 'bulletin-write')
  await pressTo(writer, '保存稿子', '大宁e镇十月简报')
  await press(writer, '送审')
  await writer.getByText('待审定').waitFor()
  const path = new URL(writer.url()).pathname
  await writer.context().close()
  const leader = await as(['leader'], path)
  await press(leader, '审定并发布')
  const link = leader.getByRole('link', { name: '打开公开页' })
  await link.waitFor()
  await soundAtBothWidths(leader, 'bulletin')
  const citizen = await desk.open((await link.getAttribute('href')) ?? '', { cookie: '', width: 360 })
  await citizen.getByText('120 人次').waitFor()
  await citizen.getByText('取自锁定快照 v1').waitFor()
  await soundAtBothWidths(citizen, 'bulletin-public')
  await citizen.context().close()
  await leader.context().close()
})
