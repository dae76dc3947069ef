import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gs1CheckDigit } from '#kernel/gs1'
import { checkCharacterPair } from './ai-checks.ts'
import { AI_TABLE } from './ai-table.ts'
import { aiFault } from './ai-value.ts'
import { applicationIdentifier, primaryKeys } from './application-identifier.ts'
import { type DigitalLinkFault, linkPath, parseDigitalLink, printDigitalLink } from './digital-link.ts'

const ROOT = new URL('../../../../../', import.meta.url)
const dictionary = ['../', '../../']
  .map((up) => new URL(`${up}shared/conformance/digital-link/gs1-syntax-dictionary.txt`, ROOT))
  .find(existsSync)

/** The dictionary's line in our table's words: no title, no separator flag, no company prefix check. */
function plainLine(line: string): [ai: string, rest: string] {
  const words = (line.split('#')[0] ?? '').trim().split(/\s+/)
  const [ai = '', ...rest] = words
  const flags = /^[*?]+$/.test(rest[0] ?? '') ? (rest.shift() ?? '') : ''
  return [ai, (flags.includes('?') ? '? ' : '') + rest.join(' ').replaceAll(/,gcppos[12]/g, '')]
}

test("every line is GS1's own dictionary's", ({ skip }) => {
  if (dictionary === undefined) return skip('没有 GS1 语法字典（shared/conformance），不能逐行核对')
  const lines = readFileSync(dictionary, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
  expect(lines.length).toBeGreaterThan(200)
  expect(AI_TABLE).toEqual(Object.fromEntries(lines.map(plainLine)))
})

test('the keys a resolver answers for', () => {
  expect(primaryKeys().map((key) => key.ai)).toEqual(
    ['00', '01', '253', '255', '401', '402', '414', '415', '417'].concat([
      '8003',
      '8004',
      '8006',
      '8010',
      '8013',
      '8017',
      '8018',
    ]),
  )
  expect(applicationIdentifier('3101')?.excludes).toEqual(['310n'])
  expect(applicationIdentifier('9999')).toBeUndefined()
})

describe('a value', () => {
  test.each([
    ['01', '06901234567892', undefined],
    ['01', '06901234567893', 'content'],
    ['01', '6901234567892', 'length'],
    ['01', '0690123456789X', 'characters'],
    ['10', 'QS-2026/08', undefined],
    ['10', '批次', 'characters'],
    ['10', 'A'.repeat(21), 'length'],
    ['11', '261100', undefined],
    ['7006', '261100', 'content'],
    ['7007', '260901260915', undefined],
    ['7007', '2609012609', 'length'],
    ['8013', `1987654Ad4X4bL5ttr2310c${checkCharacterPair('1987654Ad4X4bL5ttr2310c')}`, undefined],
    ['8013', '1987654Ad4X4bL5ttr2310cZZ', 'content'],
    ['8006', '069012345678920102', undefined],
    ['8006', '069012345678920302', 'content'],
    ['4309', '02790858483015297971', undefined],
    ['7258', '2/1', 'content'],
    ['8007', 'GB33BUKB20201555555555', undefined],
    ['8007', 'GB33BUKB20201555555556', 'content'],
    ['424', '156', undefined],
    ['999', '1', 'unknown-ai'],
  ] as const)('(%s) %s: %s', (ai, value, fault) => expect(aiFault({ ai, value })).toBe(fault))
})

const GTIN = '/01/06901234567892'

describe('a Digital Link', () => {
  test('is taken apart', () => {
    expect(
      parseDigitalLink(`https://t.example.cn/c${GTIN}/10/QS%2F08/21/7K?17=270131&linkType=gs1:pip#top`),
    ).toEqual({
      ok: true,
      value: {
        stem: 'https://t.example.cn/c',
        key: { ai: '01', value: '06901234567892' },
        qualifiers: [
          { ai: '10', value: 'QS/08' },
          { ai: '21', value: '7K' },
        ],
        attributes: [{ ai: '17', value: '270131' }],
        others: [['linkType', 'gs1:pip']],
      },
    })
  })

  test.each<[string, DigitalLinkFault]>([
    [`ftp://a.cn${GTIN}`, 'scheme'],
    ['https://a.cn', 'scheme'],
    ['https://a.cn/about', 'no-key'],
    ['https://a.cn/10/ABC', 'no-key'],
    [`https://a.cn${GTIN}/x/y`, 'no-key'],
    [`https://a.cn${GTIN}/21/1/10/L`, 'qualifiers'],
    [`https://a.cn${GTIN}/10/L/235/T`, 'qualifiers'],
    [`https://a.cn${GTIN}/10/L/10/M`, 'qualifiers'],
    ['https://a.cn/01/06901234567893', 'content'],
    ['https://a.cn/00/106141412345678909', 'content'],
    [`https://a.cn${GTIN}/10/`, 'no-key'],
    [`https://a.cn${GTIN}/10/%ZZ`, 'encoding'],
    [`https://a.cn${GTIN}/10/%E6%89%B9`, 'characters'],
    [`https://a.cn${GTIN}?21=1`, 'not-attribute'],
    [`https://a.cn${GTIN}?999=1`, 'unknown-ai'],
    [`https://a.cn${GTIN}?17=270132`, 'content'],
    [`https://a.cn${GTIN}?17=270101&17=270102`, 'repeated'],
    [`https://a.cn${GTIN}?250=5`, 'needs'],
    [`https://a.cn${GTIN}?37=5`, 'excludes'],
    [`https://a.cn${GTIN}?3101=000001&3102=000001`, 'excludes'],
    ['https://a.cn/415/6901234567892', 'needs'],
  ])('%s is refused: %s', (uri, why) => expect(parseDigitalLink(uri)).toEqual({ ok: false, why }))

  test.each([
    ['a slash at its end', `https://a.cn${GTIN}/`, GTIN],
    ['a GTIN without its zero', 'https://a.cn/01/6901234567892/21/A', `${GTIN}/21/A`],
    ['a port and no qualifiers but the last', `http://a.cn:8080${GTIN}/21/A`, `${GTIN}/21/A`],
    ['a slash within a value', `https://a.cn${GTIN}/10/A%2fB`, `${GTIN}/10/A%2FB`],
  ])('with %s is read', (_what, uri, path) => {
    const link = parseDigitalLink(uri)
    expect(link.ok && linkPath(link.value)).toBe(path)
  })

  test('keeps every lot and serial through print and parse', () => {
    const text = fc
      .array(fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?AZ_az'), { minLength: 1, maxLength: 20 })
      .map((chars) => chars.join(''))
    const gtin = fc
      .array(fc.nat(9), { minLength: 13, maxLength: 13 })
      .map((digits) => digits.join(''))
      .map((body) => body + gs1CheckDigit(body))
    fc.assert(
      fc.property(gtin, text, text, (key, lot, serial) => {
        const link = {
          key: { ai: '01', value: key },
          qualifiers: [
            { ai: '10', value: lot },
            { ai: '21', value: serial },
          ],
        }
        const read = parseDigitalLink(printDigitalLink(link))
        expect(read.ok && { key: read.value.key, qualifiers: read.value.qualifiers }).toEqual(link)
      }),
    )
  })
})
