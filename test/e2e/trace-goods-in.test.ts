import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, soundAtBothWidths } from '#test/clerk'
import { openPlot, PLOT, unfold } from '#test/field'

/** A clerk writes down what the national platform calls the cooperative, and goods that came from somebody else. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('主体码只登记不发码；收购入库记下上一环，供货的个人只显示一部分', async () => {
  const { clerk } = await openPlot(desk, PLOT)
  const page = await desk.open('/e/daning/trace-subjects', { cookie: clerk })
  await page.getByText('还没有登记主体码').waitFor()
  await unfold(page, '登记主体码')
  await press(page, '登记主体码')
  await page.getByText('请填写主体码').first().waitFor()
  await page.getByLabel('主体', { exact: true }).selectOption({ label: PLOT.party })
  await page.getByLabel('主体码', { exact: true }).fill('1410300000012345')
  await press(page, '登记主体码')
  await page.getByRole('cell', { name: '1410300000012345' }).waitFor()
  await soundAtBothWidths(page, 'trace-subjects')

  await page.goto('/e/daning/trace-lots')
  await settled(page)
  await unfold(page, '收购入库')
  const products = page.getByLabel('追溯产品', { exact: true })
  await products.locator('option').nth(1).waitFor({ state: 'attached' })
  await products.selectOption({ index: 1 })
  await page.getByLabel('数量', { exact: true }).fill('300')
  await page.getByLabel('供货方', { exact: true }).fill('张老汉')
  await page.getByLabel('对方的批次号或追溯码').fill('果-07')
  await soundAtBothWidths(page, 'trace-purchase')
  await press(page, '登记收购入库')
  await page.getByRole('cell', { name: '收购', exact: true }).waitFor()
  await page.getByRole('row').filter({ hasText: '收购' }).getByRole('link').first().click()
  await page.getByText('张** · 果-07').waitFor()
  await soundAtBothWidths(page, 'trace-bought')
  const { rows } = await desk.owner.query('select supplier_shown, supplier_lot from trace.purchase')
  expect(rows).toEqual([{ supplier_shown: '张**', supplier_lot: '果-07' }])
  await page.context().close()
})
