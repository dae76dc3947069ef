import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCreditCode } from './credit-code.ts'
import { parseDay } from './day.ts'
import { parseGln, parseGtin, parseSscc } from './gs1.ts'
import { parseMobile } from './mobile.ts'
import { parseYuan, yuanText } from './money.ts'
import { type Parsed, read, unread } from './parsed.ts'
import { kernelRefusals, outcomeOf } from './refusals.ts'
import { parseRegionCode } from './region-code.ts'
import { parseResidentId } from './resident-id.ts'

type Line = { readonly text: string; readonly expected: string | undefined }

function linesOf(name: string): readonly Line[] {
  const file = readFileSync(new URL(`./vectors/${name}.txt`, import.meta.url), 'utf8')
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [text = '', expected] = line.split(' => ')
      return { text, expected }
    })
}

const readOr = <T extends string>(value: T | undefined): Parsed<T, 'unreadable'> =>
  value === undefined ? unread('unreadable') : read(value)

const yuanOf = (text: string): Parsed<string, 'unreadable'> => {
  const amount = parseYuan(text)
  return readOr(amount === undefined ? undefined : yuanText(amount))
}

const SYNTAXES: readonly (readonly [name: string, parse: (text: string) => Parsed<string, string>])[] = [
  ['credit-code', parseCreditCode],
  ['resident-id', parseResidentId],
  ['mobile', parseMobile],
  ['gtin', parseGtin],
  ['gln', parseGln],
  ['sscc', parseSscc],
  ['region-code', parseRegionCode],
  ['day', (text) => readOr(parseDay(text))],
  ['yuan', yuanOf],
]

describe.each(SYNTAXES)('%s', (name, parse) => {
  const valid = linesOf(`${name}-valid`)
  const invalid = linesOf(`${name}-invalid`)
  it('has enough vectors', () => expect(Math.min(valid.length, invalid.length)).toBeGreaterThanOrEqual(15))
  it.each(valid)('reads $text', ({ text, expected }) => {
    expect(parse(text)).toEqual(read(expected ?? text))
    expect(parse(expected ?? text), 'its normal form reads as itself').toEqual(read(expected ?? text))
  })
  it.each(invalid)('refuses $text', ({ text, expected }) => {
    expect(parse(text)).toEqual(unread(expected ?? 'unreadable'))
  })
  it('shows every reason it has a sentence for', () => {
    const field = name === 'yuan' ? 'amount' : name.replace('-', '_')
    const reasons = new Set(invalid.map(({ expected }) => `kernel.${field}_${expected ?? 'unreadable'}`))
    const sentences = Object.keys(kernelRefusals).filter((code) => code.startsWith(`kernel.${field}_`))
    expect([...reasons].sort()).toEqual(sentences.sort())
  })
})

describe('refusing', () => {
  it('names field, fault and remedy in one code with its pointer', () => {
    expect(outcomeOf('credit_code', parseCreditCode('1'), '/creditCode')).toMatchObject({
      ok: false,
      refused: [{ code: 'kernel.credit_code_length', status: 422, pointer: '/creditCode' }],
    })
    expect(outcomeOf('mobile', parseMobile('13800000000'))).toEqual({ ok: true, value: '13800000000' })
  })
  it('ends every Chinese sentence with what to do', () => {
    for (const [code, { zh, en }] of Object.entries(kernelRefusals)) {
      expect(zh, code).toMatch(/^.{6,}[。：].*请.+。$|^.{6,}。固定电话请填在联系电话一栏。$/)
      expect(en, code).toMatch(/\.$/)
    }
  })
})
