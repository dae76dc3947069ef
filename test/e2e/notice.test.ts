import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, press, pressTo, settled, sound, soundAtBothWidths } from '#test/clerk'

/** A list is published, read by anybody, objected to, answered and amended. */
let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('from a pasted list to a public page, an objection, its answer and a new edition', async () => {
  const file = join(desk.dir, '名单.pdf')
  writeFileSync(file, '%PDF-1.4\n')
  const page = await desk.open('/e/daning/notices')
  await page.getByText('还没有公示').waitFor()
  await pressTo(page, '发布公示')
  await page.getByLabel('标题').fill('2026年电商企业奖补名单公示')
  await page.getByLabel('依据与说明').fill('大政办发〔2022〕37号 四')
  await page.getByLabel('异议受理单位').fill('领导小组办公室 0357-0000000')
  await page.getByLabel('名单（从表格粘贴').fill('企业\t联系人\t电话\n大宁某果业公司\t王小明\t13812345678')
  await page.getByLabel('公示工作日数').fill('3')
  await page.locator('main input[type=file]').setInputFiles(file)
  await press(page, '发布公示')
  await page.locator('.note-bad').getByText('公示不得少于 5 个工作日').waitFor()
  await sound(page)
  await page.getByLabel('公示工作日数').fill('5')
  await press(page, '发布公示')
  await page.getByRole('heading', { level: 1, name: '2026年电商企业奖补名单公示' }).waitFor()
  await page.getByRole('cell', { name: '138******78' }).waitFor()
  await soundAtBothWidths(page, 'notice')

  const path = (await page.getByRole('link', { name: '打开公开页' }).getAttribute('href')) ?? ''
  const citizen = await desk.open(path, { cookie: '', width: 360 })
  await citizen.getByText('王**').waitFor()
  expect(await citizen.content()).not.toContain('13812345678')
  await soundAtBothWidths(citizen, 'notice-public')
  await citizen.context().close()

  await page.locator('summary').filter({ hasText: '登记异议' }).click()
  await page.getByLabel('收到日期').fill('2026-11-22')
  await page.getByLabel('提出人及联系方式').fill('张三 13900000000')
  await page.getByLabel('异议内容').fill('电话不对')
  await press(page, '登记异议')
  await page.getByText('待答复').waitFor()
  const leader = await desk.open(new URL(page.url()).pathname, {
    cookie: await desk.as({ etown: 1, roles: ['leader'] }),
  })
  await leader.getByLabel('结论').selectOption('成立')
  await leader.getByLabel('答复', { exact: true }).fill('已核实，电话有误')
  await press(leader, '答复异议')
  await leader.getByText('已核实，电话有误').waitFor()
  await leader.context().close()

  await page.reload()
  await settled(page)
  await page.locator('summary').filter({ hasText: '更正' }).click()
  const form = page.locator('form#amend')
  await form.getByLabel('名单（从表格粘贴').fill('企业\t联系人\t电话\n大宁某果业公司\t王小明\t13700000001')
  await form.getByLabel('更正理由').fill('电话有误')
  await form.getByRole('button', { name: '更正', exact: true }).click()
  await page.getByText('电话有误（实质更正，重新起算）').waitFor()
  await soundAtBothWidths(page, 'notice-amended')
  await page.context().close()
})
