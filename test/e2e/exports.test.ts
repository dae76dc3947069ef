import { readFileSync } from 'node:fs'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, settled, sound, soundAtBothWidths } from '#test/clerk'
import { creditCode } from '#world/codes'

/** A list leaves the house: masked at once, whole after somebody else let it out. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
  const made = await fetch(`${desk.address}/api/etowns/daning/parties`, {
    method: 'POST',
    headers: {
      cookie: await desk.as({ etown: 1, roles: ['office'] }),
      'content-type': 'application/json',
      'idempotency-key': 'exports-e2e',
    },
    body: JSON.stringify({
      kind: 'enterprise',
      name: '大宁县隆泰果业有限公司',
      creditCode: creditCode('1', '141030', 7),
      registeredOn: '2023-05-18',
      phone: '13812345678',
    }),
  })
  expect([made.status, await made.text()]).toEqual([200, expect.any(String)])
})
afterAll(() => desk[Symbol.asyncDispose]())

const form = (page: Page) => page.locator('form#export')
async function ask(page: Page, reason: string): Promise<void> {
  await form(page).getByLabel('导出理由').fill(reason)
  await form(page).getByRole('button', { name: '导出' }).click()
}
async function downloaded(page: Page): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await press(page, '下载')
  return readFileSync(await (await coming).path())
}

test('a masked list is asked for with a reason, made, and downloaded', async () => {
  const page = await desk.open('/e/daning/parties')
  await press(page, '导出')
  await ask(page, '市局李科长13900001111要的')
  await page.locator('.note-bad').getByText('会原样记入审计').first().waitFor()
  await ask(page, '报送市商务局')
  await page.getByText('可下载').waitFor()
  await sound(page)
  const [list, notes] = (await readXlsx(await downloaded(page))).sheets
  expect(list?.rows[0]?.[0]).toContain('王办事')
  expect(JSON.stringify(list?.rows)).toContain('138******78')
  expect(Object.fromEntries(notes?.rows ?? [])).toMatchObject({ 理由: '报送市商务局', 行数: '1' })
  await page.context().close()
})

test('whole personal data waits for somebody of the steering group', async () => {
  const page = await desk.open('/e/daning/parties')
  await press(page, '导出')
  await form(page).getByLabel('个人信息').selectOption('完整（须另一人放行）')
  await ask(page, '逐户电话核实')
  await page.getByText('须另一位有放行权限的人放行后才能下载').waitFor()

  const cookie = await desk.as({ etown: 1, roles: ['leader'], name: '李组长' })
  const leader = await desk.open('/e/daning/held-exports', { cookie })
  await leader.getByText('逐户电话核实').waitFor()
  await soundAtBothWidths(leader, 'held-exports')
  await leader.locator('summary').filter({ hasText: '处理' }).click()
  await sound(leader)
  await leader.getByLabel('意见').fill('用途属实')
  await press(leader, '提交决定')
  await leader.getByText('没有等您放行的导出').waitFor()
  await leader.context().close()

  await page.goto('/e/daning/exports')
  await settled(page)
  await page.getByText('李组长：用途属实').waitFor()
  await soundAtBothWidths(page, 'exports')
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载' }).first().click()
  const [list] = (await readXlsx(readFileSync(await (await coming).path()))).sheets
  expect(JSON.stringify(list?.rows)).toContain('13812345678')
  await page.context().close()
})
