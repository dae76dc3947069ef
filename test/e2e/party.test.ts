import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, sound } from '#test/clerk'
import { creditCode } from '#world/codes'
import { generateWorld } from '#world/generate'

/** A clerk's first days with the register, at a desk and on a phone. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

const open = (path: string, width = 1366): Promise<Page> => desk.open(`/e/daning${path}`, { width })

test('draws the boundary, registers a firm, marks its e-commerce, amends it, and finds it again', async () => {
  const page = await open('/party-boundary')
  await page.getByText('还没有划定范围').waitFor()
  await page.getByText('昕水镇 · 已选 0 个').click()
  await page.getByRole('checkbox', { name: '全镇' }).first().check()
  await page.getByLabel('依据', { exact: true }).fill('大政办发〔2022〕37号 二、规划范围')
  await sound(page)
  await press(page, '保存范围')
  await page.getByText('已存为第 1 版').waitFor()

  await page.goto('/e/daning/parties')
  await settled(page)
  await page.getByText('没有符合的主体').waitFor()
  await sound(page)
  await pressTo(page, '登记主体')
  await page.getByLabel('名称').fill('大宁县隆泰果业有限公司')
  await page.getByLabel('统一社会信用代码').fill('91141030MA0K12345')
  await page.getByLabel('成立日期').fill('2023-05-18')
  await page.getByLabel('手机号').fill('１３８１２３４５６７')
  await page.getByLabel('乡镇').selectOption('昕水镇')
  await page.getByLabel('村（社区）').selectOption('罗曲村委会')
  await press(page, '登记主体')
  const summary = page.locator('.note-bad')
  await summary.getByText('统一社会信用代码应为18位').waitFor()
  await summary.getByText('手机号应为11位数字').waitFor()
  await sound(page)
  await summary.getByText('手机号应为11位数字').click()
  expect(await page.evaluate('document.activeElement.id')).toBe('party_phone')
  await page.getByLabel('手机号').fill('13812345678')
  await page.getByLabel('统一社会信用代码').fill(creditCode('1', '141030', 7))
  await press(page, '登记主体')
  await page.getByRole('heading', { level: 1, name: '大宁县隆泰果业有限公司' }).waitFor()
  await page.getByText('依据：村镇名单').waitFor()
  await page.getByText('138******78').waitFor()
  await sound(page)

  const shot = join(desk.dir, '店铺.pdf')
  writeFileSync(shot, '%PDF-1.4\n')
  const unfold = (label: string) => page.locator('summary').filter({ hasText: label }).click()
  await unfold('标记开展电商')
  await page.getByLabel('开展电商起始日').fill('2023-08-01')
  await page.locator('input[type=file]').setInputFiles(shot)
  await page
    .locator('form')
    .filter({ has: page.locator('input[type=file]') })
    .getByRole('button', { name: '标记开展电商' })
    .click()
  await page.getByRole('link', { name: '打开证据' }).waitFor()

  await pressTo(page, '修改', /修改|大宁县隆泰/)
  await page.getByLabel('主营产品').fill('宁脆苹果')
  await page.getByLabel('理由').fill('补录主营产品')
  await sound(page)
  await press(page, '保存')
  await page.getByText('主营产品：空 → 宁脆苹果').waitFor()

  await page.locator('summary').filter({ hasText: '查看完整个人信息' }).click()
  await page.getByLabel('查看理由').fill('电话核实经营情况')
  await press(page, '查看完整个人信息')
  await page.getByText('13812345678').waitFor()
  await page.context().close()
})

test('imports a messy list on a phone: trial, problems, the same file back, commit, receipt', async () => {
  const town = generateWorld({ seed: 20231, scale: 1 }).towns.find((t) =>
    t.partyFiles[0]?.path.includes('141030'),
  )
  const messy = town?.partyFiles.find((f) => f.path.endsWith('messy.csv'))
  const file = join(desk.dir, '大宁主体名单.csv')
  writeFileSync(file, Buffer.from(messy?.bytes ?? []))
  const page = await open('/party-imports', 360)
  await page.getByText('还没有导入过').waitFor()
  await sound(page)
  await page.locator('input[type=file]').setInputFiles(file)
  await press(page, '上传并试算')
  await page.getByText('已试算，待提交').waitFor()
  await page.getByRole('heading', { name: '问题清单' }).waitFor()
  await page.getByText('统一社会信用代码校验不通过').first().waitFor()
  await sound(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '只下载有问题的行' }).click()
  expect((await coming).suggestedFilename()).toBe('大宁主体名单-仅问题行.csv')
  await page.getByLabel('全部：只要有一行有问题').check()
  await press(page, '提交导入')
  await page.getByText('行存在问题').waitFor()
  await page.getByLabel('只导入没有问题的').check()
  await press(page, '提交导入')
  await page.getByRole('heading', { name: '导入回执' }).waitFor()
  await sound(page)
  await page.getByRole('link', { name: '查看市场主体' }).click()
  await page.getByRole('heading', { level: 1, name: '市场主体' }).waitFor()
  await page.locator('.cards li').first().waitFor()
  await sound(page)
  await page.context().close()
})

test('decides a likely duplicate, and sees the parties on the map', async () => {
  for (const phone of ['', '13700000001']) {
    const page = await open('/parties/new', 360)
    await page.getByLabel('类型').selectOption('农户')
    await page.getByLabel('名称').fill('欧阳小二')
    await page.getByLabel('手机号').fill(phone)
    await page.getByLabel('乡镇').selectOption('昕水镇')
    await page.getByLabel('经度').fill('110.75')
    await page.getByLabel('纬度').fill('36.46')
    await sound(page)
    await press(page, '登记主体')
    await page.getByRole('heading', { level: 1, name: '欧**二' }).waitFor()
    await page.context().close()
  }
  const page = await open('/party-duplicates')
  // The comparison runs after the act.
  await expect
    .poll(
      async () => {
        await page.reload()
        await page.locator('.empty, .pair').first().waitFor()
        return page.locator('.pair').count()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0)
  const pair = page.locator('.pair').filter({ hasText: '欧**二' }).first()
  await pair.getByText('名称相同 +50').waitFor()
  await sound(page)
  await pair.locator('summary').filter({ hasText: '判断' }).click()
  await pair.getByLabel('结论').selectOption({ index: 1 })
  await pair.getByLabel('理由').fill('电话核实为同一人')
  await sound(page)
  await pair.getByRole('button', { name: '提交结论' }).click()
  await expect.poll(() => page.locator('.pair').filter({ hasText: '欧**二' }).count()).toBe(0)
  await page.getByLabel('状态').selectOption('同一主体，已合并')
  await page.getByText('理由：电话核实为同一人').waitFor()

  await page.goto('/e/daning/party-map')
  await settled(page)
  await page.locator('.town-map circle').first().waitFor()
  await sound(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await sound(page)
  await page.context().close()
})
