import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, soundAtBothWidths } from '#test/clerk'
import { gb18030 } from '#test/gb18030'
import { type Cells, csvText, HEADERS } from '#test/order-files'
import { aParty, aShop } from '#test/shops'

/** A clerk brings in what a shop exported, and checks that every row and every fen is accounted for. */
let desk: Desk
let party: string
beforeAll(async () => {
  desk = await openDesk()
  party = await aParty(desk.owner, 1, '大宁隆泰果业')
})
afterAll(() => desk[Symbol.asyncDispose]())

const open = (path: string, width = 1366): Promise<Page> => desk.open(`/e/daning${path}`, { width })

/** Pressing upload leads to the import's own page when it was one file. */
async function send(page: Page, name: string, bytes: Buffer): Promise<void> {
  const path = join(desk.dir, name)
  writeFileSync(path, bytes)
  await page.locator('input[type=file]').setInputFiles(path)
  await press(page, '上传并导入 1 个文件')
  await page.getByRole('heading', { level: 1, name: /第 \d+ 次订单导入/ }).waitFor()
}

const said = async (page: Page): Promise<string> =>
  ((await page.locator('.equation').textContent()) ?? '').replaceAll(/\s+/g, ' ').trim()

const order = (no: number, more: Cells = {}): Cells => ({
  订单号: `260314-${400_000_000_000_000 + no}`,
  ...more,
})

test('registers a shop, imports its file, reads the receipt, and imports it again', async () => {
  const page = await open('/order-imports')
  await page.getByText('还没有网店').waitFor()
  await soundAtBothWidths(page, 'no-shop')
  await pressTo(page, '去登记网店', '网店')
  await page.locator('summary').filter({ hasText: '登记网店' }).click()
  await press(page, '登记网店')
  await page.locator('.note-bad').getByText('请填写店铺名称').waitFor()
  await page.locator('.note-bad').getByText('请填写经营主体').waitFor()
  await page.getByLabel('平台', { exact: true }).first().selectOption('拼多多')
  await page.getByLabel('店铺名称').fill('隆泰果业旗舰店')
  await page.getByLabel('查找主体名称').fill('隆泰')
  await page.getByLabel('查找主体名称').press('Enter')
  await expect.poll(() => page.getByLabel('经营主体').locator('option').count()).toBe(2)
  await page.getByLabel('经营主体').selectOption({ value: party })
  await soundAtBothWidths(page, 'register-shop')
  await press(page, '登记网店')
  await page.locator('.table').getByText('隆泰果业旗舰店').waitFor()
  await page.getByText('已登记为第 1 号网店').waitFor()
  await soundAtBothWidths(page, 'shops')
  await press(page, '修改 隆泰果业旗舰店')
  await page.getByLabel('开店日期').fill('2025-03-01')
  await page.getByLabel('修改理由').fill('补录开店日期')
  await soundAtBothWidths(page, 'amend-shop')
  await press(page, '保存修改')
  await page.getByText('2025年3月1日').waitFor()
  await page.getByRole('link', { name: '导入订单 隆泰果业旗舰店' }).click()
  await settled(page)

  await page.getByText('还没有导入过订单').waitFor()
  await soundAtBothWidths(page, 'imports-empty')
  const rows = [
    order(1),
    order(2, { '用户实付金额(元)': '10.00' }),
    order(3, { 订单状态: '已取消' }),
    order(4, { '用户实付金额(元)': '-5.00' }),
  ]
  const file = gb18030(`${csvText('pdd', rows)}总计,4,,171.20${','.repeat(HEADERS.pdd.length - 4)}\r\n\r\n`)
  await send(page, '三月订单.csv', file)
  await page.getByRole('heading', { name: '守恒回执' }).waitFor()
  expect(await said(page)).toBe('读入 4 行 = 采纳 3 行 + 合并 0 行 + 退回 1 行 相符')
  expect(await page.locator('td, dd').filter({ hasText: '不相符' }).count()).toBe(0)
  await page.getByText('GB18030').waitFor()
  await page.getByText('+¥49.80').waitFor()
  await page.getByText('第 5 行的').waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载退回的行及原因' }).click()
  expect((await coming).suggestedFilename()).toMatch(/^退回的行-\d+\.csv$/)
  await soundAtBothWidths(page, 'receipt')

  await page.locator('summary').filter({ hasText: '再次导入同一文件' }).click()
  await press(page, '现在再次导入')
  await expect
    .poll(() => said(page), { timeout: 20_000 })
    .toBe('读入 4 行 = 采纳 0 行 + 合并 3 行 + 退回 1 行 相符')
  await page.getByText('这次导入没有改变网络零售额。').waitFor()

  await page.locator('summary').filter({ hasText: '下载原文件' }).click()
  await page.getByLabel('下载理由').fill('与平台后台逐笔核对')
  const original = page.waitForEvent('download')
  await press(page, '下载原文件')
  expect((await original).suggestedFilename()).toBe('三月订单.csv')

  await page.getByRole('link', { name: '查看这家网店的订单' }).click()
  await page.locator('.sum').getByText('¥49.80').waitFor()
  await page.locator('.table-head').getByText('共 3 条').waitFor()
  await soundAtBothWidths(page, 'orders')
  await page.getByLabel('是否计入').selectOption('不计')
  await page.locator('.table-head').getByText('共 1 条').waitFor()
  await page.locator('.table').getByText('交易关闭').waitFor()
  await page.context().close()
})

