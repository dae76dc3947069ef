import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { keyIn, keysOf } from '#kernel/keys'
import { PARTY_KINDS } from '../contract/words.ts'
import { likeness, type PartyTraits } from './duplicates.ts'
import { nameCore, placeWords, similarity } from './names.ts'

type Side = {
  类型: string
  名称: string
  代码?: string
  身份证?: string
  电话?: string
  共用?: number
  村?: string
  地址?: string
}
type Case = { 说明: string; 甲: Side; 乙: Side; 理由: string[]; 分数: number }
const cases: Case[] = parse(readFileSync(new URL('./cases/duplicates.yaml', import.meta.url), 'utf8'))
const places = placeWords('141030')

const traits = (side: Side): PartyTraits => ({
  kind: keyIn(PARTY_KINDS, side.类型),
  name: side.名称,
  nameCore: nameCore(side.名称, places),
  creditCode: side.代码 ?? null,
  residentBlind: side.身份证 ?? null,
  phoneBlind: side.电话 ?? null,
  phoneUsers: side.共用 ?? 2,
  placeCode: side.村 ?? null,
  address: side.地址 ?? null,
})

test.each(cases)('$说明', ({ 甲, 乙, 理由, 分数 }) => {
  const { score, why } = likeness(traits(甲), traits(乙))
  expect([why.map((reason) => reason.code), score]).toEqual([理由, 分数])
})

describe('of any two', () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
  const letter = fc.constantFrom('a', 'b')
  const party: fc.Arbitrary<PartyTraits> = fc.record({
    kind: fc.constantFrom(...keysOf(PARTY_KINDS)),
    name: fc.constantFrom('张三', '隆泰果业', '隆泰果品', '隆泰果业有限公司'),
    nameCore: fc.constantFrom('张三', '隆泰果业', '隆泰果品'),
    creditCode: maybe(letter),
    residentBlind: maybe(letter),
    phoneBlind: maybe(letter),
    phoneUsers: fc.integer({ min: 1, max: 5 }),
    placeCode: maybe(letter),
    address: maybe(fc.constantFrom('昕水镇罗曲村18号', '昕水镇罗曲村 18 号', '东关')),
  })
  test('it does not matter which comes first', () =>
    fc.assert(
      fc.property(party, party, (a, b) => {
        expect(likeness(a, b)).toEqual(likeness(b, a))
      }),
    ))
  test('the score is the sum of the reasons shown', () =>
    fc.assert(
      fc.property(party, party, (a, b) => {
        const { score, why } = likeness(a, b)
        expect(why.reduce((sum, reason) => sum + reason.points, 0)).toBe(score)
      }),
    ))
  test('names are as alike as they are the other way round, and wholly like themselves', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(similarity(a, b)).toBe(similarity(b, a))
        expect(similarity(a, a)).toBe(1)
      }),
    ))
})

test.each([
  ['大宁县昕水镇隆泰果业有限责任公司', '隆泰果业'],
  ['山西省临汾市大宁县隆泰种植农民专业合作社', '隆泰'],
  ['大宁隆泰果业（集团）有限公司', '隆泰果业'],
  ['大宁县有限公司', '大宁县有限公司'],
  ['大宁县隆泰便利店（个体工商户）', '隆泰便利店'],
  ['城市便利店', '城市便利店'],
])('字号 of %s is %s', (name, core) => expect(nameCore(name, places)).toBe(core))
