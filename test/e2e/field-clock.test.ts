import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD } from '#test/account'
import { type Desk, openDesk, press } from '#test/clerk'
import { installed, network, openPlot, type Plot } from '#test/field'

/** A phone that waited three days for a network, whose clock is two hours fast, and that can listen. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const PLOT: Plot = {
  etown: { id: 1, slug: 'daning', name: '大宁县乡村e镇', county: '141030' },
  party: '大宁县隆泰果业合作社',
  product: '宁脆苹果',
  site: '太古塬 3 号园',
  season: '2026 年宁脆',
  signIn: 'li.guonong',
  farmer: '李果农',
}
const HOUR = 3_600_000

/** The clock of the phone is off by so much from the next page on; and it hears one sentence whenever it listens. */
const phone = (offMs: number): string => `{
  const True = Date
  globalThis.Date = class extends True {
    constructor(...given) { given.length === 0 ? super(True.now() + (${offMs})) : super(...given) }
    static now() { return True.now() + (${offMs}) }
  }
  globalThis.webkitSpeechRecognition = class {
    start() { setTimeout(() => { this.onresult({ results: [[{ transcript: '套袋三百个。' }]] }); this.onend() }, 50) }
  }
}`

test('三天没网：说出来的记录留在手机上，有网后送到，钟快两小时照实说，发生时间校正', async () => {
  const { clerk, season } = await openPlot(desk, PLOT)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  const context = page.context()
  await page.getByLabel('登录名').fill(PLOT.signIn)
  await page.getByLabel('密码').first().fill(PASSWORD)
  await press(page, '登录')
  await page.getByRole('link', { name: PLOT.site }).waitFor()
  await installed(page)

  await network(context, false)
  await context.addInitScript(phone(-72 * HOUR))
  await page.reload()
  await page.getByText('没有网，照样能记').waitFor()
  await page.getByRole('link', { name: PLOT.site }).click()
  await page.getByRole('link', { name: '管护', exact: true }).click()
  await press(page, '下一步')
  await page.getByRole('button', { name: /^说出/ }).click()
  await page.locator('input, textarea').filter({ visible: true }).first().waitFor()
  await expect
    .poll(() =>
      page.evaluate("[...document.querySelectorAll('input, textarea')].map((one) => one.value).join()"),
    )
    .toContain('套袋三百个')
  await press(page, '下一步')
  await press(page, '下一步')
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()

  await context.addInitScript(phone(72 * HOUR + 2 * HOUR))
  await page.reload()
  await page
    .getByRole('link', { name: /我的记录/ })
    .first()
    .click()
  await page.getByText('待上传').waitFor()
  await network(context, true)
  await page
    .getByRole('button', { name: '现在发' })
    .click({ timeout: 2_000 })
    .catch(() => undefined)
  await page.getByText('都发出去了').waitFor({ timeout: 60_000 })
  await page.getByText(/手机时间快了 120 分钟，已按标准时间校正/).waitFor()
  const { rows } = await desk.owner.query(
    'select round(extract(epoch from e.received_at - s.occurred_at) / 3600) as hours, e.skew_seconds from trace.field_entry e join trace.step s on s.etown = e.etown and s.id = e.step',
  )
  expect(Math.abs(rows[0].skew_seconds - 7_200)).toBeLessThan(120)
  expect(Number(rows[0].hours)).toBeGreaterThan(70)

  const seen = await desk.open(`/e/daning/trace-seasons/${season}`, { cookie: clerk })
  await seen.getByText(/手机时钟快 120 分钟，发生时间已校正/).waitFor()
  await seen.context().close()
  await context.close()
})
