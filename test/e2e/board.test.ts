import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { settled, sound, tellIfItFails } from '#test/clerk'
import { reporters } from '#test/reports'
import { statisticsTown, type Town } from '#test/statistics-town'
import { statisticsRoom } from '../../src/modules/statistics/http.ts'
import { buildDesk, DESK } from '../../src/server/build-web.ts'
import { serveDesk } from '../../src/server/desk.ts'

/** The board in a real browser, over the real rooms and database. */
let town: Town
let browser: Browser
let address: string
let cookie: string
beforeAll(async () => {
  await buildDesk()
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  await seed()
  cookie = (await actAs(town.server, { etown: 1, roles: ['office'], name: '李秀兰' })).headers.cookie ?? ''
  await serveDesk(town.server.app, DESK)
  address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 180_000)
afterAll(async () => {
  await browser.close()
  await town[Symbol.asyncDispose]()
})

/** Two years of a growing town: last year 17 months of it, this year more. */
async function seed(): Promise<void> {
  const months = Array.from({ length: 22 }, (_, i) => ({
    year: 2023 + Math.floor(i / 12),
    month: (i % 12) + 1,
    i,
  }))
  await town.importOrders([
    ...months.flatMap(({ year, month, i }) =>
      ['宁脆鲜果旗舰店', '昕水人家'].map((shop, k) => ({
        shop,
        no: 1 + 2 * i + k,
        day: `${year}-${String(month).padStart(2, '0')}-1${k}`,
        fen: BigInt(40_000_000 + i * 3_000_000 + k * 1_234_567),
      })),
    ),
    { shop: '昕水人家', no: 99, day: '2024-05-05', fen: 880_000n, status: '待支付' },
  ])
  await town.addEntities([
    ...Array.from({ length: 6 }, () => ({
      kind: 'enterprise' as const,
      on: '2022-08-01',
      ecommerce: '2022-09-01',
    })),
    ...Array.from({ length: 5 }, () => ({ kind: 'sole-trader' as const, on: '2022-11-20' })),
    { kind: 'enterprise', on: '2022-08-01', inside: null },
  ])
}

async function open(path: string, width = 1366): Promise<Page & AsyncDisposable> {
  const page = tellIfItFails(
    await browser.newPage({ viewport: { width, height: 768 }, reducedMotion: 'reduce' }),
  )
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url: address }])
  await page.goto(`${address}/e/${town.slugs.daning}/${path}`)
  await settled(page)
  return Object.assign(page, { [Symbol.asyncDispose]: () => page.close() })
}

const YEAR = 'from=2024-01-01&until=2025-01-01'
const PAGES = [
  'board',
  `figures/online-retail?${YEAR}`,
  `figures/online-retail-growth?${YEAR}`,
  `figures/online-retail/rows?${YEAR}`,
  'figures/new-entities?from=2022-07-01&until=2023-01-01',
  'figures/new-entities/rows?from=2022-07-01&until=2023-01-01',
  'entered',
  'entered/new',
  'recounts',
]

describe.each([1366, 360])('at %i px', (width) => {
  test.each(PAGES)('%s is clean for axe and fits', async (path) => {
    await using page = await open(path, width)
    await sound(page)
  })
})

test('a figure opens to its rows in two clicks, and they add up to it', async () => {
  await using page = await open('board?year=2024')
  await page.getByRole('link', { name: '看明细 网络零售额', exact: true }).click()
  await page.getByText('合计与数字相等').first().waitFor()
  await page.getByRole('button', { name: '看全部明细行' }).click()
  await page.getByText('20 行，逐行相加 ¥18,023,456.70，与数字相等。').waitFor()
  const row = page.getByRole('row').nth(1)
  await row.getByText('宁脆鲜果旗舰店').waitFor()
  await row.getByText(/^[0-9a-f]{8} 第 14 行$/).waitFor()
})

test('the city average is entered with its source from the card that lacks it, and judged at once', async () => {
  await using page = await open('board?year=2024')
  await page.getByRole('link', { name: '录入全市平均' }).first().click()
  await page.getByLabel('数值').waitFor()
  await settled(page)
  await page.getByLabel('数值').fill('３１．５')
  await page.getByLabel('来源', { exact: true }).fill('临汾市统计局2024年10月月报第3页')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '月报.csv', mimeType: 'text/csv', buffer: Buffer.from('全市,31.5%\n') })
  await page.getByRole('button', { name: '录入', exact: true }).click()
  await page.getByRole('heading', { name: '录入数', exact: true }).waitFor()
  await page.getByText('31.5 %').waitFor()
  await page.getByRole('button', { name: '方案与目标' }).click()
  await page.getByRole('link', { name: '目标看板' }).click()
  const card = page.getByRole('region', { name: '网络零售额同比增长率高于全市平均' })
  await card.getByText('全市平均 31.50%').waitFor()
  await card.getByText('快于序时进度').waitFor()
})

test('the board is narrowed by verdict and shown in 万元', async () => {
  await using page = await open('board?year=2024')
  await page.getByLabel('判定').selectOption('met')
  expect(await page.getByRole('region').count()).toBeGreaterThan(0)
  await page.getByRole('region', { name: '新增市场主体', exact: true }).getByText('已达成').waitFor()
  await page.getByLabel('判定').selectOption('')
  await page.getByText('万元', { exact: true }).click()
  await page.getByText('1,802.35万元').first().waitFor()
})

test('a recount is asked for, and its result comes in by itself', async () => {
  await using page = await open('recounts')
  await page.getByRole('button', { name: '全量重算' }).click()
  await page.getByText('已开始，完成后本页自动更新。').waitFor()
  const { jobs = [] } = statisticsRoom({ locked: [] })
  expect(await runOneJob(town.server.house, 1, jobs, new AbortController().signal)).toBe(true)
  await page.getByText(/^[\d,]+ 个日汇总全部相等$/).waitFor()
})

test('what was locked stands beside what it is now, each a press away', async () => {
  const daning = await reporters(town, town.slugs.daning)
  await daning.lock(await daning.fillMonth('2024-10'))
  await town.importOrders([{ shop: '昕水人家', no: 200, day: '2024-10-20', fen: 1_000_000n }])
  await using page = await open('board?year=2024')
  const card = page.getByRole('region', { name: '网络零售额', exact: true })
  await card.getByText('差 +¥10,000.00').waitFor()
  await sound(page)
  await card.getByRole('link', { name: '锁定 v1' }).click()
  await page.getByRole('heading', { level: 1, name: /乡村e镇建设月报 2024年10月 锁定 v1/ }).waitFor()
  await page.getByText('2024年10月20日').first().waitFor()
  await page.goBack()
  await card.getByRole('link', { name: '现在' }).click()
  await page.getByRole('heading', { level: 1, name: '网络零售额' }).waitFor()
  await page.getByRole('heading', { level: 2, name: '锁定与现在' }).waitFor()
  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const shots = process.env.EZHEN_SHOTS
    if (shots) await page.screenshot({ path: `${shots}/locked-figure-${width}.png`, fullPage: true })
    await sound(page)
  }
})
