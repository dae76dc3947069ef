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
  await page.setContent(
    '<meta charset="utf-8"><p style="font:48px sans-serif"><i id="a">玉</i> <i id="b">露</i> <i id="c">玉</i></p>',
  )
  const picture = async (id: string): Promise<string> =>
    (await page.locator(id).screenshot()).toString('base64')
  expect(await picture('#a')).toBe(await picture('#c'))
  expect(await picture('#a')).not.toBe(await picture('#b'))
})
