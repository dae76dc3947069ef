import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { press, pressTo, settled, sound, soundAtBothWidths, tellIfItFails } from '#test/clerk'
import { aParty } from '#test/shops'
import { PDF, type SubsidyTown, subsidyTown } from '#test/subsidy-town'
import { buildDesk, DESK } from '../../src/server/build-web.ts'
import { serveDesk } from '../../src/server/desk.ts'

/** A beekeeper on a phone applies, one thing a page; the office, the treasury and the notice follow at their desks. */
const TOWN = '/e/140521-longgang'
const dir = mkdtempSync(join(tmpdir(), 'ezhen-e2e-'))
let town: SubsidyTown
let browser: Browser
let address: string
let cookies: Readonly<Record<'office' | 'beekeeper' | 'treasury' | 'leader' | 'payer', string>>

beforeAll(async () => {
  town = await subsidyTown()
  await town.confirm('pool-exhausted')
  const party = await aParty(town.owner, 1, '沁河蜂业')
  const cookie = async (role: string, more = {}) =>
    (await actAs(town.server, { etown: 1, roles: [role], ...more })).headers.cookie ?? ''
  cookies = {
    office: await cookie('office', { name: '王办事' }),
    beekeeper: await cookie('merchant', { party, name: '李养蜂' }),
    treasury: await cookie('finance', { name: '赵财政' }),
    leader: await cookie('leader', { name: '钱组长' }),
    payer: await cookie('finance', { name: '孙国库' }),
  }
  await buildDesk()
  await serveDesk(town.server.app, DESK)
  address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
  await town.fill()
  await town.register('冷链加工车间', 'announced')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await town[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

async function open(path: string, who: keyof typeof cookies = 'office', width = 1366): Promise<Page> {
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

const hrefOf = async (page: Page, name: string): Promise<string> =>
  (await page.getByRole('link', { name }).first().getAttribute('href')) ?? ''

test('an award is opened, applied for on a phone, reviewed, published, objected, decided, paid and recovered', async () => {
  const office = await open(`${TOWN}/subsidies`)
  await office.getByText('开放申报', { exact: true }).first().click()
  await office.getByLabel('奖补办法').selectOption({ label: '新建产业项目配套奖补' })
  await office.getByLabel('批次名称').fill('2025年度项目')
  await office.getByLabel('依据日').fill('2025-12-31')
  await office.getByLabel('开始日期').fill('2026-01-01')
  await office.getByLabel('截止日期（不含当日）').fill('2099-01-01')
  await office.getByLabel('资金池（元）').fill('4000000')
  await office.getByLabel('列支方向').selectOption({ label: '主导产业发展' })
  await pressTo(office, '开放申报', '新建产业项目配套奖补')
  await soundAtBothWidths(office, 'subsidy-guide')

  const phone = await open(`${TOWN}/subsidies`, 'beekeeper', 360)
  await phone.getByRole('link', { name: /新建产业项目配套奖补/ }).click()
  await settled(phone)
  await phone.getByRole('radiogroup', { name: '通过评估验收' }).getByText('否').click()
  await press(phone, '算一算')
  await phone.getByText(/不符合“经项目评估验收”/).waitFor()
  const register = phone.getByLabel('项目台账里的项目')
  await register.selectOption({ label: '冷链加工车间' })
  await phone.getByLabel('项目名称').waitFor({ state: 'detached' })
  await register.selectOption({ label: '台账里没有，是自己的项目' })
  await phone.getByLabel('项目名称').fill('蜂蜜灌装线')
  await pressTo(phone, '开始申报', '蜂蜜灌装线')
  await sound(phone)

  const document = join(dir, '验收报告.pdf')
  await writeFile(document, PDF)
  await phone.getByRole('link', { name: '当年建设当年见效' }).click()
  await phone.getByRole('heading', { level: 1, name: '当年建设当年见效' }).waitFor()
  for (const answer of ['是', '是', '1000000']) {
    await settled(phone)
    if (answer === '是') await phone.getByText('是', { exact: true }).click()
    else await phone.getByRole('textbox').fill(answer)
    await phone.getByText('已自动保存').waitFor()
    await phone.locator('input[type=file]').setInputFiles(document)
    await phone.getByRole('link', { name: '验收报告.pdf' }).waitFor()
    await sound(phone)
    const before = await phone.getByRole('heading', { level: 1 }).textContent()
    await phone.getByRole('button', { name: /下一项|回到清单/ }).click()
    await phone
      .getByRole('heading', { level: 1, name: before ?? '', exact: true })
      .waitFor({ state: 'detached' })
  }
  await phone.getByRole('heading', { level: 1, name: '蜂蜜灌装线' }).waitFor()
  await phone.getByText('¥300,000.00').first().waitFor()
  await press(phone, '提交')
  await phone.getByText(/已提交，受理编号 BT\d{4}-\d{6}/).waitFor()
  await sound(phone)
  const at = new URL(phone.url()).pathname

  const review = await open(at)
  await review.locator('#act_reason').fill('材料齐全，核对无误')
  await press(review, '初审同意')
  await review.getByText('初审同意，待财政复核').first().waitFor()
  await soundAtBothWidths(review, 'subsidy-application')

  const sheet = await open(await hrefOf(review, '打印核算单'))
  const printed = await sheet.pdf({ format: 'A4', preferCSSPageSize: true })
  expect(printed.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  await sheet.getByText('申报主体：沁***').waitFor()

  const check = await open(at, 'treasury')
  await check.locator('#act_reason').fill('票据和付款凭证核对无误')
  await press(check, '财政复核通过')
  await check.getByText('财政复核通过，待公示').first().waitFor()

  const notices = await open(`${TOWN}/subsidy-notices`)
  await notices.getByText('公示拟补助名单', { exact: true }).first().click()
  await notices.getByLabel('批次').selectOption({ index: 1 })
  await notices.getByLabel('公示标题').fill('2025年度新建产业项目配套奖补拟补助名单公示')
  await notices.getByLabel('受理异议的单位、电话、地址').fill('领导小组办公室 0356-7020000')
  await notices.locator('input[type=file]').setInputFiles(document)
  await press(notices, '公示拟补助名单')
  await notices.getByRole('link', { name: '2025年度新建产业项目配套奖补拟补助名单公示' }).waitFor()
  await soundAtBothWidths(notices, 'subsidy-notices')
  const list1 = await open(await hrefOf(notices, '公开页'))
  await list1.getByText('蜂蜜灌装线').waitFor()
  // The beekeeper is a person: only the surname stands on the list.
  expect(await list1.getByText('沁***').count()).toBe(1)

  await office.goto(at)
  await settled(office)
  await office.getByText('登记异议', { exact: true }).click()
  await office.getByLabel('收到异议的日期').fill('2026-11-22')
  await office.getByLabel('提出人和联系方式（加密保存）').fill('张三 电话来访')
  await office.getByLabel('异议内容').fill('设备是旧的，请核实发票')
  await soundAtBothWidths(office, 'subsidy-objection')
  await press(office, '登记异议')
  await office.getByText('异议复查').first().waitFor()
  const leader = await open(at, 'leader')
  await leader.locator('#act_reason').fill('已到现场核实，设备为新购，发票齐全')
  await press(leader, '异议不成立')
  await leader.getByText('公示中').first().waitFor()

  await town.at('2026-11-30T02:00:00Z')
  await notices.reload()
  await settled(notices)
  await press(notices, '公示期满，转审定')
  await notices.getByText('1份转审定').waitFor()
  await leader.reload()
  await settled(leader)
  await leader.locator('#act_reason').fill('领导小组会议审定')
  await soundAtBothWidths(leader, 'subsidy-decision')
  await press(leader, '审定同意')
  await leader.getByText('已审定，待拨付').first().waitFor()

  const payer = await open(at, 'payer')
  await press(payer, '下达拨付指令')
  await payer.getByText('已下拨付指令').first().waitFor()
  await payer.getByLabel('付款日期').fill('2026-11-30')
  await payer.getByLabel('付款凭证号').fill('农商行20261130-1')
  await payer.locator('input[type=file]').setInputFiles(document)
  await soundAtBothWidths(payer, 'subsidy-payment')
  await press(payer, '登记到账')
  await payer.getByText('已到账').first().waitFor()
  await payer.getByText('追回', { exact: true }).click()
  await payer.getByLabel('金额（元）').fill('100000')
  await payer.getByLabel('理由').fill('审计发现一张发票重复')
  await payer.locator('input[type=file]').setInputFiles(document)
  await soundAtBothWidths(payer, 'subsidy-recovery')
  await press(payer, '追回')
  await payer.getByText('追回一部分').first().waitFor()
  await payer.getByText('¥200,000.00').first().waitFor()
  await town.at('2026-11-22T02:00:00Z')

  const list = await open(`${TOWN}/subsidy-applications`)
  await soundAtBothWidths(list, 'subsidy-applications')
  await list.goto(`${TOWN}/subsidies`)
  await list.getByRole('link', { name: /新建产业项目配套奖补/ }).click()
  await list.getByRole('link', { name: '试改参数' }).click()
  await list.getByRole('heading', { level: 1, name: /试改参数/ }).waitFor()
  await list.getByLabel(/配套比例/).fill('20')
  await press(list, '试算')
  await list.getByText('¥200,000.00').first().waitFor()
  await soundAtBothWidths(list, 'subsidy-what-if')
})
