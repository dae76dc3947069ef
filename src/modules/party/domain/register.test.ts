import { describe, expect, test } from 'vitest'
import { creditCodeCheck } from '#kernel/credit-code'
import { day } from '#kernel/day'
import { residentIdCheck } from '#kernel/resident-id'
import type { PartyForm } from '../contract/shapes.ts'
import { ecommerceRefusals, register } from './register.ts'

const today = day('2026-11-22')
const code = (body: string): string => body + creditCodeCheck(body)
const id = (body: string): string => body + residentIdCheck(body)
const firm: PartyForm = {
  kind: 'enterprise',
  name: '大宁县隆泰果业有限公司',
  creditCode: code('91141030MA0K12345'),
  registeredOn: day('2023-05-18'),
}
const farmer: PartyForm = { kind: 'farmer', name: '张三' }

const problems = (form: PartyForm): (readonly [string, string | undefined])[] => {
  const outcome = register(form, today)
  return outcome.ok ? [] : outcome.refused.map((why) => [why.code, why.pointer])
}

describe('登记 a form', () => {
  test('comes out in one normal spelling', () => {
    const outcome = register(
      {
        ...firm,
        name: '　大宁县隆泰果业有限公司 ',
        creditCode: `${firm.creditCode?.toLowerCase()} `,
        phone: '１３８ ００１３ ８０００',
        legalRepresentative: ' 张 三 ',
        address: '  ',
        placeCode: '１４１０３０１００',
      },
      today,
    )
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        name: '大宁县隆泰果业有限公司',
        creditCode: firm.creditCode,
        phone: '13800138000',
        legalRepresentative: '张 三',
        address: null,
        placeCode: '141030100',
      },
    })
  })

  test('says nothing of personal fields it does not speak of, and erases those left empty', () => {
    expect(register(farmer, today)).toMatchObject({ value: { residentId: undefined, phone: undefined } })
    expect(register({ ...farmer, residentId: '', phone: ' ' }, today)).toMatchObject({
      value: { residentId: null, phone: null },
    })
  })

  test('collects every problem, each at its field', () =>
    expect(
      problems({
        kind: 'enterprise',
        name: '123',
        creditCode: `${firm.creditCode?.slice(0, 17)}?`,
        residentId: '1',
        phone: '12345',
        registeredOn: day('2026-11-23'),
        deregisteredOn: day('2026-11-22'),
        placeCode: '999999999',
        address: '很'.repeat(201),
        point: { lon: 36.4, lat: 110.7 },
        insideByPerson: { inside: true, reason: '是' },
      }),
    ).toEqual([
      ['party.name_form', '/name'],
      ['kernel.credit_code_characters', '/creditCode'],
      ['party.resident_id_not_here', '/residentId'],
      ['kernel.mobile_length', '/phone'],
      ['party.day_later', '/registeredOn'],
      ['party.days_disordered', '/deregisteredOn'],
      ['party.place_unknown', '/placeCode'],
      ['party.text_long', '/address'],
      ['party.point_form', '/point'],
      ['party.inside_reason_missing', '/insideByPerson'],
    ]))

  test.each<[string, PartyForm, string[]]>([
    [
      'an enterprise without code and day',
      { kind: 'enterprise', name: '甲公司' },
      ['party.code_missing', 'party.registered_missing'],
    ],
    ['a farmer with a code', { ...farmer, creditCode: code('92141030MA0K12345') }, ['party.code_not_here']],
    ['a sole trader with an enterprise’s code', { ...firm, kind: 'sole-trader' }, ['party.code_kind']],
    ['an association with an enterprise’s code', { ...firm, kind: 'organisation' }, ['party.code_kind']],
    [
      'a station run by a sole trader',
      { ...firm, kind: 'station', creditCode: code('92141030MA0K12345') },
      [],
    ],
    ['an association', { kind: 'organisation', name: '果业协会', creditCode: code('51141030MJ0K12345') }, []],
    ['a farmer born tomorrow', { ...farmer, residentId: id('14103020261123123') }, ['party.born_later']],
    ['a farmer born today', { ...farmer, residentId: id('14103020261122123') }, []],
    ['registered today', { ...firm, registeredOn: today }, []],
    ['a village no list has', { ...farmer, placeCode: '141030100/东关' }, []],
    ['a village of no town', { ...farmer, placeCode: '141030999/东关' }, ['party.place_unknown']],
    ['half a point', { ...farmer, point: { lon: 110.7, lat: Number.NaN } }, ['party.point_form']],
  ])('%s', (_what, form, codes) => expect(problems(form).map(([c]) => c)).toEqual(codes))

  test('a refusal never repeats a personal number', () => {
    const number = '141030199001011230'
    const outcome = register({ ...farmer, residentId: number, phone: '23800138000' }, today)
    expect(outcome.ok).toBe(false)
    expect(JSON.stringify(outcome)).not.toMatch(/14103019900101|23800138000/)
  })
})

test.each([
  ['2023-05-17', ['party.days_disordered']],
  ['2023-05-18', []],
  ['2026-11-23', ['party.day_later']],
])('e-commerce since %s', (since, codes) =>
  expect(ecommerceRefusals(day(since), day('2023-05-18'), today).map((why) => why.code)).toEqual(codes),
)
