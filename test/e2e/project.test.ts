import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, soundAtBothWidths } from '#test/clerk'

/** One project from 立项 to the payment of an accepted milestone, through five hands, and its open data. */
const SLUG = '140521-longgang'
const PLAN = new URL('../../plans/140521-longgang-2023.yaml', import.meta.url)
const WAN = 1_000_000n
/** The manual's pictures: into docs/images with GUIDE=1, otherwise into test/artifacts. */
const PICTURES = resolve(
  import.meta.dirname,
  '../..',
  process.env.GUIDE === '1' ? 'docs/images' : 'test/artifacts',
)

let desk: Desk
let paper: string
let at = ''
const cookies = { office: '', leader: '', finance: '', operator: '', agriculture: '' }
beforeAll(async () => {
  desk = await openDesk()
  await desk.owner.query(
    `insert into platform.etown (id, slug, name, county_code) values (2, '${SLUG}', '龙港镇乡村e镇', '140521')`,
  )
  for (const role of ['office', 'leader', 'finance', 'operator', 'agriculture'] as const)
    cookies[role] = await desk.as({ etown: 2, roles: [role] })
  const bytes = readFileSync(PLAN)
  await send('office', '/plan/drafts', 'application/octet-stream', bytes)
  const file = createHash('sha256').update(bytes).digest('hex')
  await send('office', '/plan/versions', 'application/json', JSON.stringify({ file }))
  paper = join(desk.dir, '文件.pdf')
  const pdf = Buffer.from('%PDF-1.4\n')
  writeFileSync(paper, pdf)
  await send('finance', '/fund/evidence', 'application/octet-stream', pdf)
  const evidence = createHash('sha256').update(pdf).digest('hex')
  const amount = String(300n * WAN)
  await send(
    'finance',
    '/fund/tranches',
    'application/json',
    JSON.stringify({ source: 'county', document: '县一号', amount, arrivedOn: '2026-01-05', evidence }),
  )
  await send(
    'office',
    '/fund/allocations',
    'application/json',
    JSON.stringify({ source: 'county', category: 'whole', amount }),
  )
})
afterAll(() => desk[Symbol.asyncDispose]())

async function send(who: keyof typeof cookies, path: string, type: string, body: BodyInit): Promise<void> {
  const headers = {
    cookie: cookies[who],
    'content-type': type,
    'x-file-name': path.startsWith('/plan') ? 'plan.yaml' : 'file.pdf',
    'idempotency-key': crypto.randomUUID(),
  }
  const sent = await fetch(`${desk.address}/api/etowns/${SLUG}${path}`, { method: 'POST', headers, body })
  expect([path, sent.status]).toEqual([path, 200])
}

/** The project's page as somebody sees it, until `done` is over. */
async function as(who: keyof typeof cookies, done: (page: Page) => Promise<void>): Promise<void> {
  const page = await desk.open(`/e/${SLUG}${at}`, { cookie: cookies[who] })
  await done(page)
  await page.context().close()
}

/** Fills a step's form: text by label, then its file, then its button. */
async function fill(
  page: Page,
  form: string,
  values: Readonly<Record<string, string>>,
  button: string,
): Promise<void> {
  const area = page.locator(`form#${form}`)
  const folded = page.locator('details:not([open]) summary').filter({ hasText: button })
  if ((await folded.count()) > 0) await folded.first().click()
  for (const [label, value] of Object.entries(values)) {
    const box = area.getByLabel(label, { exact: true })
    if ((await box.getAttribute('class')) === 'choice') await box.selectOption({ label: value })
    else await box.fill(value)
  }
  const files = area.locator('input[type=file]')
  if ((await files.count()) > 0) await files.setInputFiles(paper)
  await area.getByRole('button', { name: button, exact: true }).click()
}
const state = (page: Page, name: string) =>
  page.locator('.page-head .state').getByText(name, { exact: true }).waitFor()

