import { expect, test } from 'vitest'
import { encodeGb18030 } from './gb18030.ts'

const read = (bytes: Uint8Array): string => new TextDecoder('gb18030', { fatal: true }).decode(bytes)

test('the examples of the standard: two bytes, four bytes, beyond the basic plane', () => {
  expect([...encodeGb18030('A啊')]).toEqual([0x41, 0xb0, 0xa1])
  expect([...encodeGb18030('㐀')]).toEqual([0x81, 0x39, 0xee, 0x39])
  expect([...encodeGb18030('😀')]).toEqual([0x94, 0x39, 0xfc, 0x36])
})

test('everything a reader can see of the basic plane comes back as it was', () => {
  let text = ''
  for (let point = 0x20; point < 0xfffd; point++) {
    // Surrogates are no characters; the private use area is where the editions of the standard differ.
    if (point >= 0xd800 && point < 0xf900) continue
    text += String.fromCharCode(point)
  }
  expect(read(encodeGb18030(text))).toBe(text)
})

test('a lone surrogate is a bug', () => {
  expect(() => encodeGb18030('\ud83d')).toThrow(RangeError)
})