test('a later file moves an order on, and what it superseded stays to be seen', async () => {
  const shop = await aShop(desk.owner, 1, { platform: 'pdd', name: '罗曲苹果店', operator: party })
  const page = await open(`/order-imports?shop=${shop}`)
  await send(page, '早.csv', gb18030(csvText('pdd', [order(31), order(32)])))
  await page.getByRole('heading', { name: '守恒回执' }).waitFor()
  await page.goto(`/e/daning/order-imports?shop=${shop}`)
  await settled(page)
  await send(page, '晚.csv', gb18030(csvText('pdd', [order(31, { 订单状态: '已发货，退款成功' })])))
  await page.getByRole('heading', { name: '守恒回执' }).waitFor()
  await page.getByText('¥-39.80').or(page.getByText('-¥39.80')).first().waitFor()
  await page.getByRole('link', { name: '查看这家网店的订单' }).click()
  await page.getByRole('link', { name: '260314-400000000000031' }).click()
  await page.getByRole('heading', { level: 1, name: '订单 260314-400000000000031' }).waitFor()
  await page.locator('.facts').getByText('晚.csv · 第 2 行').waitFor()
  await page.getByRole('heading', { name: '被取代的记录' }).waitFor()
  await page.locator('.table').getByText('早.csv · 第 2 行').waitFor()
  await soundAtBothWidths(page, 'order')
  await page.context().close()
})

test('maps a renamed column on a phone, then a status nobody knew; several files go one after another', async () => {
  const shop = await aShop(desk.owner, 1, { platform: 'pdd', name: '高山蜂蜜小店', operator: party })
  const page = await open(`/order-imports?shop=${shop}`, 360)
  const renamed = HEADERS.pdd.map((name) => (name === '用户实付金额(元)' ? '客户掏了多少钱' : name))
  const rows = [order(11), order(12), order(13, { 订单状态: '待揽收' })].map((row) => ({
    ...row,
    客户掏了多少钱: '20.00',
  }))
  const text = csvText('pdd', rows, renamed)
  await send(page, '改了列名.csv', gb18030(text))
  await page.getByText('待对应').first().waitFor()
  await page.getByRole('heading', { name: '对不上的列' }).waitFor()
  await soundAtBothWidths(page, 'mapping')
  await page.getByLabel('实付金额').selectOption('客户掏了多少钱')
  await press(page, '保存对应并再次导入')
  await page.getByRole('heading', { name: '守恒回执' }).waitFor()
  expect(await said(page)).toBe('读入 3 行 = 采纳 2 行 + 合并 0 行 + 退回 1 行 相符')
  await page.getByText('现行列对应：第 1 版').waitFor()
  await soundAtBothWidths(page, 'statuses')
  await page.getByLabel('待揽收').selectOption('已付款')
  await press(page, '保存对应并再次导入')
  await expect
    .poll(() => said(page), { timeout: 20_000 })
    .toBe('读入 3 行 = 采纳 1 行 + 合并 2 行 + 退回 0 行 相符')

  await page.goto(`/e/daning/order-imports?shop=${shop}`)
  await settled(page)
  const paths = [21, 22].map((no) => {
    const path = join(desk.dir, `第${no}份.csv`)
    writeFileSync(path, csvText('pdd', [order(no)]))
    return path
  })
  await page.locator('input[type=file]').setInputFiles(paths)
  await press(page, '上传并导入 2 个文件')
  await expect.poll(() => page.getByRole('link', { name: '看进度与回执' }).count()).toBe(2)
  for (const name of ['第21份.csv', '第22份.csv']) {
    const card = page.locator('.cards li').filter({ hasText: name })
    await card.getByText('已导入').waitFor()
  }
  await soundAtBothWidths(page, 'imports')
  await page.context().close()
})
