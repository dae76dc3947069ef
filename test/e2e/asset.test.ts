import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, pressTo, soundAtBothWidths } from '#test/clerk'
import { type CountyDesk, openCounty, unfold } from '#test/county-desk'

/** A camera is registered, found by its tag on a phone, counted with a photo, and disposed of by two people. */
let county: CountyDesk
let paper: string
let photo: string
beforeAll(async () => {
  county = await openCounty(['finance', 'operator'])
  paper = join(county.desk.dir, '发票.pdf')
  writeFileSync(paper, '%PDF-1.4\n')
  photo = join(county.desk.dir, '现场.png')
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#3a5' } })
    .png()
    .toFile(photo)
})
afterAll(() => county[Symbol.asyncDispose]())

test('from an invoice to a tag, a stock-take and a disposal', async () => {
  const office = await county.open('office', '/assets')
  await office.getByText('没有这样的资产').waitFor()
  await pressTo(office, '登记资产')
  await office.getByLabel('资产编号').fill('LG-2026-0001')
  await office.getByLabel('名称').fill('直播摄像机')
  await office.getByLabel('型号规格').fill('Z280')
  await office.getByLabel('原值（元）').fill('32000')
  await office.getByLabel('省级专项资金出（元）').fill('30000')
  await office.getByLabel('购置日期').fill('2026-01-05')
  await office.getByLabel('产权单位').fill('沁水县工业和信息化局')
  await office.getByLabel('保管单位').fill('某运营公司')
  await office.getByLabel('所在').fill('直播间201')
  await office.locator('main input[type=file]').setInputFiles(paper)
  await press(office, '登记资产')
  await office.locator('.note-bad').getByText('与原值 32000.00 元不符').waitFor()
  await office.getByLabel('县级财政资金配套出（元）').fill('2000')
  await soundAtBothWidths(office, 'asset-new')
  await press(office, '登记资产')
  await office.getByRole('heading', { level: 1, name: '直播摄像机' }).waitFor()
  await soundAtBothWidths(office, 'asset')
  const tag = (await office.getByRole('link', { name: '扫码看到的页' }).getAttribute('href')) ?? ''
  await office.goto(`${county.desk.address}/e/140521-longgang/stock-takes`)
  const opening = await unfold(office, '开始盘点')
  await opening.getByLabel('盘点名称').fill('2026年年终盘点')
  await press(office, '开始盘点')
  await office.getByText('账上有，没有盘到').waitFor()
  await soundAtBothWidths(office, 'asset-take')

  const finder = await county.desk.open(tag, { cookie: '', width: 360 })
  await finder.getByText('LG-2026-0001').waitFor()
  expect(await finder.content()).not.toContain('32,000')
  await soundAtBothWidths(finder, 'asset-tag')
  const desk = (await finder.getByRole('link', { name: /工作人员/ }).getAttribute('href')) ?? ''
  await finder.context().close()

  const phone = await county.open('operator', desk.replace('/e/140521-longgang', ''), 360)
  await phone.locator('form#count input[type=file]').setInputFiles(photo)
  await phone.getByLabel('完好程度').selectOption('不能用')
  await soundAtBothWidths(phone, 'asset-count')
  await press(phone, '盘点这一件')
  await phone.getByText('本次已盘').waitFor()
  await phone.context().close()

  await office.reload()
  await office.getByText('损坏').first().waitFor()
  await pressToClose(office)
  await office.goto(`${county.desk.address}${desk}`)
  const asking = await unfold(office, '申请处置')
  await asking.getByLabel('说明').fill('无法修复')
  await asking.locator('input[type=file]').setInputFiles(paper)
  await press(office, '申请处置')
  await office.getByText('待批处置').waitFor()

  const finance = await county.open('finance', '')
  await finance.getByRole('link', { name: /资产处置待审批/ }).click()
  await finance.getByRole('heading', { level: 1, name: '国有资产' }).waitFor()
  await soundAtBothWidths(finance, 'assets')
  await finance.getByRole('link', { name: '直播摄像机' }).click()
  const judging = await unfold(finance, '批准处置')
  await judging.getByLabel('说明').fill('同意报废')
  await press(finance, '批准处置')
  await finance.getByText('已批，待处置').waitFor()
  await finance.context().close()
  await office.context().close()
})

async function pressToClose(page: Awaited<ReturnType<CountyDesk['open']>>): Promise<void> {
  await press(page, '结束盘点')
  await page.getByText('已结束').waitFor()
}
