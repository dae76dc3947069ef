import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, sound } from '#test/clerk'

/** From an empty database to a person at work: three administrators, each with a phone of their own, and one clerk. */
const PASSWORD = 'Hm7!kd92-pQ'
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

/** A browser of one's own, as on another computer. */
const open = (path: string, width = 1366): Promise<Page> => desk.open(path, { width, cookie: '' })

async function activate(code: string): Promise<Page> {
  const page = await open(`/activate#${code}`)
  await page.getByLabel('新密码').fill('12345678')
  await press(page, '设置密码')
  await page.getByText('密码太短').first().waitFor()
  await page.getByLabel('新密码').fill(PASSWORD)
  await press(page, '设置密码')
  await page.getByRole('link', { name: '去登录' }).click()
  return page
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('登录名').fill(name)
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await press(page, '登录')
  await page.locator('.account-name').waitFor()
}

async function bindPhone(page: Page): Promise<void> {
  await page.goto('/account')
  await settled(page)
  await page.getByLabel('当前密码').first().fill(PASSWORD)
  await press(page, '绑定动态口令')
  await page.getByAltText('动态口令二维码').waitFor()
  const secret = Secret.fromBase32((await page.locator('main code').textContent()) ?? '')
  await page.getByLabel('动态口令', { exact: true }).fill(new TOTP({ secret }).generate())
  await press(page, '确认绑定')
  await page.getByText('已绑定动态口令').waitFor()
}

const codesOn = async (page: Page): Promise<string[]> => page.locator('.note code').allInnerTexts()

test('three people set up, one makes an account, one grants, one audits, and a clerk works', async () => {
  const start = await open('/')
  await start.waitForURL('**/set-up')
  const page = await open((desk.said.at(-1) ?? '').trim().replace(desk.address, ''), 360)
  await sound(page)
  for (const [id, name, signInName] of [
    ['system', '王一', 'wang.yi'],
    ['security', '李二', 'li.er'],
    ['audit', '赵三', 'zhao.san'],
  ]) {
    await page.locator(`#set-up_${id}_name`).fill(name ?? '')
    await page.locator(`#set-up_${id}_signIn`).fill(signInName ?? '')
  }
  await press(page, '建立三个管理账号')
  await page.getByRole('heading', { name: '三个账号已经建立' }).waitFor()
  await sound(page)
  const codes = await codesOn(page)
  expect(codes).toHaveLength(3)

  const [system, security, audit] = await Promise.all(codes.map(activate))
  if (system === undefined || security === undefined || audit === undefined) throw new Error('not three')
  await signIn(system, 'wang.yi')
  expect(await system.getByRole('link', { name: '账号', exact: true }).count()).toBe(0)
  await bindPhone(system)
  await sound(system)
  await system.getByRole('link', { name: '账号', exact: true }).click()
  await sound(system)
  await system.getByRole('link', { name: '开立账号' }).click()
  await settled(system)
  await system.getByLabel('姓名').fill('钱四')
  await system.getByLabel('登录名').fill('qian.si')
  await press(system, '开立账号')
  await system.getByText('账号已建立').waitFor()
  const [code = ''] = await codesOn(system)
  const clerk = await activate(code)
  await signIn(clerk, 'qian.si')
  await clerk.getByText('您的账号还没有加入任何e镇').waitFor()

  await signIn(security, 'li.er')
  await bindPhone(security)
  await security.goto('/e/daning/members')
  await settled(security)
  await security.getByLabel('人员', { exact: true }).selectOption({ label: '钱四（qian.si）' })
  await security.getByLabel('财政部门').check()
  await security.getByLabel('运营公司', { exact: true }).check()
  await press(security, '授予岗位')
  await security.getByText('不能由一人兼任').first().waitFor()
  await security.getByLabel('运营公司', { exact: true }).uncheck()
  await press(security, '授予岗位')
  await security.getByText('已授予').waitFor()
  await sound(security)

  await security.goto('/e/daning/machine-keys')
  await settled(security)
  await security.getByText('还没有发放过密钥').waitFor()
  await sound(security)
  await security.getByLabel('设备或系统名称').fill('检测站 1 号速测仪')
  await security.getByLabel('止日').fill('2027-11-22')
  await press(security, '发放密钥')
  await security.getByText(/^ezk_1_/).waitFor()
  await security.setViewportSize({ width: 360, height: 800 })
  await sound(security)
  if (process.env.EZHEN_SHOTS)
    await security.screenshot({ path: `${process.env.EZHEN_SHOTS}/machine-keys.png`, fullPage: true })
  await press(security, '办理 检测站 1 号速测仪')
  await press(security, '吊销，下一次请求即失效')
  await security.getByText('已吊销').waitFor()

  await clerk.reload()
  await clerk.getByRole('heading', { name: '大宁县乡村e镇' }).waitFor()
  await clerk.getByText('财政部门').first().waitFor()

  await system.goto('/admin/accounts')
  await settled(system)
  await press(system, '办理 钱四')
  await press(system, '停用，并结束全部登录')
  await system.getByText('已停用').waitFor()
  await clerk.reload()
  await clerk.waitForURL('**/sign-in**')

  await signIn(audit, 'zhao.san')
  await bindPhone(audit)
  await audit.goto('/admin/audit')
  await settled(audit)
  await press(audit, '核验整条链')
  await audit.getByText('链是完整的').waitFor()
  await audit.getByText('identity.make-account').first().waitFor()
  await sound(audit)
})

test('five wrong passwords are told what happens next', async () => {
  const page = await open('/sign-in', 360)
  await sound(page)
  await page.getByLabel('登录名').fill('qian.si')
  await page.getByLabel('密码', { exact: true }).fill('wrong')
  for (const left of [4, 3, 2, 1, 0]) {
    await press(page, '登录')
    await page.getByText(`还可以试 ${left} 次`).first().waitFor()
  }
  await press(page, '登录')
  await page.getByText('本处网络已锁定').first().waitFor()
  await sound(page)
})
