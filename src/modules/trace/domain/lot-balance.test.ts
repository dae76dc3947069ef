import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { LotState, Unit } from '../contract/lot-words.ts'
import {
  decideDerivation,
  drawRefusals,
  type LotBalance,
  labelRefusals,
  labelsLeft,
  leftOf,
} from './lot-balance.ts'
import { quantity, quantityText } from './quantity.ts'

type Case = {
  说明: string
  批次: { 数量: string; 转出?: string; 已发?: number; 状态?: LotState }
  可发?: number
  赋码?: number
  派生?: {
    方式: 'split' | 'merge' | 'transform'
    投入: string[]
    产出: string[]
    得率?: number
    换产品?: Unit
  }
  拒绝?: string[]
}
const cases: Case[] = parse(readFileSync(new URL('./cases/lot-balance.yaml', import.meta.url), 'utf8'))

const lotOf = ({ 数量, 转出 = '0', 已发 = 0, 状态 = 'open' }: Case['批次'], id = 1n): LotBalance => ({
  id,
  code: `L${id}`,
  item: 1n,
  unit: 'kg',
  state: 状态,
  quantity: quantity(数量),
  drawn: quantity(转出),
  labels: 已发,
  packSize: quantity('5'),
})

test.each(cases)('$说明', ({ 批次, 可发, 赋码, 派生, 拒绝 = [] }) => {
  const lot = lotOf(批次)
  if (可发 !== undefined) expect(labelsLeft(lot)).toBe(可发)
  if (赋码 !== undefined) expect(labelRefusals(lot, 赋码).map((why) => why.code)).toEqual(拒绝)
  if (派生 === undefined) return
  const { 方式, 投入, 产出, 得率 = 1, 换产品 } = 派生
  const decided = decideDerivation({
    way: 方式,
    inputs: 投入.map((q, i) => ({ lot: lotOf(批次, BigInt(i + 1)), quantity: quantity(q) })),
    outputs: 产出.map((q) => ({ item: 换产品 ? 2n : 1n, unit: 换产品 ?? 'kg', quantity: quantity(q) })),
    yield: BigInt(Math.round(得率 * 10_000)),
  })
  expect(decided.ok ? [] : decided.refused.map((why) => why.code)).toEqual(拒绝)
})

test('whatever is drawn and labelled as allowed, nothing is ever below zero', () => {
  const act = fc.record({ draw: fc.bigInt(1n, 400_000n), labels: fc.integer({ min: 1, max: 60 }) })
  fc.assert(
    fc.property(fc.bigInt(1n, 1_000_000n), fc.array(act, { maxLength: 12 }), (whole, acts) => {
      let lot = { ...lotOf({ 数量: '1' }), quantity: whole }
      for (const { draw, labels } of acts) {
        if (drawRefusals(lot, draw).length === 0) lot = { ...lot, drawn: lot.drawn + draw }
        if (labelRefusals(lot, labels).length === 0) lot = { ...lot, labels: lot.labels + labels }
        expect(leftOf(lot)).toBeGreaterThanOrEqual(0n)
        expect(BigInt(labelsLeft(lot)) * lot.packSize).toBeLessThanOrEqual(leftOf(lot))
      }
    }),
  )
})

test('a quantity is written and read back the same', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), (q) => {
      expect(quantity(quantityText(q))).toBe(q)
    }),
  )
  expect(() => quantity('1.2345')).toThrow(RangeError)
})
