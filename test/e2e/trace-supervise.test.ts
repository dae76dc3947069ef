import { afterAll, beforeAll, expect, test } from 'vitest'
import { harvest } from '#contract/trace'
import { type Desk, openDesk, press, settled, soundAtBothWidths } from '#test/clerk'
import { askAs, openPlot, PLOT, unfold } from '#test/field'

/** Somebody from the agriculture bureau finds something in the field, keeps the sheet of it, and freezes the lot. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('监管：登记问题并附现场检查记录，冻结批次，扫码的人立刻看到', async () => {
  const { clerk, season } = await openPlot(desk, PLOT)
  const occurredAt = new Date(Date.now() - 3 * 86_400_000).toISOString()
  const lot = await askAs(desk, clerk, 'daning')(harvest, { occurredAt, quantity: '1000' }, { season })
  const inspector = await desk.as({ etown: 1, roles: ['agriculture'], name: '赵监管' })
  const page = await desk.open(`/e/daning/trace-lots/${lot.id}`, { cookie: inspector })
  await unfold(page, '登记监管记录')
  await page.getByLabel('事项', { exact: true }).selectOption({ label: '发现问题' })
  await page.getByLabel('情况说明').fill('地头留有农药空瓶，已责令清理')
  await page.getByLabel('凭据').setInputFiles({
    name: '现场检查记录.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
  })
  await page.getByText('现场检查记录.pdf').waitFor()
  await soundAtBothWidths(page, 'trace-supervise')
  await press(page, '登记监管记录')
  const paper = page.getByRole('link', { name: '打开凭据' })
  const opened = await page.request.get((await paper.getAttribute('href')) ?? '')
  expect([opened.status(), opened.headers()['content-type']]).toEqual([200, 'application/pdf'])
  await settled(page)

  await page.getByLabel('事项', { exact: true }).selectOption({ label: '冻结批次' })
  await page.getByLabel('情况说明').fill('等候农药残留检测结果')
  await press(page, '登记监管记录')
  await page.getByText('等候农药残留检测结果').waitFor()
  expect(await page.getByRole('link', { name: '打开凭据' }).count()).toBe(1)
  await soundAtBothWidths(page, 'trace-frozen')
  const href = (await page.getByRole('link', { name: '打开扫码页' }).getAttribute('href')) ?? ''
  const scan = await desk.open(href, { width: 360, cookie: '' })
  await scan.getByText('本批次已被监管冻结').waitFor()
  await scan.getByText('附有凭据').waitFor()
  await scan.context().close()
  await page.context().close()
})
