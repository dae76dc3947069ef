import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, sound, soundAtBothWidths, violations } from '#test/clerk'
import { creditCode } from '#world/codes'

/** An orchard's year, at a desk, up to the phone of whoever buys its apples. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const unfold = (page: Page, label: string) =>
  page.locator('summary').filter({ hasText: label }).first().click()

/** Shanghai's day so many days ago. */
const daysAgo = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)

async function grower(page: Page): Promise<void> {
  await page.goto('/e/daning/parties/new')
  await settled(page)
  await page.getByLabel('名称').fill('大宁县隆泰果业有限公司')
  await page.getByLabel('统一社会信用代码').fill(creditCode('1', '141030', 7))
  await page.getByLabel('成立日期').fill('2023-05-18')
  await press(page, '登记主体')
  await page.getByRole('heading', { level: 1, name: '大宁县隆泰果业有限公司' }).waitFor()
  await settled(page)
  await unfold(page, '登记场所')
  const form = page.locator('form').filter({ has: page.locator('#site_name') })
  await form.locator('#site_kind').selectOption('种养基地')
  await form.locator('#site_name').fill('太古塬 3 号园')
  await form.locator('#site_openedOn').fill('2023-06-01')
  await form.getByRole('button', { name: '登记场所' }).click()
  await page.getByText('种养基地 · 太古塬 3 号园').waitFor()
}

async function product(page: Page): Promise<void> {
  await page.goto('/e/daning/trace-items')
  await settled(page)
  await page.getByText('还没有追溯产品').waitFor()
  await unfold(page, '登记追溯产品')
  await page.getByLabel('生产经营主体').selectOption('大宁县隆泰果业有限公司')
  await page.getByLabel('产品名称').fill('宁脆苹果')
  await page.getByLabel('规格').fill('80 果')
  await page.getByLabel('每个销售单元的含量').fill('5')
  await page.getByLabel('保质期（天）').fill('180')
  await sound(page)
  await page.locator('form').getByRole('button', { name: '登记追溯产品' }).click()
  await page.getByText('本e镇限域编码').last().waitFor()
}

async function record(page: Page, kind: string, day: string, fields: Record<string, string>): Promise<void> {
  await page.getByLabel('环节').selectOption(kind)
  await page.getByLabel('发生时间').first().fill(`${day}T09:00`)
  for (const [label, text] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true }).first()
    if (await field.evaluate((node) => node.nodeName === 'SELECT')) await field.selectOption(text)
    else await field.fill(text)
  }
  await press(page, '保存记录')
  await page.locator('ol h3').filter({ hasText: kind }).first().waitFor()
  await settled(page)
}

test('an orchard keeps its records, harvests, labels its apples, and a phone sees it all', async () => {
  const page = await desk.open('/e/daning/parties')
  await grower(page)
  await product(page)
  await page.goto('/e/daning/trace-seasons')
  await settled(page)
  await unfold(page, '新开生产季')
  await page.getByLabel('地块（基地）').selectOption('太古塬 3 号园')
  await page.getByLabel('名称').fill('今年宁脆 3 号园')
  await page.getByLabel('面积（亩）').fill('12.5')
  await page.getByLabel('开始日期').fill(daysAgo(200))
  await sound(page)
  await page.locator('form').getByRole('button', { name: '新开生产季' }).click()
  await page.getByRole('heading', { level: 1, name: '今年宁脆 3 号园' }).waitFor()
  await settled(page)

  await unfold(page, '记一笔')
  await record(page, '种植（放蜂）', daysAgo(199), { 品种: '宁脆' })
  const spray = { 类别: '农药', '名称（照标签填）': '吡虫啉', 用量: '20 克/亩', '安全间隔期（天）': '21' }
  await record(page, '用药施肥', daysAgo(15), spray)
  await page.getByText('安全间隔期未满').waitFor()
  await sound(page)

  await unfold(page, '登记采收')
  const harvest = page.locator('form').filter({ has: page.locator('#harvest_quantity') })
  await harvest.locator('#harvest_quantity').fill('500')
  await harvest.getByRole('button', { name: '采收并形成批次' }).click()
  await harvest.getByText('安全间隔期 21 天').first().waitFor()
  await harvest.locator('#harvest_occurredAt').fill(`${daysAgo(20)}T08:00`)
  await harvest.getByRole('button', { name: '采收并形成批次' }).click()
  await page.getByRole('heading', { level: 1, name: /宁脆苹果 \d{8}-01/ }).waitFor()
  await settled(page)

  await unfold(page, '记一笔')
  await record(page, '包装', daysAgo(2), { 包装材料: '瓦楞纸箱' })
  await record(page, '运输', daysAgo(1), { 起运地: '大宁', 目的地: '太原' })
  await page.getByLabel('枚数').fill('101')
  await press(page, '生成追溯码')
  await page.getByText('最多再发 100 枚').first().waitFor()
  await page.getByLabel('枚数').fill('100')
  await press(page, '生成追溯码')
  await page.getByText('已生成 100 / 100 枚').waitFor()
  await sound(page)
  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'A4 标签（PDF）' }).click(),
  ])
  expect(pdf.suggestedFilename()).toMatch(/\.pdf$/)

  await desk.owner.query("select set_config('app.etown', '1', false)")
  const { rows } = await desk.owner.query(
    `select i.gtin, l.code, s.serial from trace.serial s join trace.lot l on l.id = s.lot join trace.trade_item i on i.id = l.item limit 1`,
  )
  const [{ gtin, code, serial }] = rows
  const phone = await desk.open(`/01/${gtin}/10/${code}/21/${serial}`, { width: 360, cookie: '' })
  await phone.getByRole('heading', { level: 1, name: '宁脆苹果' }).waitFor()
  expect(phone.url()).toContain('/scan/01/')
  for (const text of [
    '第 1 次查询',
    '吡虫啉',
    '瓦楞纸箱',
    '批次正常',
    '没有本批次的检测报告',
    /1[45] 天后补录/,
  ])
    await phone.getByText(text).first().waitFor()
  expect(await violations(phone)).toEqual([])
  expect(await phone.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)

  // The phone checks for itself, and goes on doing so without a network.
  await phone.getByRole('link', { name: '在您的手机上逐条核对' }).click()
  await phone.getByText('条记录全部核对无误').waitFor()
  await phone.getByText('与公开日志第').first().waitFor()
  await soundAtBothWidths(phone, 'scan-proof')
  // So does one whose browser has never heard of Ed25519, as in a chat program of some years ago.
  await phone.addInitScript(() => {
    const known = SubtleCrypto.prototype.importKey
    SubtleCrypto.prototype.importKey = function (...asked: unknown[]) {
      return asked[2] === 'Ed25519'
        ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
        : Reflect.apply(known, this, asked)
    }
  })
  await phone.reload()
  await phone.getByText('条记录全部核对无误').waitFor()
  await phone.getByRole('link', { name: '返回' }).click()
  await phone.getByText('批次正常').first().waitFor()

  await unfold(page, '登记监管记录')
  await page.getByLabel('事项').selectOption('召回批次')
  await page.getByLabel('情况说明').fill('抽检不合格，全部召回')
  await page.locator('form').getByRole('button', { name: '登记监管记录' }).click()
  await page.getByText('已召回').first().waitFor()
  await phone.reload()
  await phone.getByText('本批次已召回').waitFor()
  expect(await violations(phone)).toEqual([])
  await phone.context().close()
  await page.context().close()
})
