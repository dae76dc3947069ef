import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gs1CheckDigit } from '#kernel/gs1'
import { decompressed, plainLink } from './compressed-link.ts'
import { parseDigitalLink } from './digital-link.ts'

/** From the notes of the standard's own demonstration program. */
const PUBLISHED = 'AQnYUc1gmiERBhQ0ytiyZuAGOLc1TQ'

describe('压缩的链接 compressed links', () => {
  test('the published example gives its product, its lot and the hour it expires', () => {
    expect(decompressed(PUBLISHED)).toEqual([
      { ai: '01', value: '05412345000013' },
      { ai: '10', value: 'ABC&+123' },
      { ai: '7003', value: '1903061658' },
    ])
    const plain = '/01/05412345000013/10/ABC%26%2B123?7003=1903061658'
    expect(plainLink(`/${PUBLISHED}`)).toBe(plain)
    expect(plainLink(`/${PUBLISHED}?linkType=linkset`)).toBe(`${plain}&linkType=linkset`)
    expect(parseDigitalLink(`https://example.org${plain}`).ok).toBe(true)
  })
  test('what is none is none, whatever it looks like', () => {
    for (const none of ['', 'abc', 'sign-in', 'trace-lots', 'AAAAAAAA', '________', 'ZZZZZZZZZZZZ', 'AQnY'])
      expect(plainLink(`/${none}`), none).toBeUndefined()
    fc.assert(
      fc.property(fc.string(), (any) => {
        const plain = plainLink(`/${any}`)
        return plain === undefined || plain.startsWith('/')
      }),
    )
  })
  test('every lot and serial number comes back, written by the standard’s bits', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_']
    const some = fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 20 }).map((l) => l.join(''))
    fc.assert(
      fc.property(fc.nat(9_999_999), some, some, (number, lot, serial) => {
        const body = `020001${String(number).padStart(7, '0')}`
        const gtin = `${body}${gs1CheckDigit(body)}`
        const packed = compress(gtin, lot, serial)
        const whole = encodeURI(`/01/${gtin}/10/${lot}/21/${serial}`)
        expect(plainLink(`/${packed.whole}`)).toBe(whole)
        expect(plainLink(`/01/${gtin}/${packed.behind}`)).toBe(whole)
      }),
    )
  })
})

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const binary = (n: number | bigint, width: number): string => n.toString(2).padStart(width, '0')
const packed = (bits: string): string =>
  (bits.padEnd(Math.ceil(bits.length / 6) * 6, '0').match(/.{6}/g) ?? [])
    .map((six) => BASE64[Number.parseInt(six, 2)])
    .join('')
/** Encoding 3 (base 64), the length in five bits, six bits a character. */
const value = (text: string): string =>
  `011${binary(text.length, 5)}${[...text].map((char) => binary(BASE64.indexOf(char), 6)).join('')}`

/** 01 with 10 by its pre-defined sequence, then 21; and 10, 21 behind a key that stands in clear. */
const compress = (gtin: string, lot: string, serial: string) => ({
  whole: packed(`00001011${binary(BigInt(gtin), 47)}${value(lot)}00100001${value(serial)}`),
  behind: packed(`00010000${value(lot)}00100001${value(serial)}`),
})
