import { describe, expect, test } from 'vitest'
import { formOf } from './party-values.ts'
import { ringsOf, textOf } from './rings-text.ts'

describe('a form on its way out', () => {
  test('empty fields are left out; an erased personal field goes as empty', () =>
    expect(formOf({ kind: 'farmer', name: '张三', residentId: '', phone: null, address: ' ' })).toEqual({
      kind: 'farmer',
      name: '张三',
      phone: '',
    }))
  test('half a point goes out, for the server to say what is wrong', () => {
    expect(formOf({ kind: 'farmer', point: { lon: '110.7', lat: '' } }).point).toEqual({
      lon: 110.7,
      lat: Number.NaN,
    })
    expect(formOf({ kind: 'farmer', point: { lon: '', lat: ' ' } }).point).toBeUndefined()
  })
})

describe('a line as it is pasted', () => {
  const rings: [number, number][][] = [
    [
      [110.5, 36.5],
      [110.6, 36.5],
      [110.6, 36.6],
    ],
    [
      [110.51, 36.51],
      [110.52, 36.51],
      [110.52, 36.52],
    ],
  ]
  test('comes back as it was', () => expect(ringsOf(textOf(rings))).toEqual(rings))
  test('with Chinese commas, tabs and empty lines too', () =>
    expect(ringsOf('110.5，36.5\n110.6\t36.5\n110.6 , 36.6\n\n  \n')).toEqual([rings[0]]))
  test('nothing is no ring, and no number is no number', () => {
    expect(ringsOf(' \n')).toEqual([])
    expect(ringsOf('东, 36.5')).toEqual([[[Number.NaN, 36.5]]])
  })
})
