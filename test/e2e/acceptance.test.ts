import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, pressTo, soundAtBothWidths } from '#test/clerk'
import { type CountyDesk, openCounty, unfold } from '#test/county-desk'

/** A demand of the plan is proven, assessed, found wanting, rectified and accepted; the whole file is made and downloaded. */
let county: CountyDesk
let paper: string
beforeAll(async () => {
  county = await openCounty(['leader', 'auditor'])
  paper = join(county.desk.dir, '签到表.pdf')
  writeFileSync(paper, '%PDF-1.4\n')
})
afterAll(() => county[Symbol.asyncDispose]())

test('from a clause to an accepted item and a file that a county can hand over', async () => {
  const office = await county.open('office', '/acceptance')
  await office.getByRole('heading', { level: 1, name: '验收事项' }).waitFor()
  await soundAtBothWidths(office, 'acceptance-items')
  await office.getByRole('link', { name: '电商培训人次' }).click()
  await office.getByText('没有一份证据').waitFor()
  const adding = await unfold(office, '补充证据')
  await adding.getByLabel('是什么材料').fill('第一期培训签到表')
  await adding.getByLabel('发生日期').fill('2026-01-05')
  await adding.locator('input[type=file]').setInputFiles(paper)
  await press(office, '补充证据')
  await office.getByRole('link', { name: '第一期培训签到表' }).waitFor()
  const assessing = await unfold(office, '自评')
  await assessing.getByLabel('自评结论与说明').fill('已办两期，720 人次')
  await press(office, '自评')
  await office.getByText('已自评，尚未经县验收').waitFor()
  await soundAtBothWidths(office, 'acceptance-item')
  const path = new URL(office.url()).pathname.replace(/^\/e\/[^/]+/, '')

  const auditor = await county.open('auditor', path)
  const finding = await unfold(auditor, '提出问题')
  await finding.getByLabel('问题').fill('缺第三期签到')
  await finding.getByLabel('责任单位').selectOption('县工信局')
  await finding.getByLabel('整改期限').fill('2099-01-05')
  await press(auditor, '提出问题')
  await auditor.getByText('验收发现的问题尚未整改').waitFor()
  await auditor.context().close()

  await office.reload()
  const mending = await unfold(office, '报告整改完成')
  await mending.getByLabel('怎样整改的').fill('已补齐')
  await press(office, '报告整改完成')
  await office.getByText('已报告整改，尚未复验').waitFor()

  const leader = await county.open('leader', '')
  await leader.getByRole('link', { name: /验收事项已整改，待复验/ }).click()
  await leader.getByRole('link', { name: '电商培训人次' }).click()
  const accepting = await unfold(leader, '复验通过')
  await accepting.getByLabel('验收意见').fill('复验属实')
  await press(leader, '复验通过')
  await leader.getByText('县验收通过').first().waitFor()

  await leader.goto(`${county.desk.address}${new URL(leader.url()).pathname.replace(/\/item\/.*/, '')}`)
  await pressTo(leader, '生成验收档案', '验收档案')
  await press(leader, '生成一份')
  await leader.getByText('可下载').waitFor({ timeout: 60_000 })
  await soundAtBothWidths(leader, 'acceptance-files')
  const coming = leader.waitForEvent('download')
  await leader.getByRole('link', { name: 'PDF' }).click()
  const file = await (await coming).path()
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  await leader.context().close()
  await office.context().close()
})

test('a list is published by its hash, drawn by somebody else, and called; the score has its reasons', async () => {
  const list = join(county.desk.dir, '学员.csv')
  writeFileSync(
    list,
    `姓名,电话\n${Array.from({ length: 20 }, (_, i) => `学员${i},138000000${10 + i}`).join('\n')}\n`,
  )
  const office = await county.open('office', '/acceptance/draws')
  await office.getByText('还没有抽样').waitFor()
  const form = await unfold(office, '公布名单')
  await form.getByLabel('核实什么').fill('培训是否真实')
  await form.getByLabel('抽取人数').fill('3')
  await form.locator('input[type=file]').setInputFiles(list)
  await press(office, '公布名单')
  await office.getByText('尚未抽取').waitFor()

  const auditor = await county.open('auditor', '/acceptance/draws')
  await auditor.getByLabel('现场的话').fill('今天下雨')
  await press(auditor, '抽取')
  await auditor.getByText('已抽取').waitFor()
  expect(await auditor.content()).not.toContain('13800000010')
  await soundAtBothWidths(auditor, 'acceptance-draws')
  const reveal = await unfold(auditor, '看号码')
  await reveal.getByLabel('为什么要看').fill('电话核实培训')
  await press(auditor, '看号码')
  await auditor.locator('p.note').getByText('138000000').waitFor()

  await office.goto(`${county.desk.address}/e/140521-longgang/acceptance/scoring`)
  await unfold(office, '上传评分表')
  await press(office, '采用自带的样表')
  await office.getByText('暂不定等级').waitFor()
  await auditor.goto(`${county.desk.address}/e/140521-longgang/acceptance/scoring`)
  const scoring = await unfold(auditor, '打分')
  await scoring.getByLabel('指标').selectOption('A4')
  await scoring.getByLabel('得分').fill('4.5')
  await scoring.getByLabel('理由').fill('有方案、有纪要')
  await press(auditor, '打分')
  await auditor.getByText('有方案、有纪要').waitFor()
  await soundAtBothWidths(auditor, 'acceptance-scoring')
  await auditor.context().close()
  await office.context().close()
})
