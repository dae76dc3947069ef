import { expect, test } from 'vitest'
import { readPackCode } from './pack-code.ts'
import { shownName } from './shown-name.ts'

const of = { gtin: '02000100000014', lot: '20260915-01' }

test.each([
  ['7K2M9QX04B', '7K2M9QX04B'],
  ['7k2m 9qx0-4b', '7K2M9QX04B'],
  ['https://ezhen.example/01/02000100000014/10/20260915-01/21/7K2M9QX04B', '7K2M9QX04B'],
  ['https://ezhen.example/scan/01/02000100000014/10/20260915-01/21/7K2M9QX04B?lang=en', '7K2M9QX04B'],
  ['https://ezhen.example/01/02000100000014/10/20260915-02/21/7K2M9QX04B', undefined],
  ['https://ezhen.example/01/06901234567892/10/20260915-01/21/7K2M9QX04B', undefined],
  ['https://ezhen.example/01/02000100000014/10/20260915-01', undefined],
  ['7K2M9', undefined],
  ['https://nowhere', undefined],
])('%s is the pack %s', (code, serial) => expect(readPackCode(code, of)).toBe(serial))

test.each([
  ['张三', '张*'],
  ['张三丰', '张**'],
  ['太原市美特好超市', '太原市美特好超市'],
  ['张三的小卖部', '张*****'],
])('%s is shown as %s', (name, shown) => expect(shownName(name)).toBe(shown))
