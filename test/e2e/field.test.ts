import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordStep } from '#contract/trace'
import { PASSWORD } from '#test/account'
import { type Desk, openDesk, press, sound, violations } from '#test/clerk'
import {
  askAs,
  daysAgo,
  keptInBrowser,
  network,
  openPlot,
  PLOT,
  type Plot,
  signInToField,
  tooSmall,
} from '#test/field'
import { addDays, formatDay } from '../../src/kernel/day.ts'

/** A fruit grower and a beekeeper, on phones, days from the next signal. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const APIARY: Plot = {
  etown: { id: 2, slug: 'qinshui', name: '沁水县乡村e镇', county: '140521' },
  party: '沁水县历山蜂业合作社',
  product: '沁水黄芩蜂蜜',
  site: '历山 2 号蜂场',
  season: '2026 年黄芩蜜',
  signIn: 'zhang.yangfeng',
  farmer: '张养蜂',
}

/** Fit for old eyes and thick fingers, at the usual size and at twice the text. */
async function fitToRead(page: Page, name: string): Promise<void> {
  await sound(page)
  expect(await tooSmall(page)).toEqual([])
  const shots = process.env.EZHEN_SHOTS
  if (shots) await page.screenshot({ path: join(shots, `field-${name}.png`), fullPage: true })
  await page.evaluate("document.documentElement.style.fontSize = '250%'")
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  expect(await violations(page)).toEqual([])
  await page.evaluate("document.documentElement.style.fontSize = ''")
}

const next = (page: Page): Promise<void> => press(page, '下一步')
const fill = (page: Page, label: string | RegExp, text: string): Promise<void> =>
  page.getByLabel(label).first().fill(text)

/** From the first screen to the pages of a tile. */
async function begin(page: Page, plot: Plot, tile: string): Promise<void> {
  await page.getByRole('link', { name: '田间记录', exact: true }).click()
  await page.getByRole('link', { name: plot.site }).click()
  await page.getByRole('link', { name: tile, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: tile }).waitFor()
}

async function on(page: Page, day: string): Promise<void> {
  await press(page, '别的日子')
  await page.locator('input[type=date]').fill(day)
}

/** A picture of a green field, as a camera would hand it over: large, with a name written into it. */
async function photograph(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name: '农药袋.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#2f7d46' } })
      .withExif({ IFD0: { Artist: 'CANARY-ARTIST' } })
      .jpeg()
      .toBuffer(),
  })
  await page.getByAltText('照片 1').waitFor()
}

/** The app sends by itself too, and may be quicker. */
const sendNow = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: '现在发' })
    .click({ timeout: 2_000 })
    .catch(() => undefined)

const count = async (table: string): Promise<number> =>
  Number((await desk.owner.query(`select count(*) from ${table}`)).rows[0].count)

