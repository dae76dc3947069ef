import { expect, test } from 'vitest'
import { mappingOf } from './mapping-values.ts'

const before = { columns: { paid: '买家付了多少', waybill: '单号' }, statuses: { 待揽收: 'paid' as const } }

test('what was mapped before and left alone stays, what is emptied goes', () => {
  const { columns } = mappingOf('pdd', before, { columns: { paid: '', orderNo: '编号' } }, [])
  expect(columns).toEqual({ orderNo: '编号', waybill: '单号' })
})

test('a status takes the stage chosen at its place, an unchosen one none', () => {
  const { statuses } = mappingOf('pdd', before, { stages: { s0: '', s1: 'shipped', s2: 'nonsense' } }, [
    '甲',
    '乙',
    '丙',
  ])
  expect(statuses).toEqual({ 待揽收: 'paid', 乙: 'shipped' })
})
