import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('the browser draws Chinese glyphs, not boxes: two characters make two pictures', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 240 } })
  const at = (left: number): string => `style="position:absolute;left:${left}px;font:48px/60px sans-serif"`
  await page.setContent(`<b id="a" ${at(0)}>玉</b><b id="b" ${at(100)}>露</b><b id="c" ${at(200)}>玉</b>`)
  const picture = async (id: string): Promise<string> =>
    (await page.locator(id).screenshot()).toString('base64')
  expect(await picture('#a')).toBe(await picture('#c'))
  expect(await picture('#a')).not.toBe(await picture('#b'))
})
