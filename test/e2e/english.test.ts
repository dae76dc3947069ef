import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Desk, openDesk, sound } from '#test/clerk'
import { screens } from '../../src/web/desk/screens.ts'

/**
 * The desk in English, every page that stands in a menu, on an e-town without data: whatever is still Chinese then is a
 * word nobody translated.
 */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ etown: 1, roles: ['office', 'leader', 'township'], name: 'Wang Min' })
  await desk.owner.query("update platform.etown set name = 'Daning e-town' where id = 1")
  // Whoever gives the test's people their roles.
  await desk.owner.query("update identity.account set name = 'Grantor' where sign_in = 'test-grantor'")
})
afterAll(() => desk[Symbol.asyncDispose]())

/** Places have one name: 昕水镇, 罗曲村委会. */
const PLACE = /^\p{Script=Han}{1,8}(居委会|村委会|镇|乡)( · 0 chosen)?$/u

/** Chinese that a reader of English meets: text, labels, hints; not what is marked as Chinese, as 中文 on its switch. */
const chineseOn = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const han = /\\p{Script=Han}/u
    const found = []
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('[lang^=zh], script, style, noscript')) continue
      for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
        if (han.test(element.getAttribute(name) ?? '')) found.push(name + ': ' + element.getAttribute(name))
      for (const node of element.childNodes)
        if (node.nodeType === 3 && han.test(node.data)) found.push(node.data.trim())
    }
    return found.filter((text) => !${PLACE}.test(text))
  })()`)

const paths = screens.filter(({ menu }) => menu).map(({ path }) => path.replace('$etown', 'daning'))
const townPaths = paths.filter((path) => path.startsWith('/e/'))

async function english(path: string, cookie?: string): Promise<Page> {
  const page = await desk.open('/', cookie === undefined ? {} : { cookie })
  await page.evaluate("localStorage.setItem('ezhen.language', 'en')")
  await page.goto(path)
  await sound(page)
  return page
}

test('there are many', () => expect(townPaths.length).toBeGreaterThan(15))

describe('the e-town’s pages', () => {
  test.each(['/e/daning', ...townPaths])('%s', async (path) => {
    const page = await english(path)
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    expect(await chineseOn(page)).toEqual([])
    await page.context().close()
  })
})

describe('the platform’s pages', () => {
  test.each(['system-admin', 'security-admin', 'audit-admin'])('of the %s', async (houseRole) => {
    const cookie = await desk.as({ houseRole, name: 'Li Jun' })
    for (const path of ['/', '/account', ...paths.filter((one) => !one.startsWith('/e/'))]) {
      const page = await english(path, cookie)
      expect([path, await chineseOn(page)]).toEqual([path, []])
      await page.context().close()
    }
  })
})
