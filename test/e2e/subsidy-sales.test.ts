import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { press, pressTo, settled, sound, soundAtBothWidths, tellIfItFails } from '#test/clerk'
import { aParty } from '#test/shops'
import { type SubsidyTown, subsidyTown } from '#test/subsidy-town'
import { buildDesk, DESK } from '../../src/server/build-web.ts'
import { serveDesk } from '../../src/server/desk.ts'

/** Sales awards: the office sorts what was sold, a shop on a phone and a firm at a desk apply, many are handled at once. */
const TOWN = '/e/140521-longgang'
let town: SubsidyTown
let browser: Browser
let address: string
let cookies: Readonly<Record<'office' | 'treasury' | 'leader' | 'shop' | 'firm', string>>

/** A year of one order a month. */
const sales = (first: number, fen: bigint) =>
  Array.from({ length: 12 }, (_, i) => ({
    no: first + i,
    day: `2025-${String(i + 1).padStart(2, '0')}-15`,
    fen,
  }))

beforeAll(async () => {
  town = await subsidyTown()
  await town.confirm('pool-exhausted', 'increment-reading')
  const [shop, firm] = [await aParty(town.owner, 1, '沁河蜜坊'), await aParty(town.owner, 1, '历山电商')]
  await town.sell(String(shop), sales(1, 10_000_000n))
  await town.sell(String(firm), sales(100, 5_000_000n))
  const cookie = async (role: string, more = {}) =>
    (await actAs(town.server, { etown: 1, roles: [role], ...more })).headers.cookie ?? ''
  cookies = {
    office: await cookie('office', { name: '王办事' }),
    treasury: await cookie('finance', { name: '赵财政' }),
    leader: await cookie('leader', { name: '钱组长' }),
    shop: await cookie('merchant', { party: shop, name: '李养蜂' }),
    firm: await cookie('merchant', { party: firm, name: '周经理' }),
  }
  await buildDesk()
  await serveDesk(town.server.app, DESK)
  address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
  await town.open('sales-award-farm', 10_000_000n, '2025年度网销')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await town[Symbol.asyncDispose]()
})

async function open(path: string, who: keyof typeof cookies, width = 1366): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
    baseURL: address,
  })
  const [name = '', value = ''] = cookies[who].split('=')
  await context.addCookies([{ name, value, url: address }])
  const page = tellIfItFails(await context.newPage())
  await page.goto(path)
  await settled(page)
  return page
}

async function guideOf(page: Page): Promise<void> {
  await page.goto(`${TOWN}/subsidies`)
  await page.getByRole('link', { name: /线上销售特色农产品奖补/ }).click()
  await page.getByRole('heading', { level: 1, name: '线上销售特色农产品奖补' }).waitFor()
  await settled(page)
}

test('what was sold is sorted once, applied for by phone and at a desk, refused with a reason and appealed', async () => {
  const goods = await open(`${TOWN}/subsidy-goods?unsorted=yes`, 'office')
  await goods.getByText('荆条蜂蜜').waitFor()
  await soundAtBothWidths(goods, 'subsidy-goods')
  await goods.getByLabel('类别').selectOption({ label: '特色农产品' })
  await press(goods, '把找到的全部1种归为这一类')
  await goods.getByText('没有要归类的商品').waitFor()

  const phone = await open(`${TOWN}/subsidies`, 'shop', 360)
  await guideOf(phone)
  await phone.getByLabel('项目名称').fill('2025年网络销售')
  await pressTo(phone, '开始申报', '2025年网络销售')
  await phone.getByText('系统从明细数出 ¥1,200,000.00').waitFor()
  await sound(phone)
  await press(phone, '提交')
  await phone.getByText(/已提交，受理编号 BT\d{4}-\d{6}/).waitFor()
  await phone.getByText('10分钟内可以撤回', { exact: false }).first().waitFor()
  await sound(phone)
  await guideOf(phone)
  await phone.getByLabel('项目名称').fill('2025年网店销售')
  await press(phone, '开始申报')
  await phone
    .getByText(/和您申报过的“2025年网络销售”/)
    .first()
    .waitFor()
  await sound(phone)
  await phone.getByLabel('是另一个项目，不是同一个').check()
  await pressTo(phone, '开始申报', '2025年网店销售')
  await press(phone, '提交')
  await phone.getByText(/已提交，受理编号/).waitFor()

  const firm = await open(`${TOWN}/subsidies`, 'firm')
  await guideOf(firm)
  await firm.getByLabel('项目名称').fill('历山网销')
  await pressTo(firm, '开始申报', '历山网销')
  await firm
    .getByText(/不符合“当年网络销售额在100万元以上/)
    .first()
    .waitFor()
  await soundAtBothWidths(firm, 'subsidy-not-eligible')
  await press(firm, '提交')
  await firm
    .getByText(/写明理由仍可提交/)
    .first()
    .waitFor()
  await firm.getByLabel(/仍要提交的理由/).fill('京东店的订单还没有导入，已申请补传')
  await press(firm, '提交')
  await firm.getByText(/已提交，受理编号/).waitFor()
  const at = new URL(firm.url()).pathname

  const desk = await open(at, 'office')
  await desk.getByText('不予支持', { exact: true }).click()
  await desk.locator('#act_reason').fill('补传以后再申报，现有订单不到起补线')
  await press(desk, '不予支持')
  await desk.getByText('不予支持，可申诉').first().waitFor()
  await firm.reload()
  await settled(firm)
  await firm.locator('#appeal_reason').fill('补传已经完成，请重新核算')
  await soundAtBothWidths(firm, 'subsidy-appeal')
  await press(firm, '申诉')
  await firm.getByText('申诉复查').first().waitFor()
  const leader = await open(at, 'leader')
  await leader.locator('#act_reason').fill('同意重新核算')
  await press(leader, '申诉成立，重新初审')
  await leader.getByText('已提交，待初审').first().waitFor()
  expect(await leader.getByText('¥0.00').count()).toBe(0)

  const flagged = await open(new URL(phone.url()).pathname, 'office')
  await flagged.getByText('请核实').first().waitFor()
  await soundAtBothWidths(flagged, 'subsidy-flags')
  const queue = await open(`${TOWN}/subsidy-applications`, 'office')
  await queue.getByRole('checkbox', { name: /BT2026-000001/ }).check()
  await queue.getByRole('checkbox', { name: /BT2026-000002/ }).check()
  await queue.locator('#batch_reason').fill('订单核对无误')
  await soundAtBothWidths(queue, 'subsidy-queue')
  await press(queue, '成批初审同意（2份，¥20,000.00）')
  await queue.getByRole('checkbox', { name: /BT2026-000001/ }).waitFor({ state: 'detached' })

  // Both rest on the same orders: the batch is refused as a whole and says why, one of them alone passes.
  const treasury = await open(`${TOWN}/subsidy-applications`, 'treasury')
  const ticks = [/BT2026-000001/, /BT2026-000002/].map((name) => treasury.getByRole('checkbox', { name }))
  for (const tick of ticks) await tick.check()
  await treasury.locator('#batch_reason').fill('逐笔核对')
  await press(treasury, '成批复核通过（2份，¥20,000.00）')
  await treasury
    .getByText(/计入的订单中有12行已经由申报/)
    .first()
    .waitFor()
  await ticks[1]?.uncheck()
  await press(treasury, '成批复核通过（1份，¥10,000.00）')
  await ticks[0]?.waitFor({ state: 'detached' })
  expect(await ticks[1]?.count()).toBe(1)
})
