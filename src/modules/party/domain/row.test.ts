import { describe, expect, test } from 'vitest'
import { creditCodeCheck } from '#kernel/credit-code'
import { day } from '#kernel/day'
import { COLUMNS, columnOf } from './columns.ts'
import { type Header, headerIn } from './header.ts'
import { placesOf } from './places.ts'
import { dayOf, disordered, isPassedOver, plainCell, readRow } from './row.ts'

const context = { today: day('2026-11-22'), places: placesOf('141030') }
const code = `91141030MA0K12345${creditCodeCheck('91141030MA0K12345')}`
const firm = { 主体类型: '企业', 名称: '隆泰果业有限公司', 统一社会信用代码: code, 成立日期: '2023-05-18' }

function headerOf(cells: readonly string[]): Header {
  const found = headerIn(1, cells)
  if (!found?.ok) throw new Error('no header')
  return found.value
}
const reading = (cells: Readonly<Record<string, string>>) =>
  readRow(Object.values(cells), headerOf(Object.keys(cells)), context)
const problems = (cells: Readonly<Record<string, string>>): [string, string][] => {
  const row = reading(cells)
  return row.ok ? [] : row.problems.map(({ field, refusal }) => [field, refusal.code])
}
const placeOf = (text: string): string | null | undefined => {
  const row = reading({ ...firm, '所在村（社区）': text })
  return row.ok ? row.facts.placeCode : undefined
}

describe('表头 the header', () => {
  test('every header and alias means one column', () => {
    const all = COLUMNS.flatMap(({ header, aliases }) => [header, ...aliases])
    expect(new Set(all).size).toBe(all.length)
    for (const column of COLUMNS)
      for (const header of [column.header, ...column.aliases]) expect(columnOf(header)).toBe(column)
  })
  test('forgives stars, brackets and width', () =>
    expect(headerOf(['*名 称', '主体类型（必填）', '主体类型 *', '备注']).unread).toEqual([
      '主体类型（必填）',
      '备注',
    ]))
  test('a row of something else is none', () =>
    expect(headerIn(1, ['大宁县市场主体名单', ''])).toBeUndefined())
  test('two columns of one meaning are refused with their numbers', () => {
    const found = headerIn(3, ['类型', '名称', '手机号', '联系电话'])
    expect(found?.ok === false && found.refused.map((why) => why.zh)).toEqual([
      '“手机号”有两列（第 3 列和第 4 列），不知道用哪一列；请删去一列。',
    ])
  })
})

describe('一行 a row', () => {
  test('is read', () => {
    const row = reading({ ...firm, 开展电商日期: '2023年8月1日', 主营产品: '=1+1' })
    expect(row).toMatchObject({ ok: true, ecommerceSince: '2023-08-01', facts: { mainProducts: '=1+1' } })
  })

  test('all problems of all cells, one a cell', () =>
    expect(
      problems({
        主体类型: '家庭农场',
        名称: '',
        统一社会信用代码: '9.11E+17',
        身份证号: '#N/A',
        手机号: '138',
        成立日期: '2023-02-30',
        所在村: '南堡',
        经度: '110.7',
        是否开展电商: '是',
        开展电商日期: '',
        主营产品: '长'.repeat(201),
      }),
    ).toEqual([
      ['creditCode', 'party.cell_mangled'],
      ['residentId', 'party.cell_error'],
      ['kind', 'party.cell_kind'],
      ['ecommerceSince', 'party.ecommerce_mismatch'],
      ['name', 'party.cell_missing'],
      ['registeredOn', 'party.cell_day'],
      ['place', 'party.cell_place_ambiguous'],
      ['phone', 'kernel.mobile_length'],
      ['lon', 'party.point_form'],
      ['mainProducts', 'party.text_long'],
    ]))

  test('of an unknown kind nothing is said that only a kind would say', () =>
    expect(problems({ ...firm, 主体类型: '其他', 身份证号: '11010519491231002X' })).toEqual([
      ['kind', 'party.cell_kind'],
    ]))

  test('the ID of a firm’s owner is not kept, but a wrong one is shown', () => {
    const row = reading({ ...firm, 身份证号: '11010519491231002X' })
    expect(row).toMatchObject({ ok: true, facts: { residentId: null } })
    expect(problems({ ...firm, 身份证号: '110105194912310021' })).toEqual([
      ['residentId', 'kernel.resident_id_check'],
    ])
  })

  test.each([
    ['一个空格也没有', ['', '　', ' '], true],
    ['合计行', ['合计', '共 12 户', ''], true],
    ['名字以合计开头的主体', ['企业', '合计商贸公司', '1', '2'], false],
  ])('%s', (_what, cells, passed) => expect(isPassedOver(cells)).toBe(passed))

  test('its days must fit what the register knows', () => {
    const facts = { registeredOn: day('2023-05-18'), deregisteredOn: day('2023-05-17') }
    expect(disordered(facts, day('2023-05-16')).map((p) => p.field)).toEqual([
      'deregisteredOn',
      'ecommerceSince',
    ])
    expect(disordered({ ...facts, registeredOn: null }, day('2023-05-16'))).toEqual([])
  })
})

test.each([
  ['="0123"', '0123'],
  ["'13800138000", '13800138000'],
  ["'=1+2", '=1+2'],
  ['　隆泰 ', '隆泰'],
  ["'s", "'s"],
])('the cell %s says %s', (cell, said) => expect(plainCell(cell)).toBe(said))

test.each([
  ['45064', '2023-05-18'],
  ['45064.5', '2023-05-18'],
  ['２０２３－０５－１８', '2023-05-18'],
  ['2023-05-18 00:00:00', '2023-05-18'],
  ['2023/5/18 8:30', '2023-05-18'],
  ['20230518', '2023-05-18'],
  ['12345', undefined],
  ['2023年5月', undefined],
])('the day %s is %s', (cell, found) => expect(dayOf(cell)).toBe(found))

describe('村镇 a place', () => {
  test.each([
    ['罗曲村', '罗曲村'],
    ['罗曲村委会', '罗曲村'],
    ['昕水镇罗曲', '罗曲村'],
    ['山西省临汾市大宁县昕水镇罗曲村', '罗曲村'],
    ['大宁县昕水镇罗曲村民委员会', '罗曲村'],
    ['向阳社区', '向阳社区'],
    ['白村', '白村'],
    ['白村村', '白村'],
  ])('%s is known', (text, same) => {
    expect(placeOf(text)).toMatch(/^141030\d{6}$/)
    expect(placeOf(text)).toBe(placeOf(same))
  })
  test('a town', () => expect(placeOf('昕水镇')).toBe('141030100'))
  test('a village no list has, after its town', () => {
    expect(placeOf('昕水镇东关村')).toBe('141030100/东关')
    expect(problems({ ...firm, 村: '东关村' })).toEqual([['place', 'party.cell_place_unknown']])
  })
  test('a name that two towns have needs its town', () => {
    expect(problems({ ...firm, 村: '南堡村' })).toEqual([['place', 'party.cell_place_ambiguous']])
    expect(placeOf('曲峨镇南堡村')).not.toBe(placeOf('三多乡南堡村'))
  })
  test('another county’s code is a place too, an unknown one is none', () => {
    expect(placeOf('140521100')).toBe('140521100')
    expect(placeOf('141030100999')).toBeUndefined()
  })
})