test('a department starts it, its scheme is approved by another, its money is reserved', async () => {
  const office = await desk.open(`/e/${SLUG}/projects`, { cookie: cookies.office })
  await office.getByText('还没有项目').waitFor()
  await soundAtBothWidths(office, 'projects-empty')
  await pressTo(office, '立项')
  await fill(
    office,
    'start',
    { 项目名称: '蜂蜜标准化生产线', 建设内容与用途: '灌装设备一条线', 日期: '2026-02-02' },
    '立项',
  )
  await office.getByRole('heading', { level: 1, name: '蜂蜜标准化生产线' }).waitFor()
  await settled(office)
  at = new URL(office.url()).pathname.replace(`/e/${SLUG}`, '')
  await fill(
    office,
    'plan',
    {
      '从“县级财政资金配套”（元，不用可不填）': '3,000,000',
      采购内容: '灌装设备一套，含安装培训',
      资格要求: '具有独立承担民事责任的能力',
      评审办法: '综合评分法',
      '履行期限（天）': '180',
      报送日期: '2026-02-10',
    },
    '报采购方案',
  )
  await state(office, '方案')
  await office.getByText('现在轮到领导小组办理').waitFor()
  await office.context().close()
  await as('leader', async (page) => {
    await soundAtBothWidths(page, 'project-approve')
    await fill(page, 'approve', { 核准日期: '2026-02-20' }, '核准方案')
    await state(page, '核准')
  })
})

test('announced, bids opened at once, awarded', async () => {
  await as('office', async (page) => {
    await fill(
      page,
      'announce',
      {
        采购编号: '沁采2026-001',
        公告日期: '2026-03-02',
        公布在哪里: '中国政府采购网',
        '投标截止与开标时刻（如 2026-03-24 09:00）': '2026-03-24 09:00',
      },
      '发采购公告',
    )
    await state(page, '公告')
    for (const [bidder, code] of [
      ['甲电商服务有限公司', '91140521MA0K1EXT1M'],
      ['乙网络科技有限公司', '91140521MA0K2EXT2G'],
    ] as const) {
      await fill(
        page,
        'bid',
        { 投标单位: bidder, 统一社会信用代码: code, '收到时刻（如 2026-03-24 09:00）': '2026-03-23 16:00' },
        '登记收到的投标',
      )
      await page.getByRole('rowheader', { name: bidder }).waitFor()
      await settled(page)
    }
    await soundAtBothWidths(page, 'project-bids')
    await fill(
      page,
      'open',
      {
        '开标时刻（如 2026-03-24 09:00）': '2026-03-24 09:00',
        见证人: '公证员甲、监督员乙',
        '甲电商服务有限公司 报价（元）': '2,800,000',
        '乙网络科技有限公司 报价（元）': '2,950,000',
      },
      '开标',
    )
    await state(page, '开标')
    await fill(
      page,
      'award',
      {
        定标日期: '2026-03-25',
        定标理由: '综合得分第一',
        结果公示: '已在别处公示',
        '在哪里公示（本系统公示的不填）': '中国政府采购网',
        '公布日（本系统公示的不填）': '2026-03-26',
        '期满日（本系统公示的不填）': '2026-04-02',
      },
      '定标并公示结果',
    )
    await state(page, '中标')
    await soundAtBothWidths(page, 'project-awarded')
  })
})

