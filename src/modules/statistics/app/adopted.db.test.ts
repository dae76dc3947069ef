import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideInterpretation } from '#contract/plan'
import { statisticsTown, type Town } from '#test/statistics-town'
import { readBoard, readFigure } from '../contract/index.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2026-11-22T02:00:00Z')
  ask = await town.as('office', town.slugs.longgang)
  await town.owner.query("select set_config('app.etown', '2', false)")
})
afterAll(() => town[Symbol.asyncDispose]())

const decide = (interpretation: string, adopted: string) =>
  ask(decideInterpretation, {
    params: { interpretation },
    body: {
      version: 1,
      adopted,
      reason: '领导小组会议纪要第3号',
      decidedBy: '领导小组',
      decidedOn: '2026-11-20',
      seen: 1,
    },
  })
const targets = async () => (await ask(readBoard, { query: { year: '2026' } })).answer

test('what the county decides on the screen changes the board at once, without code', async () => {
  const before = await targets()
  const line = (board: typeof before, code: string) => board.targets.find((t) => t.code === code)
  expect(line(before, 'online-retail-growth')?.required).toBe('≥ 10 百分点')
  expect(line(before, 'new-ecommerce-firms')?.definition).toBe('new-ecommerce-firms@2022')

  expect((await decide('higher-by-points', 'more-than')).refused).toEqual([])
  expect((await decide('ecommerce-firm', 'all-with-orders')).refused).toEqual([])
  const after = await targets()
  expect(line(after, 'online-retail-growth')?.required).toBe('> 10 百分点')
  expect(line(after, 'new-ecommerce-firms')?.definition).toBe('new-ecommerce-firms-and-traders@2022')

  const figure = await ask(readFigure, {
    params: { indicator: 'new-ecommerce-firms' },
    query: { from: '2023-01-01', until: '2024-01-01' },
  })
  expect(figure.answer.definition.versions[0]?.text).toContain('个体工商户')
})
