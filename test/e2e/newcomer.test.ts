import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'
import { settled, tellIfItFails } from '#test/clerk'
import { generateWorld } from '#world/generate'

/**
 * What somebody sees who cloned the product and typed `npm start`: the printed way in, a demonstration loading by
 * itself, and every figure on the board equal to what the generated world knows to be true. Makes the manual's
 * pictures: into docs/images with GUIDE=1, otherwise into test/artifacts.
 */
const ROOT = resolve(import.meta.dirname, '../..')
const TO_LOOK_AT = join(ROOT, 'test/artifacts')
const PICTURES = process.env.GUIDE === '1' ? join(ROOT, 'docs/images') : TO_LOOK_AT
const LOADED = 180_000
const TOWN = '140521-longgang'

const dir = mkdtempSync(join(tmpdir(), 'ezhen-newcomer-'))
let product: ChildProcess
let said = ''
let browser: Browser
let desk: BrowserContext
let address = ''

const hear = async (pattern: RegExp, times = 1): Promise<RegExpExecArray> => {
  const until = Date.now() + LOADED
  for (;;) {
    const found = [...said.matchAll(new RegExp(pattern, 'g'))]
    const last = found.at(times - 1)
    if (last !== undefined) return last
    if (Date.now() > until || product.exitCode !== null)
      throw new Error(`never said ${pattern}: ${said.slice(-2_000)}`)
    await new Promise((wait) => setTimeout(wait, 100))
  }
}

beforeAll(async () => {
  for (const folder of [TO_LOOK_AT, PICTURES]) mkdirSync(folder, { recursive: true })
  product = spawn(process.execPath, ['src/server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, EZHEN_DATA: dir, EZHEN_PORT: '0' },
  })
  product.stdout?.on('data', (text) => (said += text))
  product.stderr?.on('data', (text) => (said += text))
  address = (await hear(/e镇通已启动: (\S+)/))[1] ?? ''
  browser = await launchBrowser()
  desk = await browser.newContext({ viewport: { width: 1366, height: 800 }, reducedMotion: 'reduce' })
  await hear(/演示数据已送入/, 2)
}, LOADED + 60_000)
afterAll(async () => {
  await browser?.close()
  const gone = new Promise((done) => product.once('exit', done))
  product.kill('SIGINT')
  await gone
  rmSync(dir, { recursive: true, force: true })
})

async function picture(page: Page, name: string, folder = PICTURES): Promise<void> {
  await settled(page)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** The same page on a phone. */
async function onPhone(name: string, path: string): Promise<void> {
  const phone = await browser.newContext({
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
    storageState: await desk.storageState(),
  })
  const page = tellIfItFails(await phone.newPage())
  await page.goto(address + path)
  await page.locator('h1').waitFor()
  await picture(page, `${name}-phone`, TO_LOOK_AT)
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  await phone.close()
}

test('signs in by what the start printed, second factor included', async () => {
  const password = (await hear(/演示登录: \S+\s+(?:口令|密码) (\S+)/))[1] ?? ''
  const page = tellIfItFails(await desk.newPage())
  await page.goto(address)
  await page.getByLabel('登录名').waitFor()
  await picture(page, 'sign-in')
  await page.getByLabel('登录名').fill(`office.${TOWN}`)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  // The code is sent when the password was right, not before.
  await page.getByLabel('动态口令').first().waitFor()
  const outbox: { codes: { signIn: string; code: string }[] } = await (
    await fetch(`${address}/api/identity/sms-outbox`)
  ).json()
  await page
    .getByLabel('动态口令')
    .first()
    .fill(outbox.codes.find((c) => c.signIn === `office.${TOWN}`)?.code ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '沁水县龙港e镇' }).waitFor()
  await picture(page, 'home')
  await page.close()
})