test('the contract is drafted by one and approved by another; each milestone is delivered and accepted', async () => {
  await as('office', async (page) => {
    await press(page, '加一个里程碑')
    const milestone = (n: number, yuan: string) => ({
      [`里程碑 ${n} 名称`]: `第${n}期设备`,
      [`里程碑 ${n} 成果`]: '到货安装调试',
      [`里程碑 ${n} 金额（元）`]: yuan,
      [`里程碑 ${n} 到期日`]: '2026-12-18',
    })
    const terms = { 合同编号: '沁合2026-001', 签订日期: '2026-04-10', ...milestone(1, '1800000') }
    await fill(page, 'draft', { ...terms, ...milestone(2, '1000000') }, '起草合同')
    await page.locator('.note-bad').getByText('应当相等').waitFor()
    await fill(page, 'draft', { '从“县级财政资金配套”（元，不用可不填）': '2800000' }, '起草合同')
    await page.getByText('现在轮到领导小组办理').waitFor()
  })
  await as('leader', async (page) => {
    await fill(page, 'judge', {}, '审定合同')
    await state(page, '合同')
  })
  await as('operator', async (page) => {
    await fill(page, 'deliver', { 交付日期: '2026-11-16', 交付说明: '第一期设备到货' }, '交付里程碑')
    await state(page, '里程碑')
  })
  await as('agriculture', async (page) => {
    await soundAtBothWidths(page, 'project-inspect')
    await fill(page, 'inspect', { 验收日期: '2026-11-18', 验收意见: '符合合同' }, '验收里程碑')
    await page.getByText('已验收').first().waitFor()
  })
})

test('the treasury pays what was accepted and no more; the open data names the milestone', async () => {
  await as('finance', async (page) => {
    const paying = { 凭证号: '2026-0001', 支付日期: '2026-11-20' }
    await fill(page, 'pay', { ...paying, '金额（元）': '1800000.01' }, '按里程碑付款')
    await page.locator('.note-bad').getByText('就超过了').waitFor()
    await fill(page, 'pay', { '金额（元）': '1800000' }, '按里程碑付款')
    await page.getByRole('rowheader', { name: '2026-0001' }).waitFor()
    await page.getByText('还有').first().waitFor()
    await soundAtBothWidths(page, 'project-paid')
    mkdirSync(PICTURES, { recursive: true })
    await page.evaluate('scrollTo(0, 0)')
    await page.screenshot({ path: join(PICTURES, 'project.png') })
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: '公开采购数据（OCDS）' }).click()
    const text = readFileSync(await (await download).path(), 'utf8')
    const [release] = JSON.parse(text).releases
    expect(release.contracts[0].implementation.transactions).toMatchObject([
      { id: '2026-0001', value: { amount: 1_800_000 }, relatedImplementationMilestone: { id: '1' } },
    ])
    await page.goto(`/e/${SLUG}/projects`)
    await page.getByRole('link', { name: '蜂蜜标准化生产线' }).waitFor()
    await soundAtBothWidths(page, 'projects')
    await page.goto(`/e/${SLUG}/statutory-clocks`)
    await page.getByText('未核实').first().waitFor()
    await soundAtBothWidths(page, 'statutory-clocks')
  })
})

test('the budget is tried before it is changed, and money goes back from a category by two people', async () => {
  const office = await desk.open(`/e/${SLUG}/fund/what-if`, { cookie: cookies.office })
  await office.getByLabel('县级财政资金配套 · 不分类别 增减（元）').fill('-200000')
  await press(office, '看看会怎样')
  await office.getByText('这样办没有违反占比，也不缺钱。').waitFor()
  await office.getByLabel('省级专项资金 · 主导产业发展 增减（元）').fill('100')
  await press(office, '看看会怎样')
  await office.getByText('这一步没有算进去').waitFor()
  await soundAtBothWidths(office, 'fund-what-if')
  await office.goto(`/e/${SLUG}/fund`)
  await settled(office)
  await office.locator('summary').filter({ hasText: '提出收回' }).click()
  const form = office.locator('form#withdraw')
  await form.getByLabel('类别').selectOption({ label: '县级财政资金配套 · 不分类别' })
  await form.getByLabel('金额（元）').fill('200000')
  await form.getByLabel('理由').fill('项目结余，见会议纪要')
  await form.locator('input[type=file]').setInputFiles(paper)
  await press(office, '提出收回')
  await office.getByText('待批准').waitFor()
  await office.context().close()
  const leader = await desk.open(`/e/${SLUG}/fund`, { cookie: cookies.leader })
  await press(leader, '批准收回')
  await leader.getByText('已批准').waitFor()
  await soundAtBothWidths(leader, 'fund-withdrawn')
  await leader.context().close()
})
