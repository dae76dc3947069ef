import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringFile, enterLabResult, voidCertificate } from '#contract/inspection'
import { foldNext } from '#platform/work/consumers'
import { runOneJob } from '#platform/work/jobs'
import { type Lab, openLab } from '#test/lab'
import { askRecount, listRecounts, listTally, readFigure } from '../contract/index.ts'
import { statisticsRoom } from '../http.ts'

const { consumers = [], jobs = [] } = statisticsRoom({ locked: [] })

let lab: Lab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab[Symbol.asyncDispose]())

const PERIOD = { from: '2026-11-01', until: '2026-12-01' }
async function fold(): Promise<void> {
  for (const consumer of consumers) while ((await foldNext(lab.server.house, 1, consumer)) > 0);
}
const figure = async (indicator: string) => {
  const { answer, refused } = await lab.ask(readFigure, { params: { indicator }, query: PERIOD })
  expect(refused).toEqual([])
  return answer
}
const value = async (indicator: string) => {
  const { reading } = await figure(indicator)
  return reading.value === undefined ? reading.state : `${reading.value.num}/${reading.value.den}`
}
const rows = async (indicator: string) => {
  const { answer } = await lab.ask(listTally, { params: { indicator }, query: PERIOD })
  return answer.items
}

test('检测与合格证计入统计：阴性率不是合格率，阳性不因确证而少，作废的不计，每个数打得开', async () => {
  await lab.record('tending', { season: lab.season }, { what: '疏果、套袋' }, 60)
  const lot = await lab.lotOf('500')
  for (let i = 0; i < 3; i++) await lab.passed(lot.id)
  const waiting = await lab.draw(lot.id)
  await lab.run(waiting.code, '0.400')
  const bad = await lab.lotOf('100')
  const positive = await lab.draw(bad.id)
  await lab.run(positive.code, '0.100')
  const issued = await lab.issue(lot.id, { quantity: '100', boxes: 20 })
  const other = await lab.issue(lot.id, { quantity: '50', boxes: 5 })
  await fold()
  expect(
    await Promise.all(
      ['rapid-tests', 'rapid-negatives', 'rapid-positives', 'lab-tests', 'certificates'].map(value),
    ),
  ).toEqual(['4/1', '3/1', '1/1', 'absent', '25/1'])
  expect(await value('rapid-negative-share')).toBe('3/4')

  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
  const report = (await lab.reviewer(bringFile, { file: { name: '报告.pdf', bytes: pdf } })).answer.sha256
  const items = [{ item: '毒死蜱', found: '0.01', most: '0.5' }]
  const body = {
    laboratory: '市农检中心',
    reportNo: 'W1',
    method: 'GB 23200.113-2018',
    reportedOn: '2026-11-22',
    report,
    items,
  }
  expect((await lab.reviewer(enterLabResult, { params: { sample: positive.id }, body })).answer.state).toBe(
    'cleared',
  )
  await lab.grower(voidCertificate, {
    params: { certificate: other.answer.id },
    body: { reason: '数量写错，重新开具' },
  })
  await fold()
  expect(
    await Promise.all(
      ['rapid-tests', 'rapid-positives', 'lab-tests', 'lab-pass-share', 'certificates'].map(value),
    ),
  ).toEqual(['4/1', '1/1', '1/1', '1/1', '20/1'])

  expect(await rows('rapid-positives')).toMatchObject([
    { name: positive.code, partName: '苹果', about: positive.id, day: '2026-11-21' },
  ])
  expect(await rows('lab-tests')).toMatchObject([{ evidence: report, about: positive.id }])
  expect(await rows('certificates')).toMatchObject([
    { amount: '20', partName: '生产者', about: issued.answer.id, name: issued.answer.number },
  ])
  expect((await figure('rapid-negative-share')).definition.versions[0]?.text).toContain('阴性率不是合格率')

  await lab.ask(askRecount)
  await runOneJob(lab.server.house, 1, jobs, new AbortController().signal)
  expect((await lab.ask(listRecounts)).answer.items[0]).toMatchObject({ differing: 0 })
})