test('the board says what the world knows, to the fen, and opens to rows that add up', async () => {
  const truth = generateWorld({ seed: 20231, scale: 1 }).towns.find((t) => t.code === TOWN)
  const fen =
    truth
      ?.shopMonths()
      .filter((m) => m.month.startsWith('2023'))
      .reduce((sum, m) => sum + m.retail, 0n) ?? 0n
  const yuan = `¥${(fen / 100n).toLocaleString('en')}.${String(fen % 100n).padStart(2, '0')}`
  const page = tellIfItFails(await desk.newPage())
  await expect
    .poll(
      async () => {
        await page.goto(`${address}/e/${TOWN}/board?year=2023`)
        await settled(page)
        return page.getByRole('region', { name: '网络零售额', exact: true }).textContent()
      },
      { timeout: 90_000, interval: 2_000 },
    )
    .toContain(yuan)
  await picture(page, 'board')
  await page.getByRole('link', { name: '看明细 网络零售额', exact: true }).click()
  await page.getByText('合计与数字相等').first().waitFor()
  await picture(page, 'figure')
  await page.getByRole('button', { name: '看全部明细行' }).click()
  await page.getByText(`逐行相加 ${yuan}，与数字相等`).waitFor()
  await picture(page, 'rows')
  await page.close()
  await onPhone('board', `/e/${TOWN}/board?year=2023`)
})

test.each([
  ['plan', 'plan'],
  ['parties', 'parties'],
  ['imports', 'order-imports'],
  ['route-trials', 'route-trials'],
  ['wall', 'wall'],
  ['subsidies', 'subsidies'],
  ['applications', 'subsidy-applications'],
  ['fund', 'fund'],
  ['projects', 'projects'],
  ['notices', 'notices'],
  ['tasks', 'governance/tasks'],
  ['assets', 'assets'],
  ['acceptance', 'acceptance'],
  ['reports', 'reports'],
  ['bulletins', 'bulletins'],
  ['inspections', 'inspections'],
  ['certificates', 'certificates'],
])('%s stands at a desk and on a phone, with something to see', async (name, path) => {
  const page = tellIfItFails(await desk.newPage())
  await page.goto(`${address}/e/${TOWN}/${path}`)
  await page.locator('h1').waitFor()
  await picture(page, name)
  expect(await page.locator('.empty').count()).toBe(0)
  await page.close()
  await onPhone(name, `/e/${TOWN}/${path}`)
})

test('an import opens to its receipt, whose rows and money are conserved', async () => {
  const page = tellIfItFails(await desk.newPage())
  await page.goto(`${address}/e/${TOWN}/order-imports`)
  await settled(page)
  await page
    .getByRole('link', { name: /\.(csv|txt|xlsx)/ })
    .first()
    .click()
  await page.getByText('采纳').first().waitFor()
  await picture(page, 'receipt')
  await page.close()
})

test('the lot of the demonstration opens, and its label leads to the page a consumer sees', async () => {
  const page = tellIfItFails(await desk.newPage())
  await page.goto(`${address}/e/${TOWN}/trace-lots`)
  await settled(page)
  await page
    .getByRole('link', { name: /^\d{8}-\d{2}$/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, 'lot')
  const scan = (await hear(/扫码页示例（接在网址后面）: (\S+)/))[1] ?? ''
  const phone = tellIfItFails(await browser.newPage({ viewport: { width: 360, height: 740 } }))
  await phone.goto(address + scan)
  await phone.getByText('批次正常').waitFor()
  await phone.screenshot({ path: join(PICTURES, 'scan.png') })
  await phone.close()
  await page.close()
})

test('what was done stands in the public log', async () => {
  const page = tellIfItFails(await desk.newPage())
  await page.goto(`${address}/e/${TOWN}/attest`)
  await picture(page, 'attest')
  await page.goto(`${address}/log/${TOWN}`)
  await page.locator('h1').waitFor()
  await page.screenshot({ path: join(PICTURES, 'public-log.png') })
  await page.close()
})
