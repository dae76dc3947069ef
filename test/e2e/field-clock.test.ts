import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press } from '#test/clerk'
import { network, openPlot, PLOT, signInToField } from '#test/field'

/** A phone that waited three days for a network, and whose clock is two hours fast. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const HOUR = 3_600_000

/** The phone's clock is so far off what it was, from the next page on. */
const turnClock = (context: BrowserContext, byMs: number): Promise<unknown> =>
  context.addInitScript(`{
    const Before = Date
    globalThis.Date = class extends Before {
      constructor(...given) { given.length === 0 ? super(Before.now() + (${byMs})) : super(...given) }
      static now() { return Before.now() + (${byMs}) }
    }
  }`)

test('三天没网、钟快两小时：记录有网后送到，时差照实说，发生时间校正', async () => {
  const { clerk, season } = await openPlot(desk, PLOT)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  const context = page.context()
  await signInToField(page, PLOT)

  await network(context, false)
  await turnClock(context, -72 * HOUR)
  await page.reload()
  await page.getByText('没有网，照样能记').waitFor()
  await page.getByRole('link', { name: PLOT.site }).click()
  await page.getByRole('link', { name: '管护', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '管护' }).waitFor()
  await press(page, '下一步')
  await page.locator('input:not([type=file]), textarea').filter({ visible: true }).first().fill('套袋三百个')
  await press(page, '下一步')
  await press(page, '下一步')
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()

  // Three days later; and somebody has set the clock, two hours too fast.
  await turnClock(context, 72 * HOUR + 2 * HOUR)
  await page.goto('/field/#/records')
  await page.reload()
  await page.getByText('待上传').waitFor()
  // The app sends by itself once there is a network; whoever waits need press nothing.
  const received = page.waitForResponse((answer) => answer.url().endsWith('/field-entries'), {
    timeout: 90_000,
  })
  await network(context, true)
  expect((await received).status()).toBe(200)
  await page.getByText('都发出去了').waitFor()
  await page.getByText(/手机时间快了 1\d\d 分钟，已按标准时间校正/).waitFor()
  const { rows } = await desk.owner.query(
    'select extract(epoch from e.received_at - s.occurred_at)::float8 / 3600 as hours, e.skew_seconds from trace.field_entry e join trace.step s on s.etown = e.etown and s.id = e.step',
  )
  expect(Math.abs(rows[0].skew_seconds - 7_200)).toBeLessThan(300)
  expect(rows[0].hours).toBeGreaterThan(70)
  expect(rows[0].hours).toBeLessThan(100)

  const seen = await desk.open(`/e/daning/trace-seasons/${season}`, { cookie: clerk })
  await seen.getByText(/手机时钟快 1\d\d 分钟，发生时间已校正/).waitFor()
  await seen.context().close()
  await context.close()
})
