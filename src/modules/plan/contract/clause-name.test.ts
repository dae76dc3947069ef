import { expect, it } from 'vitest'
import { clauseName } from './clause-name.ts'

it.each([
  ['三.三.1.5', '三（三）1（5）'],
  ['三.一.末', '三（一）末'],
  ['三.一.2.1', '三（一）2（1）'],
  ['十', '十'],
  ['序', '序'],
])('%s is written %s', (id, written) => expect(clauseName(id)).toBe(written))
