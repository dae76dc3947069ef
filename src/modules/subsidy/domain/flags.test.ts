import { expect, test } from 'vitest'
import { flagsOf, type Signals } from './flags.ts'

const none = { rows: 0n, fen: 0n }
const quiet: Signals = {
  counted: 10_000n,
  countedRows: 100n,
  excluded: 0n,
  late: 0n,
  marked: none,
  bare: none,
  line: undefined,
  others: [],
}
const codes = (more: Partial<Signals>): readonly string[] =>
  flagsOf({ ...quiet, ...more }).map(({ code }) => code)

test('nothing odd raises nothing', () => expect(codes({})).toEqual([]))

test.each<[string, Partial<Signals>, Partial<Signals>]>([
  ['excluded-share', { excluded: 4286n }, { excluded: 4285n }],
  ['late-burst', { late: 4001n }, { late: 4000n }],
  ['no-waybill', { bare: { rows: 21n, fen: 1n } }, { bare: { rows: 20n, fen: 1n } }],
  ['brushing-marks', { marked: { rows: 1n, fen: 1n } }, { marked: none }],
  ['just-above', { line: 9_805n }, { line: 9_803n }],
])('%s is raised above its line, not at it', (code, above, at) => {
  expect(codes(above)).toEqual([code])
  expect(codes(at)).toEqual([])
})

test('below thirty lines a share says nothing', () => {
  expect(codes({ countedRows: 29n, excluded: 9_000n, late: 9_000n, bare: { rows: 29n, fen: 1n } })).toEqual(
    [],
  )
})

test('other projects of the party are shown, one much alike twice', () => {
  const others = [
    { id: '1', project: '冷库', isAlike: false },
    { id: '2', project: '冷库二期', isAlike: true },
  ]
  const raised = flagsOf({ ...quiet, others })
  expect(raised.map(({ code }) => code)).toEqual(['similar-project', 'other-applications'])
  for (const { sentence, counter } of raised) expect([sentence, counter].join()).not.toMatch(/造假|骗补|违规/)
})
