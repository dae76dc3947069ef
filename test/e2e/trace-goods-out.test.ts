import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { harvest } from '#contract/trace'
import { type Desk, openDesk, press, pressTo, settled, soundAtBothWidths } from '#test/clerk'
import { askAs, openPlot, PLOT, unfold } from '#test/field'

/** A clerk sends goods out, and has to tell everybody who got some. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('出库给谁，召回就通知谁：散货与损耗，清单上有运单和脱敏的收货方，要写事由才看得全', async () => {
  const { clerk, season } = await openPlot(desk, PLOT)
  const occurredAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const lot = await askAs(desk, clerk, 'daning')(harvest, { occurredAt, quantity: '1000' }, { season })

  const page = await desk.open(`/e/daning/trace-lots/${lot.id}`, { cookie: clerk })
  await unfold(page, '出库')
  await page.getByLabel('数量（千克）', { exact: true }).fill('200')
  await page.getByLabel('订单号').fill('A-1')
  await page.getByLabel('运单号').fill('SF123')
  await page.getByLabel('收货方', { exact: true }).fill('王小明')
  await page.getByLabel('收货方电话').fill('13812345678')
  await soundAtBothWidths(page, 'trace-dispatch')
  await press(page, '登记出库')
  await page.getByRole('cell', { name: /王\*\* · 138\*{6}78/ }).waitFor()
  await settled(page)
  await page.getByLabel('怎么出库').selectOption({ label: '损耗' })
  await page.getByLabel('数量（千克）', { exact: true }).fill('2.5')
  await press(page, '登记出库')
  await page.getByText('损耗 · 2.5 千克').waitFor()
  await soundAtBothWidths(page, 'trace-lot-out')
  const code = await page.getByRole('link', { name: '打开扫码页' }).getAttribute('href')

  await page.goto('/e/daning/recalls')
  await settled(page)
  await page.getByLabel('原因').fill('季度演练')
  await page.getByLabel('批次或物品编码').fill(`https://id.gs1.org${(code ?? '').replace('/scan', '')}`)
  await pressTo(page, '发起', '演练 第 1 次')
  await page.getByRole('rowheader', { name: /王\*\* · 138\*{6}78/ }).waitFor()
  await page.getByRole('cell', { name: 'SF123' }).waitFor()
  expect(await page.getByText('13812345678').count()).toBe(0)
  const downloading = page.waitForEvent('download')
  await press(page, '下载清单（CSV）')
  const csv = readFileSync(await (await downloading).path(), 'utf8')
  expect(csv).toContain('A-1,SF123,,王** 138******78')

  await unfold(page, '查看完整联系方式')
  await page.getByLabel('为什么要看').fill('召回通知收货人')
  await press(page, '查看完整联系方式')
  await page.getByText('王小明 · 13812345678').waitFor()
  await soundAtBothWidths(page, 'recall-notices')
  await page.context().close()
})
