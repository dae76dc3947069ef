import { expect, test } from 'vitest'
import { keysOf } from '#kernel/keys'
import { fieldsOf, STEPS } from '../contract/steps.ts'
import { serialOf } from './serial-number.ts'
import { factRefusals, filled } from './step-facts.ts'

const codes = (kind: keyof typeof STEPS, facts: Record<string, string>) =>
  factRefusals(kind, filled(facts)).map(({ code, pointer }) => [code, pointer])

test.each(keysOf(STEPS))('%s: an empty form misses every required field, a whole one none', (kind) => {
  const fields = Object.entries(fieldsOf(kind))
  expect(codes(kind, {})).toEqual(
    fields.filter(([, f]) => f.required).map(([name]) => ['trace.fact_missing', `/facts/${name}`]),
  )
  const whole = fields.map(([name, f]) => [
    name,
    f.type === 'choice' ? 'fertiliser' : f.type === 'number' ? '3' : '有',
  ])
  expect(codes(kind, Object.fromEntries(whole))).toEqual([])
})

test('a pesticide needs its interval, a fertiliser does not; a number is a number', () => {
  const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩' }
  expect(codes('input', spray)).toEqual([['trace.interval_missing', '/facts/intervalDays']])
  expect(codes('input', { ...spray, intervalDays: '两周' })).toEqual([
    ['trace.fact_number', '/facts/intervalDays'],
  ])
  expect(codes('input', { ...spray, inputKind: 'fertiliser' })).toEqual([])
  expect(codes('input', { ...spray, inputKind: 'poison', intervalDays: '3' })).toEqual([
    ['trace.fact_missing', '/facts/inputKind'],
  ])
  expect(codes('storage', { place: '一号库', temperature: '冷' })).toEqual([
    ['trace.fact_number', '/facts/temperature'],
  ])
  expect(codes('sale', { channel: '直播', price: '5' })).toEqual([['trace.fact_unknown', '/facts/price']])
})

test('a serial number keeps five bits of each byte and takes ten', () => {
  expect(serialOf(Uint8Array.from([0, 31, 32, 255, 10, 17, 18, 19, 22, 27]))).toBe('0Z0ZAHJKPV')
  expect(() => serialOf(new Uint8Array(9))).toThrow(RangeError)
})
