import fc from 'fast-check'
import { expect, it } from 'vitest'
import { halfWidth, trimmed } from './full-width.ts'

it.each([
  ['１３８', '138'],
  ['ＡＢＣｘｙｚ', 'ABCxyz'],
  ['（１）：１，２．５％', '(1):1,2.5%'],
  ['￥1', '¥1'],
  ['a\u3000b\u00a0c', 'a b c'],
  ['−1–2', '-1-2'],
  ['大宁县。', '大宁县。'],
])('makes %s half-width', (wide, half) => expect(halfWidth(wide)).toBe(half))

it('maps every printable ASCII character back from its full-width form', () => {
  for (let code = 0x21; code <= 0x7e; code++) {
    expect(halfWidth(String.fromCharCode(code + 0xfee0))).toBe(String.fromCharCode(code))
  }
})

it('is stable and leaves ASCII alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(halfWidth(halfWidth(text))).toBe(halfWidth(text))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(halfWidth(text)).toBe(text)
    }),
  )
})

it('trims what spreadsheets leave', () => {
  expect(trimmed('\ufeff\u200b 　昕水 镇\u00a0\u2060\n')).toBe('昕水 镇')
  expect(trimmed(' \u200b ')).toBe('')
})
