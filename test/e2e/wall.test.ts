import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs, aMachine } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { settled, sound, tellIfItFails, violations } from '#test/clerk'
import { makeExports } from '#test/exports'
import { statisticsTown, type Town } from '#test/statistics-town'
import { rollScans } from '../../src/modules/statistics/app/roll-scans.ts'
import { buildDesk, DESK } from '../../src/server/build-web.ts'
import { serveDesk } from '../../src/server/desk.ts'

/** The wall on its screens, and the views and comparisons people make of the same figures. */
let town: Town
let browser: Browser
let address: string
let cookie: string
let at: string
beforeAll(async () => {
  await buildDesk()
  town = await statisticsTown({ EZHEN_STREAM_SECONDS: '3' })
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  await town.importOrders(
    Array.from({ length: 22 }, (_, i) => ({
      shop: i % 2 === 0 ? '宁脆鲜果旗舰店' : '昕水人家',
      no: 1 + i,
      day: `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-15`,
      fen: BigInt(80_000_000 + i * 3_000_000),
    })),
  )
  await town.addEntities([{ kind: 'enterprise', on: '2024-08-01', ecommerce: '2024-09-01' }])
  await town.addScans(['2024-11-21T09:00:00+08:00', '2024-11-22T09:00:00+08:00'])
  await rollScans(town.server.house, 1)
  await town.fold()
  cookie = (await actAs(town.server, { etown: 1, roles: ['office'], name: '李秀兰' })).headers.cookie ?? ''
  await serveDesk(town.server.app, DESK)
  address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
  at = `/e/${town.slugs.daning}`
  browser = await launchBrowser()
}, 240_000)
afterAll(async () => {
  await browser.close()
  await town[Symbol.asyncDispose]()
})

async function context(width: number, height: number, who = cookie): Promise<BrowserContext> {
  const made = await browser.newContext({
    viewport: { width, height },
    baseURL: address,
    reducedMotion: 'reduce',
  })
  const [name = '', value = ''] = who.split('=')
  if (value !== '') await made.addCookies([{ name, value, url: address }])
  return made
}

/** A wall asks without end, so that nobody waits for it to stop. */
async function openWall(width: number, height: number, hash = '', who = cookie): Promise<Page> {
  const page = tellIfItFails(await (await context(width, height, who)).newPage())
  await page.goto(`${at}/wall${hash}`)
  await page.locator('.wall-state.live').waitFor()
  await page.locator('.area-map').waitFor()
  return page
}

async function open(path: string): Promise<Page> {
  const page = tellIfItFails(await (await context(1366, 768)).newPage())
  await page.goto(`${at}/${path}`)
  await settled(page)
  return page
}

const SIZES = [
  [1920, 1080],
  [3840, 1080],
  [1366, 768],
  [360, 780],
] as const

describe.each(SIZES)('大屏 the wall at %i × %i', (width, height) => {
  test('is clean for axe, fits, and cuts no number off', async () => {
    const page = await openWall(width, height)
    const shots = process.env.EZHEN_SHOTS
    if (shots)
      await page.screenshot({ path: join(shots, `wall-${width}x${height}.png`), fullPage: width < 800 })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    const cut = await page.evaluate(`[...document.querySelectorAll('.wall .number')]
      .filter((e) => { const t = e.closest('.tile'); if (!t) return false
        const [n, b] = [e.getBoundingClientRect(), t.getBoundingClientRect()]
        return n.right > b.right + 1 || n.bottom > b.bottom + 1 }).map((e) => e.textContent)`)
    expect(cut).toEqual([])
    if (width > 800)
      expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBeLessThanOrEqual(
        0,
      )
    await page.context().close()
  })
})

test('letters of a screen two metres wide are two centimetres high, to be read from five', async () => {
  const page = await openWall(1920, 1080)
  const small = await page.evaluate(`[...document.querySelectorAll('.wall *')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.offsetParent)
    .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 19.5).map((e) => e.textContent)`)
  expect(small).toEqual([])
  await page.context().close()
})

test('a number on the wall opens to its rows in two presses, which add up to it', async () => {
  const page = await openWall(1920, 1080)
  await page.getByRole('link', { name: /^网络零售额 1,/ }).click()
  await page.getByText('合计与数字相等').first().waitFor()
  await page.getByRole('button', { name: '看全部明细行' }).click()
  await page.getByText(/10 行，逐行相加 .*，与数字相等。/).waitFor()
  await page.goto(`${at}/figures/parcels/rows?from=2024-01-01&until=2025-01-01`)
  await page.getByText(/10 行，逐行相加 10 件，与数字相等。/).waitFor()
  await page.getByRole('link', { name: '订单', exact: true }).first().click()
  await page.getByText('快递单号').waitFor()
  await page.context().close()
})

