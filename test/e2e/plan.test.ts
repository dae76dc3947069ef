import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { settled, sound, tellIfItFails } from '#test/clerk'
import { serverOver, type TestServer } from '#test/server-over'
import { smallPlan } from '#test/small-plan'
import { loadPlan } from '../../src/modules/plan/public.ts'
import { startEmbedded } from '../../src/platform/db/embedded.ts'
import { migrate } from '../../src/platform/db/migrate.ts'
import { buildDesk, DESK } from '../../src/server/build-web.ts'
import { serveDesk } from '../../src/server/desk.ts'

/** A county office reads its plan, follows words to targets and back, settles an interpretation and amends the plan. */
const LONGGANG = new URL('../../plans/140521-longgang-2023.yaml', import.meta.url)
const SMALL = '/e/510104-jincheng/plan'
const PAGES = ['', '/targets', '/funds', '/schedule', '/facilities', '/interpretations', '/versions']
const dir = mkdtempSync(join(tmpdir(), 'ezhen-e2e-'))
let database: Awaited<ReturnType<typeof startEmbedded>>
let server: TestServer
let browser: Browser
let address: string
/** The office of the small county, and a reader in 沁水. */
let cookies: { name: string; value: string; url: string }[]

beforeAll(async () => {
  database = await startEmbedded({ dir: join(dir, 'pg'), durable: false, log: () => {} })
  await migrate(database.url)
  server = await serverOver({ url: database.url, drop: async () => {} })
  const load = async (bytes: Buffer) => {
    const loaded = await loadPlan(server.house, { name: 'plan.yaml', bytes }, { account: 'test' })
    if (!loaded.ok) throw new Error('not loaded')
    return loaded.value.etown
  }
  const small = await load(Buffer.from(smallPlan()))
  const large = await load(readFileSync(LONGGANG))
  await buildDesk()
  await serveDesk(server.app, DESK)
  address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  const people = [
    await actAs(server, { etown: small, roles: ['office'], name: '办公室' }),
    await actAs(server, { etown: large, roles: ['leader'], name: '组长' }),
  ]
  cookies = people.map(({ headers }) => {
    const [name = '', value = ''] = (headers.cookie ?? '').split('=')
    return { name, value, url: address }
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server[Symbol.asyncDispose]()
  await database.stop()
  rmSync(dir, { recursive: true, force: true })
})

async function open(who: 'office' | 'leader', path: string, width = 1366): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
    baseURL: address,
  })
  const cookie = cookies[who === 'office' ? 0 : 1]
  if (cookie !== undefined) await context.addCookies([cookie])
  const page = tellIfItFails(await context.newPage())
  await page.goto(path)
  await settled(page)
  return page
}

/** Whether it stands in the window. */
const inView = (page: Page, id: string): Promise<boolean> =>
  page.evaluate(`(() => { const { top } = document.getElementById('${id}').getBoundingClientRect()
    return top >= 0 && top < innerHeight })()`)

test.each(PAGES)('/plan%s is accessible and fits a phone', async (path) => {
  for (const width of [360, 1366]) {
    const page = await open('leader', `/e/140521-longgang/plan${path}`, width)
    await sound(page)
    if (process.env.SHOTS) {
      const name = `${path.slice(1) || 'document'}-${width}.png`
      await page.screenshot({ path: join(process.env.SHOTS, name) })
    }
    await page.context().close()
  }
})

test('words lead to the target they became, and the target back to its clause', async () => {
  const page = await open('leader', '/e/140521-longgang/plan#clause-四.一')
  await page.locator('.clause').first().waitFor()
  await expect.poll(() => inView(page, 'clause-四.一')).toBe(true)
  const clause = page.locator('section.clause', { hasText: '网络零售额超过3000万元' })
  await clause
    .getByRole('link', { name: /目标：网络零售额$/ })
    .first()
    .click()
  await page.waitForURL('**/plan/targets#target-online-retail')
  await expect.poll(() => inView(page, 'target-online-retail')).toBe(true)
  const row = page.getByRole('row', { name: /^网络零售额 / })
  expect(await row.textContent()).toContain('> 3,000 万元')
  await row.getByRole('link', { name: '四（一）' }).first().click()
  await expect.poll(() => inView(page, 'clause-四.一')).toBe(true)
})

test('an interpretation is decided with reason, who and when, and stays with its history', async () => {
  const page = await open('office', `${SMALL}/interpretations`)
  await page.getByText('确认或改定').click()
  await page.getByRole('button', { name: '记下决定' }).click()
  await page.getByText('请填写理由。').first().waitFor()
  await page.getByRole('radio', { name: '不含本数' }).check()
  await page.getByLabel('理由').fill('会议逐字研究，不含本数。')
  await page.getByLabel('作出决定的机构或人').fill('领导小组第3次会议')
  await page.getByLabel('决定日期').fill('2026-11-20')
  await sound(page)
  await page.getByRole('button', { name: '记下决定' }).click()
  await page.locator('.state', { hasText: '县里已确认' }).waitFor()
  await page.getByText('下列 1 项的数字仍按文件的读法').waitFor()
  await page.getByText('决定经过（2）').click()
  await page.getByText('办公室 录入').waitFor()
  await sound(page)
})

test('a new version is checked line by line, then adopted; the old one can still be read', async () => {
  const version = { number: 2, amends: 1, adopted_on: '2026-06-20', in_force_from: '2026-07-01' }
  const amended = smallPlan({ version, firms: 12 })
  const faulty = amended.replace('per: period', 'per: week')
  const line = faulty.split('\n').findIndex((text) => text.includes('per: week')) + 1
  const page = await open('office', `${SMALL}/versions`)
  const upload = async (text: string) => {
    await page
      .getByLabel('方案文件（YAML）')
      .setInputFiles({ name: 'plan.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: '上传并核对' }).click()
  }
  await upload(faulty)
  await page.getByRole('rowheader', { name: `行 ${line}` }).waitFor()
  await sound(page)
  await upload(amended)
  await page.getByText('将成为第2版').waitFor()
  await page.getByRole('button', { name: '采用这一版' }).click()
  await page.getByText('第2版已采用。').waitFor()
  await page.getByRole('heading', { name: '两版有什么不同' }).waitFor()
  await sound(page)
  await page.goto(`${SMALL}/targets?version=1`)
  await page.getByText('您正在看第1版').waitFor()
  await page.getByText('≥ 8 家').waitFor()
  await page.getByRole('button', { name: '看现行版本' }).click()
  await page.getByText('≥ 12 家').waitFor()
})
