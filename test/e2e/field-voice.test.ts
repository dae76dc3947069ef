import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press } from '#test/clerk'
import { openPlot, PLOT, signInToField } from '#test/field'

/** Whoever would rather speak than type, on a phone that can listen and on one that cannot. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

/** A browser that hears the same sentence whenever it listens, and remembers in which language it did. */
const HEARS = `globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = class {
  start() {
    globalThis.listenedIn = this.lang
    queueMicrotask(() => { this.onresult({ results: [[{ transcript: '套袋三百个。' }]] }); this.onend() })
  }
}`
const DEAF = 'globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = undefined'

test('能听的手机上说出来就填好，改了再存；不能听的手机上没有这个按钮', async () => {
  await openPlot(desk, PLOT)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  await page.context().addInitScript(HEARS)
  await page.reload()
  await signInToField(page, PLOT)
  await page.getByRole('link', { name: PLOT.site }).click()
  await page.getByRole('link', { name: '管护', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '管护' }).waitFor()
  await press(page, '下一步')
  await page.getByRole('button', { name: /^说出/ }).click()
  const heard = page.locator('input:not([type=file]), textarea').filter({ visible: true }).first()
  await expect.poll(() => heard.inputValue()).toBe('套袋三百个')
  expect(await page.evaluate('globalThis.listenedIn')).toBe('zh-CN')
  await heard.fill('套袋三百二十个')
  await press(page, '下一步')
  await press(page, '下一步')
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已收到' }).waitFor({ timeout: 60_000 })
  const { rows } = await desk.owner.query('select facts from trace.step')
  expect(rows).toEqual([{ facts: { what: '套袋三百二十个' } }])

  await page.context().addInitScript(DEAF)
  await page.goto('/field/')
  await page.reload()
  await page.getByRole('link', { name: PLOT.site }).click()
  await page.getByRole('link', { name: '管护', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: '管护' }).waitFor()
  await press(page, '下一步')
  await page.locator('input:not([type=file]), textarea').filter({ visible: true }).first().waitFor()
  expect(await page.getByRole('button', { name: /^说出/ }).count()).toBe(0)
  await page.context().close()
})