test('宁脆苹果: two days without a network, sent once though the answer was lost, seen by whoever scans', async () => {
  const { clerk } = await openPlot(desk, PLOT)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  await fitToRead(page, 'sign-in')
  await signInToField(page, PLOT)
  await fitToRead(page, 'plots')
  const context = page.context()
  await network(context, false)
  await page.reload()
  await page.getByText('没有网，照样能记').waitFor()

  await begin(page, PLOT, '打药')
  await fitToRead(page, 'when')
  await press(page, `昨天 ${formatDay(daysAgo(1))}`)
  await next(page)
  await next(page)
  await page.getByText('请填“名称（照标签填）”').waitFor()
  await fill(page, /名称/, '吡虫啉')
  await fill(page, /用量/, '联系 13812345678')
  await next(page)
  await page.getByText('不要写手机号').waitFor()
  await fitToRead(page, 'fault')
  await fill(page, /用量/, '２0 克/亩')
  await next(page)
  await fill(page, /安全间隔期/, '7')
  const from = formatDay(addDays(daysAgo(1), 7))
  await page.getByText(`可采收日：${from}`).waitFor()
  await fitToRead(page, 'interval')
  await next(page)
  await next(page)
  await photograph(page)
  await fill(page, /地点/, '西坡')
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: 110.748123, latitude: 36.465312, accuracy: 8 })
  await press(page, '用手机定位')
  await page.getByText('已定位（约 100 米）').waitFor()
  await fitToRead(page, 'proof')
  await next(page)
  await page.getByText('20 克/亩').waitFor()
  await fitToRead(page, 'check')
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()
  await fitToRead(page, 'saved')

  await begin(page, PLOT, '采收')
  await page.getByText(`可采收日：${from}`).waitFor()
  await next(page)
  await page.getByText('那天还不能采收').waitFor()
  await on(page, daysAgo(20))
  await next(page)
  await fill(page, /采收量/, '500')
  await press(page, '人工采摘')
  await next(page)
  await next(page)
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()

  await page.reload()
  await page
    .getByRole('link', { name: /我的记录/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: '我的记录' }).waitFor()
  await page.getByText('2 条还没发出').waitFor()
  expect(await page.getByText('待上传').count()).toBe(2)
  await fitToRead(page, 'waiting')
  const kept = await keptInBrowser(page)
  expect(kept).toContain('吡虫啉')
  for (const personal of ['李果农', 'li.guonong', '隆泰', '13812345678', 'CANARY-ARTIST', PASSWORD, '/api/'])
    expect(kept).not.toContain(personal)
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, '导出成文件')])
  expect(file.suggestedFilename()).toMatch(/^田间记录-.*\.json$/)

  let sent = 0
  await context.route('**/field-entries', async (route) => {
    const answer = await route.fetch()
    expect(answer.status()).toBe(200)
    return ++sent === 1 ? route.abort() : route.fulfill({ response: answer })
  })
  const lost = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/field-entries'))
  await network(context, true)
  await sendNow(page)
  await lost
  await sendNow(page)
  await page.getByText('都发出去了').waitFor()
  expect(sent).toBe(3)
  expect(await page.getByText('已收到').count()).toBe(2)
  await page.getByText(/做完 (19|20) 天后送到/).waitFor()
  await fitToRead(page, 'received')
  expect([
    await count('trace.field_entry'),
    await count('trace.step'),
    await count('trace.step_photo'),
  ]).toEqual([2, 2, 1])
  expect(await keptInBrowser(page)).not.toContain('JFIF')

  const where = await desk.owner.query(
    'select place, lon, lat, metres from trace.field_entry where place is not null',
  )
  expect(where.rows).toEqual([{ place: '西坡', lon: '110.748', lat: '36.465', metres: 100 }])

  await page.getByRole('link', { name: '田间记录', exact: true }).click()
  await page.getByRole('link', { name: /还剩 500 千克/ }).click()
  await page.getByRole('link', { name: '交接', exact: true }).click()
  await next(page)
  await fill(page, /起运地/, '太古塬')
  await fill(page, /目的地/, '县冷库')
  for (const _ of [1, 2, 3]) await next(page)
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已收到' }).waitFor()
  expect(await count('trace.field_entry')).toBe(3)

  const { rows } = await desk.owner.query(
    'select i.gtin, l.code, l.season from trace.lot l join trace.trade_item i on i.etown = l.etown and i.id = l.item',
  )
  const scan = await desk.open(`/01/${rows[0].gtin}/10/${rows[0].code}`, { width: 360, cookie: '' })
  for (const text of ['吡虫啉', /(19|20) 天后补录/, '手机上记于', '李*', '县冷库'])
    await scan.getByText(text).first().waitFor()
  await scan.context().close()
  const season = await desk.open(`/e/daning/trace-seasons/${rows[0].season}`, { cookie: clerk })
  await season.getByText(/手机上记于 .*（手机时钟），地点：西坡/).waitFor()
  await season.context().close()
  await context.close()
})

