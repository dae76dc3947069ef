import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, sound } from '#test/clerk'
import { creditCode } from '#world/codes'

/** A session that ends while a form is filled in, in a real browser. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ etown: 1, roles: ['office'], name: '王办事' })
  // Somebody runs the platform, so that whoever is nobody is asked to sign in and not to set it up.
  await desk.as({ houseRole: 'system-admin' })
})
afterAll(() => desk[Symbol.asyncDispose]())

test('what was typed stays under the sign-in, which nobody can look behind; leaving leads to the sign-in page', async () => {
  const page = await desk.open('/e/daning/parties/new')
  await page.getByLabel('名称').fill('大宁县隆泰果业有限公司')
  await page.getByLabel('统一社会信用代码').fill(creditCode('1', '141030', 7))
  await page.getByLabel('成立日期').fill('2023年5月18日')
  await desk.owner.query('delete from identity.session')
  await press(page, '登记主体')
  const dialog = page.getByRole('dialog', { name: '请重新登录' })
  await dialog.getByLabel('登录名').waitFor()
  await sound(page)
  await page.keyboard.press('Escape')
  expect(await dialog.isVisible()).toBe(true)
  expect(await page.getByLabel('名称', { exact: true }).inputValue()).toBe('大宁县隆泰果业有限公司')
  await dialog.getByRole('button', { name: '不登录了，离开这一页' }).click()
  await page.waitForURL(/\/sign-in\?to=/)
  await page.context().close()
})

test('a site is closed and a product withdrawn on the screen', async () => {
  const cookie = await desk.as({ etown: 1, roles: ['office'], name: '李办事' })
  const send = async (path: string, body: object): Promise<string> => {
    const reply = await fetch(`${desk.address}/api/etowns/daning/${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
    expect(reply.status, path).toBe(200)
    return (await reply.json()).id
  }
  const party = await send('parties', {
    kind: 'enterprise',
    name: '大宁县隆泰果业有限公司',
    creditCode: creditCode('1', '141030', 7),
    registeredOn: '2023-05-18',
  })
  await send(`parties/${party}/products`, { name: '宁脆苹果', category: '水果', since: '2023-09-01' })
  await send('party-sites', { kind: 'warehouse', name: '昕水冷库', party, openedOn: '2023-06-01' })
  const page = await desk.open(`/e/daning/parties/${party}`, { cookie })
  const end = async (label: string, what: string): Promise<void> => {
    const fold = page.locator('details').filter({ hasText: `${label}：${what}` })
    await fold.locator('summary').click()
    await fold.getByLabel('日期').fill('2024-01-31')
    await fold.getByLabel('理由').fill('租约到期')
    await fold.getByRole('button', { name: label }).click()
  }
  await end('下架', '宁脆苹果')
  await page.getByText('已于 2024年1月31日 下架').waitFor()
  await end('关停', '昕水冷库')
  await page.getByText('已于 2024年1月31日 关停').waitFor()
  await settled(page)
  await sound(page)
  await page.context().close()
})
