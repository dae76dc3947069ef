import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'
import { tellIfItFails, violations } from '#test/clerk'
import { type Asked, answer } from './gallery/answers.ts'
import { openGallery } from './gallery/build.ts'

/** The kit and the frame in a real browser: what happy-dom cannot know (layout, contrast, focus, input methods). */
let gallery: Awaited<ReturnType<typeof openGallery>>
let browser: Browser
beforeAll(async () => {
  gallery = await openGallery()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await gallery.close()
})

type Mode = Parameters<typeof answer>[1]
type Opened = AsyncDisposable & { readonly page: Page; readonly asked: Asked[]; readonly mode: Mode }

async function open(path: string, width: number, given: Partial<Mode> = {}): Promise<Opened> {
  const page = tellIfItFails(
    await browser.newPage({ viewport: { width, height: 768 }, reducedMotion: 'reduce' }),
  )
  const mode: Mode = { signedIn: true, adding: 'do', ...given }
  const asked = await answer(page, mode)
  await page.goto(gallery.address + path)
  await page.locator('h1').waitFor()
  return { page, asked, mode, [Symbol.asyncDispose]: () => page.close() }
}

const PAGES = [
  '/',
  '/e/longgang',
  '/e/longgang/board',
  '/e/longgang/things',
  '/e/longgang/things/new',
  '/e/longgang/files',
  '/e/longgang/nowhere',
  '/e/nowhere',
]

describe.each([1366, 360])('at %i px', (width) => {
  test.each(PAGES)('%s is clean for axe and fits', async (path) => {
    await using opened = await open(path, width)
    if (path.endsWith('/board')) await opened.page.locator('.drawing svg').waitFor()
    if (path.endsWith('/things')) await opened.page.getByText('共 128 条').first().waitFor()
    expect(await violations(opened.page)).toEqual([])
    const tooWide = await opened.page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(tooWide).toBeLessThanOrEqual(0)
  })
  test('the sign-in page is clean for axe and fits', async () => {
    await using opened = await open('/sign-in', width, { signedIn: false })
    expect(await violations(opened.page)).toEqual([])
  })
  test('a form full of problems is clean for axe', async () => {
    await using opened = await open('/e/longgang/things/new', width, { adding: 'refuse' })
    await opened.page.getByLabel('名称').fill('金果合作社')
    await opened.page.getByRole('button', { name: '登记' }).click()
    await opened.page.getByText('有 2 处需要处理').waitFor()
    expect(await violations(opened.page)).toEqual([])
  })
})

test('axe does find a planted fault', async () => {
  await using opened = await open('/e/longgang', 1366)
  await opened.page.evaluate(
    "document.querySelector('main').innerHTML += '<input><p style=\"color:#bbb\">太淡的文字</p>'",
  )
  const found = await violations(opened.page)
  expect(found.map((v) => v.split(':')[0])).toEqual(expect.arrayContaining(['label', 'color-contrast']))
})

test('the first press of Tab offers to skip the menu', async () => {
  await using opened = await open('/e/longgang/things', 1366)
  await opened.page.keyboard.press('Tab')
  await opened.page.keyboard.press('Enter')
  expect(await opened.page.evaluate('document.activeElement.id')).toBe('main')
})

test('a page is reached, filled and sent by keyboard alone', async () => {
  await using opened = await open('/e/longgang/things/new', 1366)
  const { page } = opened
  await page.getByLabel('名称').focus()
  await page.keyboard.type('金果合作社')
  await page.keyboard.press('Tab')
  await page.keyboard.type('91140521MA0000000X')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByLabel('类型').inputValue()).toBe('firm')
  await page.keyboard.press('Tab')
  await page.keyboard.type('20261122')
  await page.keyboard.press('Tab')
  expect(await page.getByLabel('登记日期').inputValue()).toBe('2026年11月22日')
  await page.getByRole('button', { name: '登记' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('已登记，编号 129').waitFor()
  expect(opened.asked.filter((a) => a.method === 'POST')).toHaveLength(1)
})

test('typing pinyin never sends the form', async () => {
  await using opened = await open('/e/longgang/things/new', 1366)
  const { page } = opened
  await page.getByLabel('名称').focus()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: 'jinguo', selectionStart: 6, selectionEnd: 6 })
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 }
  // While an input method holds the keyboard, browsers report key code 229.
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter, windowsVirtualKeyCode: 229 })
  await devtools.send('Input.insertText', { text: '金果' })
  expect(await page.getByLabel('名称').inputValue()).toBe('金果')
  expect(opened.asked.filter((a) => a.method === 'POST')).toEqual([])
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...enter, text: '\r' })
  await page.getByText('已登记，编号 129').waitFor()
})

test('an act whose answer was lost is checked with its own key', async () => {
  await using opened = await open('/e/longgang/things/new', 1366, { adding: 'lose' })
  const { page, mode } = opened
  await page.getByLabel('名称').fill('金果合作社')
  await page.getByRole('button', { name: '登记' }).click()
  await page.getByText('结果未知').waitFor()
  mode.adding = 'do'
  await page.getByRole('button', { name: '点此核对' }).click()
  await page.getByText('已登记，编号 129').waitFor()
  const keys = opened.asked.filter((a) => a.method === 'POST').map((a) => a.key)
  expect([keys.length, new Set(keys).size]).toEqual([2, 1])
})

test('a file is chosen by keyboard and sent', async () => {
  await using opened = await open('/e/longgang/files', 1366)
  const { page } = opened
  const button = page.getByRole('button', { name: '上传并核对' })
  expect(await button.isDisabled()).toBe(true)
  await page
    .getByLabel('订单文件')
    .setInputFiles({ name: '十月.csv', mimeType: 'text/csv', buffer: Buffer.from('a') })
  await button.press('Enter')
  await page.getByText('已收到').waitFor()
})

test('the menu of a phone is a drawer that keeps the focus and gives it back', async () => {
  await using opened = await open('/e/longgang/board', 360)
  const { page } = opened
  await page.getByRole('button', { name: '菜单', exact: true }).click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe('菜单')
  await page.getByRole('button', { name: '菜单', exact: true }).click()
  await page.getByRole('dialog').getByRole('link', { name: '导入订单' }).click()
  await page.getByRole('heading', { name: '导入订单' }).waitFor()
  expect(await page.getByRole('dialog').isVisible()).toBe(false)
})

test('what a finger presses on a phone is at least 44 px high', async () => {
  await using opened = await open('/e/longgang/things', 360)
  await opened.page.getByText('共 128 条').first().waitFor()
  const small =
    await opened.page.evaluate(`[...document.querySelectorAll('button, select, input:not([type=radio]), nav a')]
    .filter((e) => e.offsetParent && (e.offsetHeight < 44 && e.closest('main, header')))
    .map((e) => e.outerHTML.slice(0, 80))`)
  expect(small).toEqual([])
})

test('wherever the reader is in a list, going back from a row finds it again', async () => {
  await using opened = await open('/e/longgang/things?like=果', 1366)
  const { page } = opened
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 51–100 条').waitFor()
  await page.getByRole('link', { name: /第51户/ }).click()
  await page.getByRole('heading', { name: '登记主体' }).waitFor()
  await page.goBack()
  await page.getByText('第 51–100 条').waitFor()
  expect(await page.getByLabel('按名称查找').inputValue()).toBe('果')
})
