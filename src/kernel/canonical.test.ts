// biome-ignore-all lint/style/noRestrictedGlobals: a Date is one of the things refused.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type Json } from './canonical.ts'
import { sha256Hex } from './sha256.ts'

const anyJson = fc
  .jsonValue({ stringUnit: 'grapheme' })
  .map((value): Json => JSON.parse(JSON.stringify(value)))

const reversed = (value: Json): Json => {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(reversed)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]): [string, Json] => [name, reversed(inner)]),
  )
}

describe('canonical JSON', () => {
  it('is the example of RFC 8785 3.2.3', () => {
    const example: Json = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    )
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })
  it('sorts members by UTF-16 units, as RFC 8785 3.2.3 has it', () => {
    const members = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
    expect(
      Object.keys(JSON.parse(canonicalJson(Object.fromEntries(members.map((name) => [name, 0]))))),
    ).toHaveLength(7)
    expect(canonicalJson({ '\ufb33': 1, '\ud83d\ude00': 2 })).toBe('{"\ud83d\ude00":2,"\ufb33":1}')
  })
  it('does not depend on the order of members, and means the same', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(reversed(value))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })
  const circle: { inner?: unknown } = {}
  circle.inner = circle
  it.each([
    ['bigint', { sum: [1, 2n] }, '/sum/1 is bigint'],
    ['undefined', undefined, 'the value is undefined'],
    ['an undefined member', { a: { b: undefined } }, '/a/b is undefined'],
    ['a hole', new Array(1), '/0 is undefined'],
    ['NaN', { 'a/b~c': Number.NaN }, '/a~1b~0c is NaN'],
    ['Infinity', [Number.POSITIVE_INFINITY], '/0 is Infinity'],
    ['a Date', { at: new Date(0) }, '/at is not a plain object'],
    ['a Map', new Map([['a', 1]]), 'the value is not a plain object'],
    ['a function', { f: () => 1 }, '/f is function'],
    ['a lone surrogate', ['\ud800'], '/0 has a lone surrogate'],
    ['a lone surrogate in a name', { a: { '\udc00': 1 } }, 'the name /a/… has a lone surrogate'],
    ['a circle', circle, 'nested too deep, or in a circle'],
  ])('refuses %s', (_what, value, message) => {
    const untyped: (value: never) => string = canonicalJson
    expect(() => Reflect.apply(untyped, undefined, [value])).toThrow(message)
    expect(() => Reflect.apply(untyped, undefined, [value])).toThrow(TypeError)
  })
})

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %j is that of FIPS 180-4', (text, hex) => {
    expect(sha256Hex(text)).toBe(hex)
    expect(sha256Hex(new TextEncoder().encode(text))).toBe(hex)
  })
  it('is of the UTF-8 bytes', () => {
    expect(sha256Hex('乡村e镇')).toBe(sha256Hex(new TextEncoder().encode('乡村e镇')))
    expect(() => sha256Hex('\ud800')).toThrow(TypeError)
  })
})
