import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { press, pressTo, soundAtBothWidths } from '#test/clerk'
import { type CountyDesk, openCounty, unfold } from '#test/county-desk'

/** A meeting decides, a department finds it on its own desk, reports, and the head of the group closes it. */
let county: CountyDesk
let paper: string
beforeAll(async () => {
  county = await openCounty(['leader', 'agriculture'])
  paper = join(county.desk.dir, '纪要.pdf')
  writeFileSync(paper, '%PDF-1.4\n')
})
afterAll(() => county[Symbol.asyncDispose]())

test('from an agenda to a closed task', async () => {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  const office = await county.open('office', '/governance/meetings')
  await office.getByText('还没有会议').waitFor()
  await pressTo(office, '召集会议')
  await office.getByLabel('会议名称').fill('第一次项目推进会')
  await office.getByLabel('拟开日期').fill(today)
  await office.getByLabel('地点').fill('县政府三楼会议室')
  await office.getByLabel('议程').fill('听取蜂业项目进展\n研究配套资金')
  await press(office, '召集会议')
  await office.getByRole('heading', { level: 1, name: '第一次项目推进会' }).waitFor()
  const form = await unfold(office, '记录会议')
  await form.getByLabel('召开日期').fill(today)
  await form.getByLabel('出席').fill('县工信局、县财政局、县农业农村局')
  await form.getByLabel('议定事项 1').fill('梳理蜂业项目清单')
  await form.getByLabel('责任单位').selectOption('县农业农村局')
  await form.locator('input[type=file]').setInputFiles(paper)
  await press(office, '记录会议')
  await office.getByText('办理中').waitFor()
  await soundAtBothWidths(office, 'governance-meeting')

  const farming = await county.open('agriculture', '', 360)
  await farming.getByRole('link', { name: /交给我单位的任务/ }).waitFor()
  await soundAtBothWidths(farming, 'desk')
  await farming.getByRole('link', { name: /交给我单位的任务/ }).click()
  await farming.getByRole('link', { name: '梳理蜂业项目清单' }).click()
  const reporting = await unfold(farming, '上报办结')
  await reporting.getByLabel('怎样办结的').fill('清单已报送')
  await reporting.locator('input[type=file]').setInputFiles(paper)
  await press(farming, '上报办结')
  await farming.getByText('已上报，待销号').waitFor()
  await farming.context().close()

  const leader = await county.open('leader', '')
  await leader.getByRole('link', { name: /任务已上报，待销号/ }).click()
  await leader.getByRole('heading', { level: 1, name: '督查任务' }).waitFor()
  await soundAtBothWidths(leader, 'governance-tasks')
  await leader.getByRole('link', { name: '梳理蜂业项目清单' }).click()
  const closing = await unfold(leader, '销号')
  await closing.getByLabel('核实意见').fill('已核实')
  await press(leader, '销号')
  await leader.getByText('已销号').waitFor()
  await soundAtBothWidths(leader, 'governance-task')
  await leader.goto(`${county.desk.address}/e/140521-longgang/governance/organisation`)
  await leader.getByText('负责专项资金的拨付管理').waitFor()
  await soundAtBothWidths(leader, 'governance-organisation')
  await leader.context().close()
  await office.context().close()
})
