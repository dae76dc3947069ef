import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { harvest } from '#contract/trace'
import { type Desk, openDesk, press, settled, soundAtBothWidths } from '#test/clerk'
import { askAs, openPlot } from '#test/field'

const unfold = (page: Page, label: string) =>
  page.locator('summary').filter({ hasText: label }).first().click()

/** A clerk takes in, sends out, and has to tell everybody who got some. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('出库给谁，召回就通知谁：主体码、收购入库、散货与损耗、导出、联系方式要写事由才看得全', async () => {
  const { clerk, season } = await openPlot(desk, {
    etown: { id: 1, slug: 'daning', name: '大宁县乡村e镇', county: '141030' },
    party: '大宁县隆泰果业合作社',
    product: '宁脆苹果',
    site: '太古塬 3 号园',
    season: '2026 年宁脆',
    signIn: 'li.guonong',
    farmer: '李果农',
  })
  const occurredAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const lot = await askAs(desk, clerk, 'daning')(harvest, { occurredAt, quantity: '1000' }, { season })
  const page = await desk.open('/e/daning/trace-subjects', { cookie: clerk })
  await settled(page)
  await unfold(page, '登记主体码')
  await page.getByLabel('主体', { exact: true }).selectOption({ label: '大宁县隆泰果业合作社' })
  await page.getByLabel('主体码').fill('1410300000012345')
  await press(page, '登记主体码')
  await page.getByRole('cell', { name: '1410300000012345' }).waitFor()
  await soundAtBothWidths(page, 'trace-subjects')

  await page.goto('/e/daning/trace-lots')
  await settled(page)
  await unfold(page, '收购入库')
  await page.getByLabel('追溯产品').selectOption({ index: 1 })
  await page.getByLabel('数量').fill('300')
  await page.getByLabel('供货方', { exact: true }).fill('张老汉')
  await page.getByLabel('对方的批次号或追溯码').fill('果-07')
  await soundAtBothWidths(page, 'trace-purchase')
  await press(page, '登记收购入库')
  await page.getByRole('cell', { name: '收购', exact: true }).waitFor()

  await page.goto(`/e/daning/trace-lots/${lot.id}`)
  await settled(page)
  await unfold(page, '出库')
  await page.getByLabel('数量（千克）').fill('200')
  await page.getByLabel('订单号').fill('A-1')
  await page.getByLabel('运单号').fill('SF123')
  await page.getByLabel('收货方', { exact: true }).fill('王小明')
  await page.getByLabel('收货方电话').fill('13812345678')
  await soundAtBothWidths(page, 'trace-dispatch')
  await press(page, '登记出库')
  await page.getByRole('cell', { name: /王\*\* · 138\*{6}78/ }).waitFor()
  await page.getByLabel('怎么出库').selectOption({ label: '损耗' })
  await page.getByLabel('数量（千克）').fill('2.5')
  await press(page, '登记出库')
  await page.getByText('损耗 · 2.5 千克').waitFor()
  await soundAtBothWidths(page, 'trace-lot-out')
  const code = await page.getByRole('link', { name: '打开扫码页' }).getAttribute('href')

  await page.goto('/e/daning/recalls')
  await settled(page)
  await page.getByLabel('原因').fill('季度演练')
  await page.getByLabel('批次或物品编码').fill(`https://id.gs1.org${(code ?? '').replace('/scan', '')}`)
  await press(page, '发起')
  await page.getByRole('heading', { level: 2, name: '要通知的收货方' }).waitFor()
  await settled(page)
  await page.getByRole('cell', { name: /王\*\* · 138\*{6}78/ }).waitFor()
  expect(await page.getByText('13812345678').count()).toBe(0)
  await unfold(page, '查看完整联系方式')
  await page.getByLabel('为什么要看').fill('召回通知收货人')
  await press(page, '查看完整联系方式')
  await page.getByText('王小明 · 13812345678').waitFor()
  await soundAtBothWidths(page, 'recall-notices')

  await page.goto('/e/daning/trace-lots')
  await settled(page)
  await page.getByLabel('导出内容').selectOption({ label: '批次流转（上一环、下一环）' })
  const shots = process.env.EZHEN_SHOTS
  if (shots) await page.screenshot({ path: join(shots, 'trace-lots.png'), fullPage: true })
  await soundAtBothWidths(page, 'trace-lots-export')
  await page.context().close()
})
