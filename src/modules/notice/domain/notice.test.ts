import { getDayDetail } from 'chinese-days'
import { expect, test } from 'vitest'
import { addDays, type Day, day } from '#kernel/day'
import { isMaterial, runningFrom, stateOn } from './clock.ts'
import { maskList } from './mask-list.ts'

test('every day 2020–2026 ends where chinese-days’ own functions end it', () => {
  const works = new Map<Day, boolean>()
  for (let d = day('2020-01-01'); d < '2027-01-01'; d = addDays(d, 1)) works.set(d, getDayDetail(d).work)
  let judged = 0
  for (const from of works.keys()) {
    if (from > '2026-12-10') continue
    let last = from
    for (let left = 5; left > 0; ) {
      last = addDays(last, 1)
      if (works.get(last)) left -= 1
    }
    expect([from, runningFrom(from, 5)?.runsThrough]).toEqual([from, last])
    judged += 1
  }
  expect(judged).toBeGreaterThan(2500)
})

test('where no notice of the State Council reaches, no end is guessed', () => {
  expect(runningFrom(day('2030-03-01'), 5)).toBeUndefined()
  expect(runningFrom(day('2026-12-28'), 5)).toBeUndefined()
})

test('over on the day after its last, not before, and not with an objection open', () => {
  const facts = { runsThrough: day('2026-11-27'), withdrawn: false, hindered: false }
  expect(stateOn(day('2026-11-27'), facts)).toBe('running')
  expect(stateOn(day('2026-11-28'), facts)).toBe('passed')
  expect(stateOn(day('2026-11-28'), { ...facts, hindered: true })).toBe('hindered')
  expect(stateOn(day('2026-11-28'), { ...facts, withdrawn: true })).toBe('withdrawn')
})

test('a changed cell, column, basis or time is material', () => {
  const one = { columns: ['企业', '金额'], rows: [['甲公司', '1']], days: 5, basis: '依据' }
  expect(isMaterial(one, { ...one })).toBe(false)
  for (const other of [
    { ...one, rows: [['甲公司', '2']] },
    { ...one, rows: [...one.rows, ['乙公司', '1']] },
    { ...one, columns: ['单位', '金额'] },
    { ...one, days: 7 },
    { ...one, basis: '另一依据' },
  ])
    expect(isMaterial(one, other)).toBe(true)
})

test('the list is masked by its titles, and numbers of persons wherever they stand', () => {
  const columns = ['户主姓名', '身份证号', '联系电话', '开户银行卡号', '住址', '企业', '备注', '金额（元）']
  const id = '140521199001011234'
  const row = [
    '张三丰',
    id,
    '13812345678',
    '6222021234567890123',
    '昕水镇罗曲村12号',
    '沁水某公司',
    `${id} 13912345678`,
    '1500000',
  ]
  const [masked] = maskList(columns, [row])
  expect(masked).toEqual([
    '张**',
    '1405**********1234',
    '138******78',
    '***************0123',
    '昕水镇罗曲村***',
    '沁水某公司',
    '1405**********1234 139******78',
    '1500000',
  ])
  expect(maskList(columns, [masked ?? []])).toEqual([masked])
})
