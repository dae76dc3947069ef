import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { day } from '#kernel/day'
import { heldBackBy } from './safety-interval.ts'

type Case = {
  说明: string
  用药: { 名称: string; 日期: string; 间隔: number }[]
  采收: string
  结果?: { 药: string; 可采: string }
}
const cases: Case[] = parse(readFileSync(new URL('./cases/safety-interval.yaml', import.meta.url), 'utf8'))

test.each(cases)('$说明', ({ 用药, 采收, 结果 }) => {
  const applications = 用药.map((one) => ({ name: one.名称, on: day(one.日期), intervalDays: one.间隔 }))
  const held = heldBackBy(applications, day(采收))
  expect(held && { 药: held.application.name, 可采: held.until as string }).toEqual(结果)
})