test('what changes comes in by itself; when data stop the wall says since when, and comes back', async () => {
  const page = await openWall(1920, 1080)
  const retail = page.getByRole('region', { name: '网络零售额', exact: true }).locator('.value')
  const before = await retail.textContent()
  await town.importOrders([{ shop: '昕水人家', no: 90, day: '2024-11-20', fen: 500_000_000n }])
  await expect.poll(() => retail.textContent(), { timeout: 20_000 }).not.toBe(before)
  await page.context().setOffline(true)
  await page.getByText(/^数据停在 \d\d:\d\d:\d\d，正在重新连接$/).waitFor({ timeout: 60_000 })
  await page.context().setOffline(false)
  await page.locator('.wall-state.live').waitFor({ timeout: 60_000 })
  await page.context().close()
})

test('an unattended screen watches by its key, kept behind the #, until the key is withdrawn', async () => {
  const { headers, account } = await aMachine(town.owner, town.server.clock, 1, 'display')
  const key = String(headers.authorization).replace('Bearer ', '')
  const page = await openWall(1920, 1080, `#key=${key}`, '')
  await page.getByRole('region', { name: '专项资金', exact: true }).waitFor()
  expect(
    await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie'),
  ).not.toContain('ezk_')
  await town.owner.query(
    'update identity.machine_key set revoked_at = now(), revoked_by = made_by where id = $1',
    [account.replace('machine-', '')],
  )
  await page.getByText('这把显示密钥已到期或已吊销', { exact: false }).waitFor({ timeout: 30_000 })
  await page.context().close()
})

test('whoever is not signed in is led to sign in, and nobody sees a wall they may not', async () => {
  const page = tellIfItFails(await (await context(1366, 768, '')).newPage())
  await page.goto(`${at}/wall`)
  await page.getByRole('heading', { level: 1, name: '登录' }).waitFor()
  await page.context().close()
})

test('a view is saved, its link opened by a colleague who sees what a colleague may', async () => {
  const page = await open('figures/online-retail/rows?from=2024-01-01&until=2025-01-01&month=2024-03')
  await page.getByRole('button', { name: '保存查询', exact: true }).click()
  await page.getByLabel('名称').fill('三月零售明细')
  await page.getByLabel('共享给本e镇能看统计的人').check()
  await page.locator('form').getByRole('button', { name: '保存查询' }).click()
  const link = await page.getByRole('link', { name: /\/views\/\d+$/ }).getAttribute('href')
  await page.goto(`${at}/views`)
  await sound(page)
  const publicity = (await actAs(town.server, { etown: 1, roles: ['publicity'], name: '宣传员' })).headers
    .cookie
  const theirs = tellIfItFails(await (await context(1366, 768, publicity ?? '')).newPage())
  await theirs.goto(link ?? '')
  await theirs.getByText('您不能打开这个页面').waitFor()
  expect(theirs.url()).toContain('/figures/online-retail/rows?')
  expect(await theirs.locator('tbody tr').count()).toBe(0)
  await page.context().close()
  await theirs.context().close()
})

test.each([1366, 360])('periods and townships stand side by side at %i px, and add up', async (width) => {
  const page = await open('compare?periods=2023-01-01_2024-01-01,2024-01-01_2025-01-01')
  await page.setViewportSize({ width, height: 800 })
  await page.getByText('各乡镇之和等于数字').waitFor()
  await page.getByText('未登记所在乡镇').first().waitFor()
  await sound(page)
  await page.context().close()
})

test('a table leaves as a workbook with its definition on the second sheet', async () => {
  const page = await open('compare?periods=2023-01-01_2024-01-01,2024-01-01_2025-01-01')
  await page.getByRole('button', { name: '导出', exact: true }).click()
  await page.getByLabel('导出理由').fill('报送市商务局')
  await page.locator('form#export').getByRole('button', { name: '导出' }).click()
  await page
    .getByText(/排队|正在生成|可下载/)
    .first()
    .waitFor()
  await makeExports(town.server)
  await page.getByText('可下载').waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载' }).click()
  const path = await (await coming).path()
  const [list, notes] = (await readXlsx(readFileSync(path))).sheets
  expect(list?.rows.at(-1)?.[0]).toBe('合计（数字）')
  expect(Object.fromEntries(notes?.rows ?? [])).toMatchObject({ 定义: expect.stringContaining('国家统计局') })
  await page.context().close()
})
