import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { expect, onTestFailed } from 'vitest'
import { readConfig } from '../../src/platform/config.ts'
import { startEmbedded } from '../../src/platform/db/embedded.ts'
import { serve } from '../../src/server/serve.ts'
import { actAs, type TestRole } from './actor.ts'
import { launchBrowser } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe objects to on the page as it stands: rule and place, e.g. `label: input`. */
export const violations = (page: Page): Promise<string[]> =>
  page.evaluate(`${axe}; axe.run(document, { runOnly: ${JSON.stringify(RULES)} })
    .then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' '))))`)

/** Everything the page asked for has come and is drawn. A person waits for that too, before filling a form. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  // A wall's stream never ends; it says itself when it is live.
  const wall = page.locator('.wall-state.live').waitFor()
  await Promise.any([page.waitForLoadState('networkidle'), wall])
  wall.catch(() => undefined)
  await page.locator('.waiting, [aria-busy=true]').first().waitFor({ state: 'detached' })
}

/** Nothing axe objects to, nothing to push sideways. */
export async function sound(page: Page): Promise<void> {
  await settled(page)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
}

/** Sound at a desk and on a phone. Pictures to look at stay where EZHEN_SHOTS says. */
export async function soundAtBothWidths(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()
  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const shots = process.env.EZHEN_SHOTS
    if (shots) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true })
    await sound(page)
  }
  if (before) await page.setViewportSize(before)
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** Presses what leads to another page, and waits until that page, by its heading, can be filled in. */
export async function pressTo(page: Page, name: string, heading: string | RegExp = name): Promise<void> {
  await press(page, name)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await settled(page)
}

/** When the test fails, what stands on the page is printed with it. */
export function tellIfItFails(page: Page): Page {
  onTestFailed(async () => {
    const text = String(await page.evaluate('document.body.innerText').catch(() => '(closed)'))
    process.stderr.write(`── ${page.url()}\n${text.slice(0, 1_500)}\n`)
  })
  return page
}

export type Visit = {
  readonly width?: number
  /** The session's cookie (`name=value`); without it the desk's first clerk, with `''` nobody. */
  readonly cookie?: string
}

/** The product as it runs, on a database of its own, a browser, and somebody at work in e-town 1 (`daning`). */
export type Desk = AsyncDisposable & {
  readonly address: string
  readonly browser: Browser
  /** A folder for files to upload; gone afterwards. */
  readonly dir: string
  /** The database owner's connection, in no e-town. */
  readonly owner: pg.Client
  /** What the server said when it started. */
  readonly said: readonly string[]
  /** The cookie of somebody else. */
  as(role: TestRole): Promise<string>
  /** Opens a page of the product, in a browser context of its own, and waits until it has settled. */
  open(path: string, visit?: Visit): Promise<Page>
}

const TOWN =
  "insert into platform.etown (id, slug, name, county_code) values (1, 'daning', '大宁县乡村e镇', '141030')"

export async function openDesk(
  clerk: TestRole = { etown: 1, roles: ['office'], name: '王办事' },
): Promise<Desk> {
  await using ends = new AsyncDisposableStack()
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-e2e-'))
  ends.defer(() => rmSync(dir, { recursive: true, force: true }))
  const database = await startEmbedded({ dir: join(dir, 'pg'), durable: false, log: () => {} })
  ends.defer(() => database.stop())
  const said: string[] = []
  const serving = await serve(
    readConfig({
      DATABASE_URL: database.url,
      EZHEN_DATA: dir,
      EZHEN_PORT: '0',
      EZHEN_DEMO: 'off',
      EZHEN_LOG: 'silent',
    }),
    (sentence) => void said.push(sentence),
  )
  ends.defer(() => serving.stop())
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  ends.defer(() => owner.end())
  await owner.query(TOWN)
  const as = async (role: TestRole) =>
    (await actAs({ database: { url: database.url }, clock: new Date() }, role)).headers.cookie ?? ''
  const own = await as(clerk)
  const browser = await launchBrowser()
  ends.defer(() => browser.close())
  const open = async (path: string, { width = 1366, cookie = own }: Visit = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
      baseURL: serving.address,
      acceptDownloads: true,
    })
    const [name = '', value = ''] = cookie.split('=')
    if (value !== '') await context.addCookies([{ name, value, url: serving.address }])
    const page = tellIfItFails(await context.newPage())
    await page.goto(path)
    await settled(page)
    return page
  }
  const kept = ends.move()
  return {
    address: serving.address,
    browser,
    dir,
    owner,
    said,
    as,
    open,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
