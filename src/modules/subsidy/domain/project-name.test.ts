import { expect, test } from 'vitest'
import { projectKey, soundsLike } from './project-name.ts'

test('a project is the same however it was typed, and another party’s is another', () => {
  expect(projectKey(7n, ' 蜂蜜 灌装线（一期）')).toBe(projectKey(7n, '蜂蜜灌装线(一期)'))
  expect(projectKey(7n, 'Ａ线')).toBe(projectKey(7n, 'a线'))
  expect(projectKey(7n, '冷库')).not.toBe(projectKey(8n, '冷库'))
})

test.each([
  ['蜂蜜灌装线', '蜂蜜灌装生产线'],
  ['蜂蜜灌装线', '新建蜂蜜灌装线项目'],
  ['蜂蜜灌装线', '灌装线'],
  ['2025年网络销售', '2026年网络销售'],
])('%s and %s are worth a question', (one, other) => {
  expect([soundsLike(one, other), soundsLike(other, one)]).toEqual([true, true])
})

test.each([
  ['蜂蜜灌装线', '冷库'],
  ['蜂王浆车间', '蜂蜜灌装线'],
  ['直播间', '直营店'],
])('%s and %s are not', (one, other) => {
  expect([soundsLike(one, other), soundsLike(other, one)]).toEqual([false, false])
})
