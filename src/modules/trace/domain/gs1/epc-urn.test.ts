import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gs1CheckDigit } from '#kernel/gs1'
import { chinesePrefixLength, withPrefixes } from './company-prefix.ts'
import { canonicalEpc, digitalLinkOfUrn, urnOf } from './epc-urn.ts'

const ID = 'https://id.gs1.org'
const lengths = withPrefixes(new Set(['0614141', '4012345', '9521141']))

/** Every key type the standard gives both forms, as its examples write them. */
const PAIRS = [
  ['urn:epc:id:sgtin:0614141.812345.6789', '/01/80614141123458/21/6789'],
  ['urn:epc:id:sgtin:4012345.011111.9876', '/01/04012345111118/21/9876'],
  ['urn:epc:id:sgtin:0614141.812345.32a%2Fb', '/01/80614141123458/21/32a%2Fb'],
  ['urn:epc:id:sgtin:0614141.812345.a.b', '/01/80614141123458/21/a.b'],
  ['urn:epc:class:lgtin:4012345.099886.Z9', '/01/04012345998863/10/Z9'],
  ['urn:epc:idpat:sgtin:4012345.099886.*', '/01/04012345998863'],
  ['urn:epc:id:upui:9521141.089456.51qIgY)%3C%26Jp3*j7', '/01/09521141894569/235/51qIgY%29%3C%26Jp3%2Aj7'],
  ['urn:epc:id:sscc:4012345.0000000111', '/00/040123450000001112'],
  ['urn:epc:id:sgln:4012345.00011.987', '/414/4012345000115/254/987'],
  ['urn:epc:id:sgln:4012345.00011.0', '/414/4012345000115'],
  ['urn:epc:id:pgln:4012345.00000', '/417/4012345000009'],
  ['urn:epc:id:grai:9521141.12345.400', '/8003/09521141123454400'],
  ['urn:epc:idpat:grai:9521141.12345.*', '/8003/09521141123454'],
  ['urn:epc:id:giai:4012345.32a%2Fb', '/8004/401234532a%2Fb'],
  ['urn:epc:id:gsrn:9521141.0123456789', '/8018/952114101234567896'],
  ['urn:epc:id:gsrnp:9521141.0123456789', '/8017/952114101234567896'],
  ['urn:epc:id:gdti:4012345.11111.123', '/253/4012345111118123'],
  ['urn:epc:idpat:gdti:4012345.11111.*', '/253/4012345111118'],
  ['urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345', '/8010/06141415PQ7%2FZ43/8011/12345'],
  ['urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.*', '/8010/06141415PQ7%2FZ43'],
  ['urn:epc:id:sgcn:4012345.67890.04711', '/255/401234567890104711'],
  ['urn:epc:id:ginc:0614141.xyz3311cba', '/401/0614141xyz3311cba'],
  ['urn:epc:id:gsin:0614141.123456789', '/402/06141411234567890'],
  ['urn:epc:id:itip:4012345.012345.04.04.32a%2Fb', '/8006/040123451234560404/21/32a%2Fb'],
  ['urn:epc:idpat:itip:4012345.012345.04.04.*', '/8006/040123451234560404'],
] as const

test.each(PAIRS)('%s is %s', (urn, path) => {
  expect(digitalLinkOfUrn(urn)).toEqual({ ok: true, value: ID + path })
  expect(urnOf(ID + path, lengths)).toBe(urn)
  expect(canonicalEpc(urn)).toBe(ID + path)
})

test.each([
  ['urn:uuid:2f1d', 'urn'],
  ['urn:epc:id:gid:1.2.3', 'scheme'],
  ['urn:epc:id:sgtin:0614141.12345.1', 'parts'],
  ['urn:epc:id:sgtin:0614141.812345', 'parts'],
  ['urn:epc:id:sgtin:0614141.812345.', 'parts'],
  ['urn:epc:id:sgtin:06A4141.812345.1', 'parts'],
  ['urn:epc:id:sscc:0614141.12345', 'parts'],
  ['urn:epc:id:sgtin:0614141.812345.%E6%89%B9', 'value'],
  ['urn:epc:id:sgtin:0614141.812345.%', 'parts'],
  ['urn:epc:idpat:sgtin:0614141.812345.7', 'parts'],
] as const)('%s has no link: %s', (urn, why) => expect(digitalLinkOfUrn(urn)).toEqual({ ok: false, why }))

describe('one identifier has one spelling', () => {
  test.each([
    ['another stem', 'https://trace.example.cn/01/06901234567892/21/A1'],
    ['a short GTIN', 'https://x.cn/01/6901234567892/21/A1'],
    ['a lot beside the serial number', 'https://x.cn/01/06901234567892/10/L7/21/A1?17=270131'],
    ['a variant and a lot', 'https://x.cn/01/06901234567892/22/2A/10/L7/21/A1'],
  ])('%s', (_what, uri) => expect(canonicalEpc(uri)).toBe(`${ID}/01/06901234567892/21/A1`))

  test.each(['urn:uuid:5b0e', 'https://example.com/items/7', 'urn:epc:id:adi:W81X9C.3KL984PX1.2WMA52'])(
    '%s stays as it is',
    (uri) => expect(canonicalEpc(uri)).toBe(uri),
  )
})

describe('a company prefix', () => {
  test.each([
    ['6901234', 7],
    ['69212345', 8],
    ['697123456', 9],
    ['6981234', undefined],
    ['2000123', undefined],
    ['0614141', undefined],
  ] as const)('of %s has %s digits', (digits, length) => expect(chinesePrefixLength(digits)).toBe(length))

  test('must be known before a URN is written, and a restricted-circulation number has none', () => {
    expect(urnOf(`${ID}/01/80614141123458/21/1`)).toBeUndefined()
    expect(urnOf(`${ID}/01/${'0200000000001'}${gs1CheckDigit('0200000000001')}/21/1`)).toBeUndefined()
    expect(urnOf(`${ID}/01/06901234567892/21/1`)).toBe('urn:epc:id:sgtin:6901234.056789.1')
  })
})

test('URN → link → URN keeps every serial number', () => {
  const serial = fc
    .array(fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?AZ_az'), { minLength: 1, maxLength: 20 })
    .map((chars) => chars.join(''))
  fc.assert(
    fc.property(serial, (text) => {
      const link = `${ID}/01/06901234567892/21/${encodeURIComponent(text)}`
      const urn = urnOf(link) ?? ''
      expect(canonicalEpc(urn)).toBe(canonicalEpc(link))
      expect(urnOf(canonicalEpc(urn))).toBe(urn)
    }),
  )
})

const ROOT = new URL('../../../../../', import.meta.url)
const hashes = ['../', '../../']
  .map((up) => new URL(`${up}shared/conformance/event-hash/`, ROOT))
  .find(existsSync)

test('the links of the reference event hashes are ours', ({ skip }) => {
  if (hashes === undefined) return skip('没有参考事件哈希（shared/conformance），不能核对换算结果')
  const text = (ending: string) =>
    readdirSync(hashes)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(new URL(name, hashes), 'utf8'))
      .join('\n')
  const urns = new Set(text('.jsonld').match(/urn:epc:(id|class|idpat):[^"]+/g))
  const preimages = text('.prehashes')
  expect(urns.size).toBeGreaterThan(10)
  expect([...urns].filter((urn) => !preimages.includes(canonicalEpc(urn)))).toEqual([])
})
