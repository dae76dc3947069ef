import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'
import { statisticsTown, type Town } from '#test/statistics-town'
import { buildDesk, DESK } from '../../../server/build-desk.ts'
import { serveDesk } from '../../../server/desk.ts'
import { statisticsGrants } from '../contract/index.ts'

/** The board in a real browser over a real database; only who is signed in is made up. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TOWN = {
  slug: 'daning',
  name: '大宁县乡村e镇',
  demonstration: true,
  roles: ['office'],
  may: Object.keys(statisticsGrants),
}
const PERSON = {
  account: '7',
  name: '李秀兰',
  signIn: 'lixiulan',
  demonstration: true,
  houseRoles: [],
  may: [],
  towns: [TOWN],
  hasPassword: true,
  passwordDue: false,
  secondFactor: { bound: true, passed: true, needed: false },
}

let town: Town
let browser: Browser
let address: string
beforeAll(async () => {
  await buildDesk()
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  await seed()
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
  await town.importLines(
    months.flatMap(({ year, month, i }) =>
      ['宁脆鲜果旗舰店', '昕水人家'].map((shop, k) => ({
        shop,
        no: `${year}${month}-${k}`,
        day: `${year}-${String(month).padStart(2, '0')}-1${k}`,
        retailFen: BigInt(40_000_000 + i * 3_000_000 + k * 1_234_567),
      })),
    ),
  )
  await town.importLines([
    { shop: '昕水人家', no: 'w', day: '2024-05-05', excluded: { why: 'wholesale', fen: 880_000n } },
  ])
  await town.fold()
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
  const page = await browser.newPage({ viewport: { width, height: 768 }, reducedMotion: 'reduce' })
  await page.setExtraHTTPHeaders({ 'x-role': 'office' })
  await page.route('**/api/identity/me', (route) =>
    route.fulfill({ contentType: 'application/json', body: JSON.stringify(PERSON) }),
  )
  await page.goto(`${address}/e/daning/${path}`)
  await page.locator('h1').waitFor()
  return Object.assign(page, { [Symbol.asyncDispose]: () => page.close() })
}

const violations = (page: Page): Promise<string[]> =>
  page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' '))))`)

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
    await page.waitForLoadState('networkidle')
    await page.screenshot({
      path: `/tmp/shots/${path.replaceAll(/[^a-z-]+/g, '_')}-${width}.png`,
      fullPage: true,
    })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })
})
