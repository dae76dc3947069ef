import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compressedAnswer } from './resolve-link.ts'

/** Every address of the desk, its parameters filled in. */
const pages = globSync('src/modules/*/web/**/*.{ts,tsx}').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/path: '(\/[^']*)'/g)].map(([, path = '']) =>
    path.replace('$etown', '140521-longgang').replace(/\$\w+/g, '12'),
  ),
)

test('no page of the desk is taken for a compressed code, though letters spell one now and then', () => {
  expect(pages.length).toBeGreaterThan(80)
  expect(pages.filter((page) => compressedAnswer(page) !== undefined)).toEqual([])
  expect(compressedAnswer('/e/daning/party-imports')).toBeUndefined()
})
