import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, soundAtBothWidths } from '#test/clerk'

/** A dispatcher tries out a day's routes: with the example, with a file that is wrong, with one that takes long and is stopped. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ etown: 1, roles: ['operator'], name: '赵调度' })
})
afterAll(() => desk[Symbol.asyncDispose]())

test('the example becomes routes with stops, times, costs and a sketch', async () => {
  const page = await desk.open('/e/daning/route-trials')
  await page.getByText('还没有试算过线路').waitFor()
  await press(page, '开始试算')
  await page.locator('.note-bad').getByText('请选择请求文件，或粘贴请求内容。').waitFor()
  await page.getByLabel('或粘贴请求内容').fill('{"jobs": [')
  await press(page, '开始试算')
  await page.locator('.note-bad').getByText('请求不是 JSON').waitFor()
  await press(page, '填入示例')
  await page.getByLabel('名称').fill('示例一天')
  await page.getByLabel('计算时间').selectOption('2 秒')
  await soundAtBothWidths(page, 'trial-form')
  await pressTo(page, '开始试算', '线路试算：示例一天')
  await page.getByText('已算出').waitFor()
  await page.getByRole('img', { name: /线路示意图/ }).waitFor()
  await page.getByText('全部任务都排上了。').waitFor()
  await page.locator('.facts').getByText('直线距离 × 1.4，时速 35 公里').waitFor()
  await page.getByRole('heading', { level: 3, name: /第 1 条/ }).waitFor()
  await page.locator('.rows').getByText('甲村').first().waitFor()
  await soundAtBothWidths(page, 'trial-plan')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载方案（JSON）' }).click()
  expect((await coming).suggestedFilename()).toBe('配送方案-1.json')
  await page.context().close()
})

test('a wrong file is told where it is wrong; a long search is stopped with what it has', async () => {
  const page = await desk.open('/e/daning/route-trials')
  const file = join(desk.dir, '明日.json')
  const jobs = [1, 2, 3].map((id) => ({ id, location: [109.6 + id / 50, 27.4], delivery: [id] }))
  const vehicles = [{ id: 1, start: [109.6, 27.4], capacity: [2], costs: { fixed: 500 } }]
  const send = async (request: object): Promise<void> => {
    writeFileSync(file, JSON.stringify(request))
    await page.locator('input[type=file]').setInputFiles(file)
  }
  await send({ jobs: [{ ...jobs[0], time_windows: [[9, 5]] }], vehicles })
  await press(page, '开始试算')
  await page.locator('.note-bad').getByText('jobs[0].time_windows[0] 的结束早于开始').waitFor()
  await send({ jobs, vehicles })
  await page.getByLabel('计算时间').selectOption('60 秒')
  await pressTo(page, '开始试算', '线路试算：明日')
  await page.getByText('目前最好').waitFor()
  await press(page, '停止，用目前最好的方案')
  await page.getByText('已算出').waitFor()
  await page.getByText('根本做不到').waitFor()
  await page
    .getByText(/车辆 1 超载（第 1 项货量），差 1/)
    .first()
    .waitFor()
  await soundAtBothWidths(page, 'trial-left-out')
  await page.context().close()
})
