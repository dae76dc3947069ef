import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { day } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { compareRates, rate } from '#kernel/money'
import { PARTY_KINDS } from '../contract/words.ts'
import { countNew, type EntityFacts } from './new-entity.ts'

type Case = {
  说明: string
  主体: { 类型: string; 登记?: string; 在范围内?: boolean; 电商?: string; 已并入?: boolean }[]
  新增: number
  电商: number
  占比?: string
}
const cases: Case[] = parse(readFileSync(new URL('./cases/new-entity.yaml', import.meta.url), 'utf8'))
const window = { from: day('2023-03-01'), until: day('2024-01-01') }

const facts = (one: Case['主体'][number]): EntityFacts => ({
  kind: keyIn(PARTY_KINDS, one.类型),
  registeredOn: one.登记 === undefined ? null : day(one.登记),
  inside: one.在范围内 ?? null,
  ecommerceSince: one.电商 === undefined ? null : day(one.电商),
  merged: one.已并入 ?? false,
})

test.each(cases)('$说明', ({ 主体, 新增, 电商, 占比 }) => {
  const counted = countNew(主体.map(facts), window)
  expect(counted).toEqual({
    entities: 新增,
    ecommerce: 电商,
    share: 占比 === undefined ? undefined : rate(占比),
  })
})

test('60 % is held against the exact share: 59 of 99 prints as 59.60 %, and is less', () => {
  const one = facts({ 类型: 'enterprise', 登记: '2023-05-01', 在范围内: true, 电商: '2023-05-01' })
  const parties = Array.from({ length: 99 }, (_, i) => (i < 59 ? one : { ...one, ecommerceSince: null }))
  const { share } = countNew(parties, window)
  expect(share && compareRates(share, rate('60%'))).toBeLessThan(0)
})
