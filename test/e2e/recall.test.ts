import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, soundAtBothWidths } from '#test/clerk'
import { farm } from '#test/trace'

/** A clerk holds a recall drill: events come in by EPCIS, the lot leads to items and orders, the clock stops. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('演练：从批次查到物品和订单，下载清单，结束并记下用时', async () => {
  const page = await desk.open('/e/daning/recalls')
  await page.getByText('还没有做过').waitFor()
  await soundAtBothWidths(page, 'recalls-empty')
  const items = ['A1', 'A2', 'A3'].map(farm.item)
  const document = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-22T00:00:00Z',
    epcisBody: {
      eventList: [
        farm.object(1, items, { action: 'ADD', ilmd: { 'cbvmda:lotNumber': 'L7' } }),
        farm.object(2, items.slice(0, 2), {
          bizStep: 'shipping',
          readPoint: { id: 'https://ezhen.example/place/depot' },
          bizTransactionList: [{ type: 'po', bizTransaction: 'urn:ezhen:order:1' }],
        }),
      ],
    },
  }
  const taken = await page.request.post(`${desk.address}/epcis/daning/capture`, { data: document })
  expect(taken.status()).toBe(202)

  await page.getByLabel('原因').fill('季度演练')
  await page.getByLabel('批次或物品编码').fill(farm.lot('NONE'))
  await press(page, '发起')
  await page.locator('.note-bad').getByText('没有任何溯源事件').waitFor()
  await page.getByLabel('批次或物品编码').fill(farm.lot('L7'))
  await press(page, '发起')
  await page.getByRole('heading', { level: 1, name: '演练 第 1 次' }).waitFor()
  await settled(page)
  await page.getByText('3件').waitFor()
  await soundAtBothWidths(page, 'recall')

  const downloading = page.waitForEvent('download')
  await press(page, '下载清单（CSV）')
  const file = await (await downloading).path()
  const csv = readFileSync(file, 'utf8')
  for (const item of items) expect(csv).toContain(item)
  expect(csv).toContain('urn:ezhen:order:1')

  await page.getByLabel('结果').fill('两单已通知')
  await press(page, '结束并记录用时')
  await page.getByText('结束时间').waitFor()
  await page.getByText('两单已通知').waitFor()
  await page.goto('/e/daning/recalls')
  await settled(page)
  await page.getByText('已结束').waitFor()
  await soundAtBothWidths(page, 'recalls')
  await page.context().close()
})
