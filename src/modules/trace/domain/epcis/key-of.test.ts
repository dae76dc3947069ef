import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalEpc } from '../gs1/epc-urn.ts'
import { keyOf } from './key-of.ts'

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((list) => list.join(''))
const word = fc.stringMatching(/^[A-Za-z0-9._%-]{1,22}$/)

test('says what canonicalEpc says, of anything that looks like a link', () => {
  const link = fc
    .tuple(
      fc.constantFrom('https://id.gs1.org', 'https://shop.cn', 'urn'),
      fc.constantFrom('01', '00', '414', '417'),
      digits(14),
      digits(18),
      word,
    )
    .map(([stem, ai, gtin, sscc, own]) => {
      if (ai === '01') return `${stem}/01/${gtin}/21/${own}`
      if (ai === '00') return `${stem}/00/${sscc}`
      return ai === '414' ? `${stem}/414/${gtin.slice(1)}/254/${own}` : `${stem}/417/${gtin.slice(1)}`
    })
  fc.assert(
    fc.property(link, (uri) => keyOf(uri) === canonicalEpc(uri)),
    { numRuns: 2_000 },
  )
})
test.each([
  'https://id.gs1.org/01/06901234567892/21/A1',
  'https://id.gs1.org/414/6901234000009',
  'https://id.gs1.org/414/6901234000009/254/0',
])('%s', (uri) => expect(keyOf(uri)).toBe(canonicalEpc(uri)))