test('蜂蜜: what the office knew and the phone did not is refused, said plainly, and put right', async () => {
  const { clerk, season } = await openPlot(desk, APIARY)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  await signInToField(page, APIARY)
  const context = page.context()
  await network(context, false)
  await askAs(
    desk,
    clerk,
    'qinshui',
  )(recordStep, {
    kind: 'input',
    season,
    occurredAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
    facts: { inputKind: 'medicine', name: '氟胺氰菊酯条', dose: '每箱 2 条', intervalDays: '30' },
  })
  await begin(page, APIARY, '取蜜')
  await next(page)
  await fill(page, /采收量/, '80.5')
  await next(page)
  await next(page)
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByText('还有 1 条没发出').first().waitFor()
  await fitToRead(page, 'me')
  await network(context, true)
  await page
    .getByRole('link', { name: /我的记录/ })
    .first()
    .click()
  await page.getByText('氟胺氰菊酯条').waitFor({ timeout: 60_000 })
  await page.getByText('服务器没有收').waitFor()
  await fitToRead(page, 'refused')
  await press(page, '改后重记')
  await on(page, daysAgo(40))
  await next(page)
  expect(await page.getByLabel(/采收量/).inputValue()).toBe('80.5')
  await press(page, '摇蜜机')
  await next(page)
  await next(page)
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已收到' }).waitFor({ timeout: 60_000 })
  await page.getByText(/批次号 \d{8}-01/).waitFor()
  await page
    .getByRole('link', { name: /我的记录/ })
    .first()
    .click()
  await page.getByText('已作废').waitFor()

  await page.getByRole('link', { name: '我的', exact: true }).click()
  await press(page, '退出登录')
  await page.getByRole('heading', { name: '登录' }).waitFor()
  expect(await keptInBrowser(page)).not.toContain('80.5')
  await context.close()
})

test('a phone that never finds a network hands its file to the operator, and nothing is there twice', async () => {
  const plot: Plot = {
    ...APIARY,
    party: '沁水县中村养蜂专业户',
    site: '中村 1 号蜂场',
    season: '2026 年荆条蜜',
    signIn: 'wang.yangfeng',
    farmer: '王养蜂',
  }
  await openPlot(desk, plot)
  const page = await desk.open('/field/', { width: 360, cookie: '' })
  await signInToField(page, plot)
  await network(page.context(), false)
  await begin(page, plot, '查蜂')
  await next(page)
  await press(page, '检查蜂群')
  await next(page)
  await photograph(page)
  await next(page)
  await press(page, '存下来')
  await page.getByRole('heading', { name: '已存在手机上' }).waitFor()
  await page
    .getByRole('link', { name: /我的记录/ })
    .first()
    .click()
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, '导出成文件')])
  const carried = join(desk.dir, 'carried.json')
  await file.saveAs(carried)

  const operator = await desk.open('/field/#/records', {
    width: 360,
    cookie: await desk.as({ etown: 2, roles: ['operator'], name: '钱运营' }),
  })
  await operator.locator('input[type=file]').setInputFiles(carried)
  await operator.getByText('收进 1 条').waitFor()
  await operator.getByText('已收到').waitFor()
  await operator.getByText('都发出去了').waitFor()
  const rows = async () =>
    (
      await desk.owner.query(
        `select a.name, (select count(*)::int from trace.step_photo p where p.etown = 2 and p.step = e.step) as photos
         from trace.field_entry e join trace.step s on s.etown = e.etown and s.id = e.step
         join identity.account a on a.id = e.entered_by::bigint where s.etown = 2 and s.kind = 'tending'`,
      )
    ).rows
  expect(await rows()).toEqual([{ name: '钱运营', photos: 1 }])

  await network(page.context(), true)
  await sendNow(page)
  await page.getByText('都发出去了').waitFor()
  await page.getByText('已收到').waitFor()
  expect(await rows()).toEqual([{ name: '钱运营', photos: 1 }])
  await operator.context().close()
  await page.context().close()
})
